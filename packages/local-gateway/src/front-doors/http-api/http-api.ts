import type { FrontDoor } from '../front-door.ts';
import { buildHttpApiEvent, type HttpApiEvent } from './event.ts';
import { readHttpApiResult } from './result.ts';
import type { HttpApiRoute } from './route.ts';

/** API Gateway HTTP API, payload format version 2.0. */
export const httpApi: FrontDoor<HttpApiRoute, HttpApiEvent> = {
  buildEvent: buildHttpApiEvent,
  readResult: readHttpApiResult,
};
