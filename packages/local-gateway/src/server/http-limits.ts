import type { HttpRequest } from '../http.ts';
import type { HttpRefusal } from './http-refusal.ts';

/** Refuses a URL and headers above what an HTTP API takes (HTTP2-35); the status is a choice, AWS's is not known. */
export function checkHttpLimits({ target, headers }: HttpRequest): HttpRefusal | undefined {
  const total = headers.reduce(
    (sum, line) => sum + Buffer.byteLength(line[1]),
    Buffer.byteLength(target),
  );
  if (total <= maxHeaders) return undefined;
  return {
    statusCode: 431,
    message: 'Request Header Fields Too Large',
    reason: `URL and header values have ${total} bytes, at most ${maxHeaders} are allowed`,
  };
}

const maxHeaders = 10_240;
