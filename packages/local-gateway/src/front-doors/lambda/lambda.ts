import type { FrontDoor } from '../front-door.ts';
import { buildLambdaEvent } from './event.ts';
import { readLambdaResult } from './result.ts';
import type { LambdaRoute } from './route.ts';

/** API Gateway REST API with the non-proxy `AWS` integration: the function gets a payload and gives one. */
export const lambda: FrontDoor<LambdaRoute, unknown> = {
  buildEvent: buildLambdaEvent,
  readResult: readLambdaResult,
};
