import { Readable } from 'node:stream';

import { describe, expect, it, vi } from 'vitest';

import { reply } from '../../src/index.ts';
import { shapeReply } from '../../src/reply/shape-reply.ts';

describe('shapeReply', () => {
  it('shapes a value', () => {
    expect(shapeReply({ a: 1 })).toEqual({
      statusCode: 200,
      headers: [['content-type', 'application/json']],
      cookies: [],
      body: '{"a":1}',
      isBase64Encoded: false,
      value: { a: 1 },
      stream: undefined,
    });
  });

  it('shapes a reply, whose own headers and cookies count', () => {
    const init = {
      statusCode: 201,
      headers: { 'Content-Type': 'text/css', 'Set-Cookie': ['c=3'], 'x-a': 'b' },
      cookies: ['a=1', 'b=2'],
    };

    expect(shapeReply(reply('x', init))).toMatchObject({
      statusCode: 201,
      headers: [
        ['content-type', 'text/css'],
        ['x-a', 'b'],
      ],
      cookies: ['a=1', 'b=2', 'c=3'],
      body: 'x',
    });
  });

  it('shapes a proxy result', () => {
    const result = { statusCode: 404, headers: { 'X-A': 'b' }, cookies: ['a=1'], body: 'gone' };

    expect(shapeReply(result)).toMatchObject({
      statusCode: 404,
      headers: [['x-a', 'b']],
      cookies: ['a=1'],
      body: 'gone',
    });
  });

  it.each([undefined, null])('takes %s for no cookies', (cookies) => {
    expect(shapeReply({ statusCode: 200, cookies, body: '' })).toMatchObject({ cookies: [] });
  });

  it.each([204, 205, 304])('sends no body and no type of it with %i', (statusCode) => {
    const stream = { destroy: vi.fn<() => void>(), [Symbol.asyncIterator]: vi.fn<() => never>() };

    expect(shapeReply(reply({ a: 1 }, { statusCode, headers: { etag: '"a"' } }))).toEqual({
      statusCode,
      headers: [['etag', '"a"']],
      cookies: [],
      body: '',
      isBase64Encoded: false,
    });
    expect(shapeReply(reply(stream, { statusCode }))).not.toHaveProperty('stream', stream);
    expect(stream.destroy).toHaveBeenCalledTimes(1);
  });

  it('keeps the other headers of a web Response without a body', () => {
    const headers = { 'content-type': 'text/css', etag: '"a"' };

    expect(shapeReply(new Response(null, { status: 204, headers })).headers).toEqual([
      ['etag', '"a"'],
    ]);
  });

  it('leaves the stream of a reply that has a body', () => {
    const stream = { destroy: vi.fn<() => void>(), [Symbol.asyncIterator]: vi.fn<() => never>() };

    expect(shapeReply(stream)).toMatchObject({ statusCode: 200, stream });
    expect(stream.destroy).not.toHaveBeenCalled();
  });

  it.each([
    [
      'a status',
      { statusCode: 199, body: '' },
      'status is the number 199, expected an integer from 200 to 599',
    ],
    [
      'a status above',
      { statusCode: 600, body: '' },
      'status is the number 600, expected an integer from 200 to 599',
    ],
    ['cookies', { statusCode: 200, cookies: 'a=1' }, 'cookies are the text "a=1", expected a list'],
    [
      'a cookie',
      { statusCode: 200, cookies: [7] },
      'cookie is the number 7, expected a set-cookie line',
    ],
    [
      'a cookie of two lines',
      { statusCode: 200, cookies: ['a\n'] },
      String.raw`header "set-cookie" is "a\n", expected one line of Latin-1 text`,
    ],
  ])('refuses %s, and keeps the reason for the log', (_, returned, message) => {
    expect(() => shapeReply(returned)).toThrow(
      new TypeError('reply cannot be sent', { cause: new TypeError(message) }),
    );
  });

  it.each([
    ['a reply', (stream: Readable) => reply(stream, { headers: { 'x-name': 'a\n' } })],
    ['a proxy result', (body: Readable) => ({ statusCode: 200, headers: { 'x-a': '\n' }, body })],
  ])('ends the stream of %s that it refuses', (_, returned) => {
    const stream = Readable.from(['a']);

    expect(() => shapeReply(returned(stream))).toThrow('reply cannot be sent');
    expect(stream.destroyed).toBe(true);
  });

  it.each([200, 599])('takes the status %i', (statusCode) => {
    expect(shapeReply({ statusCode, body: '' })).toMatchObject({ statusCode });
  });
});
