import type { HttpRequest } from '../http.ts';
import type { RestApi } from '../model/rest-api.ts';
import type { GatewayRefusal } from './gateway-refusal.ts';

/** Refuses a URL or headers above what a REST API takes (REST-62); the statuses are a choice, AWS's are not known. */
export function checkLimits(
  { endpointType }: Pick<RestApi, 'endpointType'>,
  { target, headers }: HttpRequest,
): GatewayRefusal | undefined {
  const maxUrl = endpointType === 'EDGE' ? 8_192 : maxHeaders;
  const url = Buffer.byteLength(target);
  if (url > maxUrl) {
    return {
      refused: 'DEFAULT_4XX',
      statusCode: 414,
      message: 'Request URI too long',
      reason: `the URL has ${url} bytes, at most ${maxUrl} are allowed`,
    };
  }
  const total = headers.reduce((sum, line) => sum + Buffer.byteLength(line[1]), url);
  if (total <= maxHeaders) return undefined;
  return {
    refused: 'REQUEST_TOO_LARGE',
    statusCode: 413,
    message: 'Request Too Long',
    reason: `URL and header values have ${total} bytes, at most ${maxHeaders} are allowed`,
  };
}

const maxHeaders = 10_240;
