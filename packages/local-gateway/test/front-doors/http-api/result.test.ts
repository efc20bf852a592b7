import { describe, expect, it } from 'vitest';

import { readHttpApiResult } from '../../../src/front-doors/http-api/result.ts';
import { readHttpApiV1Result } from '../../../src/front-doors/http-api/result-v1.ts';
import { MAX_PAYLOAD_BYTES } from '../../../src/front-doors/payload.ts';
import {
  exchange,
  failed,
  httpRequest,
  type RequestParts,
  returned,
  textOf,
  valuesOf,
} from '../requests.ts';
import { httpApiRoute } from './routes.ts';

function read(value: unknown, parts: RequestParts = {}) {
  return readHttpApiResult(returned(value), httpRequest(parts), httpApiRoute(), exchange);
}

function readV1(value: unknown, parts: RequestParts = {}) {
  return readHttpApiV1Result(returned(value), httpRequest(parts), httpApiRoute(), exchange);
}

const SERVER_ERROR = '{"message":"Internal Server Error"}';

describe('readHttpApiResult', () => {
  it.each([
    [{ message: 'Hello' }, '{"message":"Hello"}'],
    [[1, 2], '[1,2]'],
    [true, 'true'],
    [1.5, '1.5'],
    [null, 'null'],
    [undefined, 'null'],
    ['text', 'text'],
    ['', ''],
  ])('HTTP2-22: %j without status code is 200 with the JSON %s', (value, body) => {
    const response = read(value);

    expect(response.statusCode).toBe(200);
    expect(textOf(response)).toBe(body);
    expect(valuesOf(response, 'content-type')).toEqual(['application/json']);
  });

  it('HTTP2-23: with status code and no content type it is text', () => {
    expect(valuesOf(read({ statusCode: 200, body: 'x' }), 'content-type')).toEqual([
      'text/plain; charset=utf-8',
    ]);
  });

  it('HTTP2-25: a status code may be digits', () => {
    expect(read({ statusCode: '201' }).statusCode).toBe(201);
  });

  it.each([
    ['HTTP2-24', { statusCode: 200, body: { a: 1 } }, '"body" is an object, expected a string'],
    ['HTTP2-25', { statusCode: 0 }, '"statusCode" is the number 0'],
    ['HTTP2-25', { statusCode: 'x' }, '"statusCode" is the string "x"'],
    ['HTTP2-25', { statusCode: null }, '"statusCode" is null'],
    ['HTTP2-21', { statusCode: 200, headers: 'x' }, '"headers" is the string "x"'],
    ['HTTP2-21', { statusCode: 200, headers: { a: {} } }, 'header "a" is an object'],
    [
      'HTTP2-21',
      { statusCode: 200, cookies: 'a=1' },
      '"cookies" is the string "a=1", expected a list',
    ],
    ['HTTP2-21', { statusCode: 200, cookies: [{}] }, 'header "set-cookie" is an object'],
    ['HTTP2-21', { statusCode: 200, isBase64Encoded: 1 }, '"isBase64Encoded" is the number 1'],
    ['HTTP2-26', { statusCode: 200, isBase64Encoded: true, body: '%' }, '"body" is not base64'],
    ['CORE-57', { statusCode: 200, cookies: ['a\nb'] }, 'expected one line'],
  ])('%s: %j is 500', (_, value, reason) => {
    const response = read(value);

    expect(response.statusCode).toBe(500);
    expect(textOf(response)).toBe(SERVER_ERROR);
    expect(response.body).toHaveLength(35);
    expect(response.reason).toContain(reason);
  });

  it.each([
    ['HTTP2-31: a function error', failed('secret')],
    ['HTTP2-36: a result above the limit', returned('x'.repeat(MAX_PAYLOAD_BYTES))],
  ])('%s is the same 500', (_, result) => {
    const response = readHttpApiResult(result, httpRequest(), httpApiRoute(), exchange);

    expect(response).toMatchObject({ statusCode: 500, reason: expect.any(String) });
    expect(textOf(response)).toBe(SERVER_ERROR);
  });

  it.each([{}, { headers: [['accept', 'text/html']] as const }])(
    'HTTP2-26: base64 is decoded whatever the client accepts: %j',
    (parts) => {
      const response = read({ statusCode: 200, body: '/wBB', isBase64Encoded: true }, parts);

      expect(response.body).toEqual(new Uint8Array([0xff, 0x00, 0x41]));
    },
  );

  it('HTTP2-27: each cookie is a line of its own, one in the headers counts, too', () => {
    const response = read({
      statusCode: 200,
      headers: { 'set-cookie': 'z=0' },
      cookies: ['a=1', 'b=2'],
    });

    expect(valuesOf(response, 'set-cookie')).toEqual(['z=0', 'a=1', 'b=2']);
  });

  it('HTTP2-28: multiValueHeaders is ignored, and so is any unknown key', () => {
    const response = read({ statusCode: 200, multiValueHeaders: { 'x-a': ['1'] }, other: 1 });

    expect(response.statusCode).toBe(200);
    expect(valuesOf(response, 'x-a')).toEqual([]);
  });

  it('HTTP2-29, HTTP1-14: header names are capitalized word by word', () => {
    const response = read({ statusCode: 200, headers: { myheader: '1', 'x-ONE-two': '2' } });

    expect(response.headers).toContainEqual(['Myheader', '1']);
    expect(response.headers).toContainEqual(['X-One-Two', '2']);
  });

  it('HTTP2-30, HTTP1-15: these are the headers of the service', () => {
    expect(Object.fromEntries(read({ statusCode: 200, body: 'x' }).headers)).toEqual({
      Date: 'Mon, 17 Jun 2024 14:48:13 GMT',
      'Content-Type': 'text/plain; charset=utf-8',
      Connection: 'keep-alive',
      'Apigw-Requestid': 'ZhDrKF5dDoEEHfA=',
      'Content-Length': '1',
    });
  });

  it('frames the body itself, whatever the function says', () => {
    const headers = {
      'Content-Length': '99',
      'transfer-encoding': 'chunked',
      connection: 'close',
      date: 'x',
    };

    const response = read({ statusCode: 200, headers, body: 'x' });

    expect(valuesOf(response, 'content-length')).toEqual(['1']);
    expect(valuesOf(response, 'transfer-encoding')).toEqual([]);
    expect(valuesOf(response, 'connection')).toEqual(['keep-alive']);
  });

  it('accepts null where there is nothing', () => {
    const nothing = { headers: null, cookies: null, body: null, isBase64Encoded: null };

    expect(read({ statusCode: 200, ...nothing })).toMatchObject({
      statusCode: 200,
      body: new Uint8Array(0),
    });
  });

  it('sends no body for HEAD', () => {
    expect(read('text', { method: 'HEAD' }).body).toHaveLength(0);
  });

  it('HTTP2-39: a CORS configuration replaces what the function says', () => {
    const cors = { allowOrigins: ['https://app.test'] };
    const request = httpRequest({ headers: [['Origin', 'https://app.test']] });
    const result = returned({ statusCode: 200, headers: { 'access-control-allow-origin': '*' } });

    const response = readHttpApiResult(result, request, httpApiRoute({ cors }), exchange);

    expect(valuesOf(response, 'access-control-allow-origin')).toEqual(['https://app.test']);
  });
});

