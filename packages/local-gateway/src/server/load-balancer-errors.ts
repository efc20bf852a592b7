import { STATUS_CODES } from 'node:http';

import { textBytes } from '../front-doors/response-body.ts';
import type { FrontDoorResponse, HttpResponse } from '../http.ts';

/** The page of a load balancer for an error of its own (ALB-12, ALB-15, ALB-16). */
export function htmlError(statusCode: number, reason?: string): FrontDoorResponse {
  const page = htmlPage(statusCode);
  return { ...page, ...(reason !== undefined && { reason }) };
}

/** The page of a load balancer that says a status, and nothing else. */
export function htmlPage(statusCode: number): HttpResponse {
  const title = `${statusCode} ${STATUS_CODES[statusCode] ?? ''}`.replace(
    'Payload',
    'Request Entity',
  );
  const body = textBytes(
    [
      '<html>',
      `<head><title>${title}</title></head>`,
      '<body>',
      `<center><h1>${title}</h1></center>`,
      '</body>',
      '</html>',
      '',
    ].join('\r\n'),
  );
  return {
    statusCode,
    headers: [
      ['Server', 'awselb/2.0'],
      ['Content-Type', 'text/html'],
      ['Content-Length', String(body.byteLength)],
    ],
    body,
  };
}
