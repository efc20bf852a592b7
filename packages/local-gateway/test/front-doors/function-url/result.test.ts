import { describe, expect, it } from 'vitest';

import {
  functionUrlForbidden,
  functionUrlUnknown,
} from '../../../src/front-doors/function-url/response.ts';
import { readFunctionUrlResult } from '../../../src/front-doors/function-url/result.ts';
import type { FunctionUrlRoute } from '../../../src/front-doors/function-url/route.ts';
import {
  exchange,
  failed,
  httpRequest,
  invocation,
  returned,
  textOf,
  valuesOf,
} from '../requests.ts';
import { functionUrlRoute } from './routes.ts';

function read(value: unknown, route: Partial<FunctionUrlRoute> = {}) {
  return readFunctionUrlResult(returned(value), httpRequest(), functionUrlRoute(route), exchange);
}

describe('readFunctionUrlResult', () => {
  it('FURL-7: a string has no quotes', () => {
    const response = read('hello');

    expect(textOf(response)).toBe('hello');
    expect(valuesOf(response, 'content-length')).toEqual(['5']);
    expect(valuesOf(response, 'content-type')).toEqual(['application/json']);
  });

  it('FURL-8: with status code and no content type it is JSON, unlike HTTP APIs', () => {
    expect(valuesOf(read({ statusCode: 200, body: 'body123' }), 'content-type')).toEqual([
      'application/json',
    ]);
  });

  it('FURL-9: an object as body is serialized', () => {
    expect(textOf(read({ statusCode: 200, body: { a: [1] } }))).toBe('{"a":[1]}');
  });

  it('FURL-10: a status code may be digits', () => {
    expect(
      read({ statusCode: '418', body: "i'm a teapot", isBase64Encoded: false }).statusCode,
    ).toBe(418);
  });

  it.each([
    ['FURL-11', failed('secret', 'TypeError'), 'the function failed: TypeError: secret'],
    ['FURL-11', returned({ statusCode: 0 }), '"statusCode" is the number 0'],
  ])('%s: an error is 502 and plain text', (_, result, reason) => {
    const response = readFunctionUrlResult(result, httpRequest(), functionUrlRoute(), exchange);

    expect(response).toMatchObject({ statusCode: 502, reason: expect.stringContaining(reason) });
    expect(textOf(response)).toBe('Internal Server Error');
  });

  it('FURL-14: the request id is the one of the invocation', () => {
    const result = {
      ...invocation({ payload: '"hi"' }),
      requestId: '11111111-1111-4111-8111-111111111111',
    };

    const response = readFunctionUrlResult(result, httpRequest(), functionUrlRoute(), exchange);

    expect(Object.fromEntries(response.headers)).toEqual({
      Date: 'Mon, 17 Jun 2024 14:48:13 GMT',
      'Content-Type': 'application/json',
      Connection: 'keep-alive',
      'x-amzn-RequestId': '11111111-1111-4111-8111-111111111111',
      'X-Amzn-Trace-Id': expect.stringMatching(/^Root=/),
      'Content-Length': '2',
    });
  });

  it.each(['content-length', 'Connection', 'Server'])(
    'FURL-15: %s comes back under another name',
    (name) => {
      const response = read({ statusCode: 200, headers: { [name]: 'x' } });

      expect(response.headers).toContainEqual([`x-amzn-Remapped-${name}`, 'x']);
      expect(response.headers).not.toContainEqual([name, 'x']);
    },
  );

  it('FURL-15: header names keep their spelling', () => {
    expect(read({ statusCode: 200, headers: { 'mY-header': 'x' } }).headers).toContainEqual([
      'mY-header',
      'x',
    ]);
  });

  it('FURL-16: cookies are lines of their own', () => {
    expect(valuesOf(read({ statusCode: 200, cookies: ['a=1', 'b=2'] }), 'set-cookie')).toEqual([
      'a=1',
      'b=2',
    ]);
  });

  it('FURL-18: a function that does not stream behind RESPONSE_STREAM shows its whole envelope', () => {
    const envelope = { statusCode: 418, body: 'x' };

    const response = read(envelope, { invokeMode: 'RESPONSE_STREAM' });

    expect(response.statusCode).toBe(200);
    expect(JSON.parse(textOf(response))).toEqual(envelope);
  });

  it('FURL-23: the CORS configuration wins over the function', () => {
    const request = httpRequest({ headers: [['origin', 'https://app.test']] });
    const result = returned({
      statusCode: 200,
      headers: { 'Access-Control-Allow-Origin': 'https://other.test' },
    });
    const route = functionUrlRoute({ cors: { allowOrigins: ['*'] } });

    const response = readFunctionUrlResult(result, request, route, exchange);

    expect(valuesOf(response, 'access-control-allow-origin')).toEqual(['*']);
  });
});

describe('functionUrlUnknown', () => {
  it('FURL-12: is 403 with a message of null', () => {
    const response = functionUrlUnknown(httpRequest(), exchange);

    expect(response.statusCode).toBe(403);
    expect(textOf(response)).toBe('{"Message":null}');
    expect(response.headers).toContainEqual(['x-amzn-ErrorType', 'AccessDeniedException']);
    expect(response.headers).toContainEqual(['Content-Type', 'application/json']);
  });
});

describe('functionUrlForbidden', () => {
  it('FURL-13: is 403 with a pointer to the documentation', () => {
    const response = functionUrlForbidden('no permission', httpRequest(), exchange);

    expect(response).toMatchObject({ statusCode: 403, reason: 'no permission' });
    expect(textOf(response)).toBe(
      '{"Message":"Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html"}',
    );
  });
});
