import type { FrontDoorResponse } from '../http.ts';
import { jsonResponse } from './json-response.ts';

/** What this gateway does not do, as it says itself: AWS has no such answer. */
export function notSupported(reason: string): FrontDoorResponse {
  return { ...jsonResponse(501, JSON.stringify({ message: `local gateway: ${reason}` })), reason };
}
