import type { FrontDoorName } from '@org/local-gateway/testing';

import type { LazyRequest } from '../src/request/lazy-request.ts';
import { parseBody } from '../src/request/parse-body.ts';
import type { RequestOptions } from '../src/request/request-options.ts';
import { detectSource } from '../src/sources/sources.ts';
import { frontDoorEvent, type TestRequest } from './events.ts';

/** The request that a source makes of an event, with a parsed body. */
export function requestOf(event: unknown, options: RequestOptions = {}): LazyRequest {
  const request = detectSource(event).toRequest(event, options);
  request.parseBodyWith(parseBody);
  return request;
}

/** The request that a handler gets for what a client sends to a front door. */
export function requestThrough(
  frontDoor: FrontDoorName,
  sent: TestRequest,
  options?: RequestOptions,
): LazyRequest {
  return requestOf(frontDoorEvent(frontDoor, sent), options);
}

/** The status of the error that a call throws; 200 when it throws none. */
export function statusOf(call: () => unknown): number {
  try {
    call();
    return 200;
  } catch (error) {
    if (error instanceof Error && 'statusCode' in error) return Number(error.statusCode);
    throw error;
  }
}
