import type { CorsConfiguration } from '../front-doors/cors.ts';
import { booleanOf, numberOf, objectOf, textsOf, type Properties } from './properties.ts';

/** Reads the CORS settings of an HTTP API (`CorsConfiguration`) or of a function URL (`Cors`). */
export function readCors(properties: Properties, name: string): CorsConfiguration {
  const cors = objectOf(properties, name);
  const maxAge = numberOf(cors, 'MaxAge');
  return {
    allowOrigins: textsOf(cors, 'AllowOrigins'),
    allowMethods: textsOf(cors, 'AllowMethods'),
    allowHeaders: textsOf(cors, 'AllowHeaders'),
    exposeHeaders: textsOf(cors, 'ExposeHeaders'),
    allowCredentials: booleanOf(cors, 'AllowCredentials'),
    ...(maxAge !== undefined && { maxAge }),
  };
}
