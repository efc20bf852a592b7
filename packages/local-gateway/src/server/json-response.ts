import { textBytes } from '../front-doors/response-body.ts';
import type { HttpResponse } from '../http.ts';

/** A response whose body is this JSON text, as services answer before any API has a say. */
export function jsonResponse(statusCode: number, json: string): HttpResponse {
  const body = textBytes(json);
  return {
    statusCode,
    headers: [
      ['Content-Type', 'application/json'],
      ['Content-Length', String(body.byteLength)],
    ],
    body,
  };
}
