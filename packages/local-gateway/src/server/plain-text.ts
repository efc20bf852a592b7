import { textBytes } from '../front-doors/response-body.ts';
import type { FrontDoorResponse } from '../http.ts';

/** What the gateway says itself, to the client and to its log, of a request that no front door of AWS would get to see. */
export function plainText(statusCode: number, message: string): FrontDoorResponse {
  const body = textBytes(`${message}\n`);
  return {
    statusCode,
    headers: [
      ['Content-Type', 'text/plain; charset=utf-8'],
      ['Content-Length', String(body.byteLength)],
    ],
    body,
    reason: message,
  };
}
