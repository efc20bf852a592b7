import { describe, expect, it } from 'vitest';

import { readAlbResult } from '../../../src/front-doors/alb/result.ts';
import type { AlbRoute } from '../../../src/front-doors/alb/route.ts';
import { exchange, failed, httpRequest, returned, textOf, valuesOf } from '../requests.ts';

function read(value: unknown, route: Partial<AlbRoute> = {}) {
  return readAlbResult(
    returned(value),
    httpRequest(),
    { targetGroupArn: 'arn', ...route },
    exchange,
  );
}

const MB = 1024 * 1024;

describe('readAlbResult', () => {
  it('ALB-9: a status code alone is enough', () => {
    expect(read({ statusCode: 200 })).toMatchObject({ statusCode: 200, body: new Uint8Array(0) });
  });

  it('ALB-9: a full result', () => {
    const response = read({
      statusCode: 201,
      statusDescription: '201 Created',
      headers: { 'Content-Type': 'text/plain' },
      body: 'x',
      isBase64Encoded: false,
    });

    expect(response.statusCode).toBe(201);
    expect(response.reason).toBeUndefined();
    expect(Object.fromEntries(response.headers)).toEqual({
      Server: 'awselb/2.0',
      Date: 'Mon, 17 Jun 2024 14:48:13 GMT',
      'Content-Type': 'text/plain',
      Connection: 'keep-alive',
      'Content-Length': '1',
    });
  });

  it.each([
    ['ALB-10', { body: 'x' }, '"statusCode" is undefined'],
    ['ALB-10', 'text', 'the result is the string "text", expected an object with "statusCode"'],
    ['ALB-11', { statusCode: '200' }, '"statusCode" is the string "200"'],
    [
      'ALB-11',
      { statusCode: 200, headers: { a: 1 } },
      'header "a" is the number 1, expected a string',
    ],
    ['ALB-11', { statusCode: 200, headers: { a: true } }, 'header "a" is the boolean true'],
    ['ALB-11', { statusCode: 200, headers: null }, '"headers" is null, expected an object'],
    ['ALB-11', { statusCode: 200, statusDescription: null }, '"statusDescription" is null'],
    ['ALB-11', { statusCode: 200, body: null }, '"body" is null'],
    ['ALB-11', { statusCode: 200, body: {} }, '"body" is an object'],
    [
      'ALB-11',
      { statusCode: 200, isBase64Encoded: 'true' },
      '"isBase64Encoded" is the string "true"',
    ],
    [
      'ALB-11',
      { statusCode: 200, multiValueHeaders: {} },
      'multi-value headers are disabled on the target group',
    ],
    [
      'ALB-11',
      { statusCode: 200, body: 'x'.repeat(MB) },
      'at most 1048576 are allowed behind a load balancer',
    ],
    ['ALB-11', { statusCode: 200, headers: { a: 'x'.repeat(MB) } }, 'at most 1048576'],
    ['ALB-13', { statusCode: 200, body: '%', isBase64Encoded: true }, '"body" is not base64'],
  ])('%s: %j is 502', (_, value, reason) => {
    const response = read(value);

    expect(response.statusCode).toBe(502);
    expect(response.reason).toContain(reason);
  });

  it('ALB-11: the single map alone is an error for a target group with multi-value headers', () => {
    const multi = { multiValueHeaders: true };

    expect(read({ statusCode: 200, headers: { a: 'b' } }, multi)).toMatchObject({
      statusCode: 502,
      reason:
        'the result has "headers", expected "multiValueHeaders": multi-value headers are enabled on the target group',
    });
    expect(read({ statusCode: 200, multiValueHeaders: { a: 'b' } }, multi).statusCode).toBe(502);
    expect(read({ statusCode: 200, multiValueHeaders: { a: [1] } }, multi).statusCode).toBe(502);
    expect(read({ statusCode: 200 }, multi).statusCode).toBe(200);
  });

  it('ALB-11: the map that counts is the one of the target group, other keys do no harm', () => {
    const both = {
      statusCode: 200,
      headers: { 'x-a': 's' },
      multiValueHeaders: { 'x-a': ['m', 'n'] },
      cookies: [],
    };

    expect(valuesOf(read(both), 'x-a')).toEqual(['s']);
    expect(valuesOf(read(both, { multiValueHeaders: true }), 'x-a')).toEqual(['m', 'n']);
  });

  it('ALB-9: case variants of a name are several lines', () => {
    const response = read({
      statusCode: 200,
      headers: { 'set-cookie': 'a=1', 'Set-Cookie': 'b=2' },
    });

    expect(valuesOf(response, 'set-cookie')).toEqual(['a=1', 'b=2']);
  });

  it('ALB-12, ALB-16: the 502 is 122 bytes of HTML, for function errors, too', () => {
    const response = readAlbResult(
      failed('secret'),
      httpRequest(),
      { targetGroupArn: 'arn' },
      exchange,
    );

    expect(response).toMatchObject({
      statusCode: 502,
      reason: 'the function failed: Error: secret',
    });
    expect(response.body).toHaveLength(122);
    expect(textOf(response)).toBe(
      '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n',
    );
    expect(Object.fromEntries(response.headers)).toMatchObject({
      Server: 'awselb/2.0',
      'Content-Type': 'text/html',
      'Content-Length': '122',
      Connection: 'keep-alive',
    });
  });

  it('ALB-13: base64 is always decoded', () => {
    expect(read({ statusCode: 200, body: '/wBB', isBase64Encoded: true }).body).toEqual(
      new Uint8Array([0xff, 0x00, 0x41]),
    );
  });

  it('ALB-14: headers of the connection are ignored, the length is counted', () => {
    const response = read({
      statusCode: 200,
      headers: {
        'Content-Length': '99',
        'Transfer-Encoding': 'chunked',
        connection: 'close',
        'Keep-Alive': 'x',
      },
      body: 'x',
    });

    expect(valuesOf(response, 'content-length')).toEqual(['1']);
    expect(valuesOf(response, 'transfer-encoding')).toEqual([]);
    expect(valuesOf(response, 'connection')).toEqual(['keep-alive']);
    expect(valuesOf(response, 'keep-alive')).toEqual([]);
  });

  it('ALB-18: no content type is made up', () => {
    expect(valuesOf(read({ statusCode: 200, body: 'x' }), 'content-type')).toEqual([]);
  });
});
