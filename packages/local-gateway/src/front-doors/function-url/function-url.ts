import { readFunctionUrlStream } from './stream-result.ts';
import type { FrontDoor } from '../front-door.ts';
import type { HttpApiEvent } from '../http-api/event.ts';
import { buildFunctionUrlEvent } from './event.ts';
import { readFunctionUrlResult } from './result.ts';
import type { FunctionUrlRoute } from './route.ts';

/** Lambda function URL, payload format version 2.0. */
export const functionUrl: FrontDoor<FunctionUrlRoute, HttpApiEvent> = {
  buildEvent: buildFunctionUrlEvent,
  readResult: readFunctionUrlResult,
  readStream: readFunctionUrlStream,
};
