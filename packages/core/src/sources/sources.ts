import { UnrecognizedEventError } from '../errors/errors.ts';
import { alb } from './alb.ts';
import { functionUrl } from './function-url.ts';
import { httpApi } from './http-api.ts';
import { httpApiV1 } from './http-api-v1.ts';
import { lambda } from './lambda.ts';
import { nameSource } from './name-source.ts';
import { restApi } from './rest-api.ts';
import type { ProxySource } from './source.ts';
import { vpcLattice } from './vpc-lattice.ts';
import { vpcLatticeV1 } from './vpc-lattice-v1.ts';
import { websocket } from './websocket.ts';

/** Every front door. */
export const sources: readonly ProxySource[] = [
  restApi,
  httpApi,
  functionUrl,
  alb,
  httpApiV1,
  vpcLattice,
  vpcLatticeV1,
  websocket,
  lambda,
];

/**
 * The front door that an event comes from.
 *
 * @throws {@link UnrecognizedEventError} for anything that is no request of a known source.
 */
export function detectSource(event: unknown): ProxySource {
  const name = nameSource(event);
  for (const source of sources) if (source.name === name) return source;
  throw new UnrecognizedEventError(
    event,
    sources.map(({ name }) => name),
  );
}
