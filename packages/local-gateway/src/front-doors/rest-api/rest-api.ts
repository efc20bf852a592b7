import { readRestStream } from './stream-result.ts';
import type { FrontDoor } from '../front-door.ts';
import { buildRestEvent, type RestApiEvent } from './event.ts';
import { readRestResult } from './result.ts';
import type { RestRoute } from './route.ts';

/** API Gateway REST API with Lambda proxy integration (`AWS_PROXY`), payload 1.0. */
export const restApi: FrontDoor<RestRoute, RestApiEvent> = {
  buildEvent: buildRestEvent,
  readResult: readRestResult,
  readStream: readRestStream,
};
