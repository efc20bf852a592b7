import { isResponse } from './read-body.ts';

/** The status of a reply that says none: 200, 204 without a body, that of a web `Response`. */
export function usualStatus(body: unknown): number {
  if (body === undefined || body === null) return 204;
  return isResponse(body) ? body.status : 200;
}
