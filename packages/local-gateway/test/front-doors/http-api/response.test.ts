import { describe, expect, it } from 'vitest';

import { httpApiError } from '../../../src/front-doors/http-api/response.ts';
import { exchange, httpRequest, textOf, valuesOf } from '../requests.ts';

describe('httpApiError', () => {
  it.each([
    ['HTTP2-31', 500, 'Internal Server Error', 35],
    ['HTTP2-32', 503, 'Service Unavailable', 33],
    ['HTTP2-33', 404, 'Not Found', 23],
    ['HTTP2-34', 401, 'Unauthorized', 26],
    ['HTTP2-34', 403, 'Forbidden', 23],
  ])('%s: %i %s has %i bytes', (_, statusCode, message, length) => {
    const error = { statusCode, message, reason: 'a test' };

    const response = httpApiError(error, httpRequest(), {}, exchange);

    expect(response).toMatchObject({ statusCode, reason: 'a test' });
    expect(textOf(response)).toBe(JSON.stringify({ message }));
    expect(valuesOf(response, 'content-length')).toEqual([String(length)]);
    expect(valuesOf(response, 'content-type')).toEqual(['application/json']);
  });
});