describe('readHttpApiV1Result', () => {
  it.each([
    [
      'HTTP1-10',
      'text',
      'a result of payload 1.0 is the string "text", expected an object with "statusCode"',
    ],
    ['HTTP1-10', null, 'a result of payload 1.0 is null'],
    ['HTTP1-10', { body: 'x' }, '"statusCode" is undefined'],
    ['HTTP1-10', { message: 'Hello' }, '"statusCode" is undefined'],
    ['HTTP1-10', { statusCode: 200, body: {} }, '"body" is an object'],
    [
      'HTTP1-10',
      { statusCode: 200, multiValueHeaders: { a: 'b' } },
      '"multiValueHeaders" has the string "b"',
    ],
    ['HTTP1-11', { statusCode: 0 }, '"statusCode" is the number 0'],
  ])('%s: %j is 500', (_, value, reason) => {
    const response = readV1(value);

    expect(response.statusCode).toBe(500);
    expect(textOf(response)).toBe(SERVER_ERROR);
    expect(response.reason).toContain(reason);
  });

  it('HTTP1-10: a function error is the same 500', () => {
    const response = readHttpApiV1Result(failed('x'), httpRequest(), httpApiRoute(), exchange);

    expect(textOf(response)).toBe(SERVER_ERROR);
    expect(response.headers.map(([name]) => name)).not.toContain('x-amzn-ErrorType');
  });

  it('HTTP1-12: without content type it is text', () => {
    expect(valuesOf(readV1({ statusCode: 200 }), 'content-type')).toEqual([
      'text/plain; charset=utf-8',
    ]);
  });

  it('HTTP1-13: the single value comes first, then the multi values', () => {
    const response = readV1({
      statusCode: 200,
      headers: { myheader: 'single' },
      multiValueHeaders: { MyHeader: ['one', 'two'] },
    });

    expect(valuesOf(response, 'myheader')).toEqual(['single', 'one', 'two']);
  });

  it('HTTP1-15: there is neither a REST request id nor a trace id', () => {
    const names = readV1({ statusCode: 200 }).headers.map(([name]) => name.toLowerCase());

    expect(names).toContain('apigw-requestid');
    expect(names).not.toContain('x-amzn-requestid');
    expect(names).not.toContain('x-amzn-trace-id');
  });

  it('HTTP1-16: unknown keys are tolerated, cookies is one', () => {
    const response = readV1({ statusCode: 200, cookies: 'nonsense', other: 1 });

    expect(response.statusCode).toBe(200);
    expect(valuesOf(response, 'set-cookie')).toEqual([]);
  });

  it('always decodes base64', () => {
    const response = readV1({ statusCode: 200, body: '/wBB', isBase64Encoded: true });

    expect(response.body).toHaveLength(3);
  });
});
