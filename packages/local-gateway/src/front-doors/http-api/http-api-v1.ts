import type { FrontDoor } from '../front-door.ts';
import { buildHttpApiV1Event, type HttpApiV1Event } from './event-v1.ts';
import { readHttpApiV1Result } from './result-v1.ts';
import type { HttpApiRoute } from './route.ts';

/** API Gateway HTTP API, payload format version 1.0. */
export const httpApiV1: FrontDoor<HttpApiRoute, HttpApiV1Event> = {
  buildEvent: buildHttpApiV1Event,
  readResult: readHttpApiV1Result,
};
