import { describe, expect, it } from 'vitest';

import { requestOf } from '../calls.ts';
import { frontDoorEvent } from '../events.ts';

function bodyOf(type: string | undefined, body: string | Uint8Array, more = {}): unknown {
  const headers = { ...(type !== undefined && { 'content-type': type }), ...more };
  const encoded = { body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
  const event = frontDoorEvent(
    'http-api',
    { headers },
    typeof body === 'string' ? { body, isBase64Encoded: false } : encoded,
  );
  return requestOf(event).body;
}

const bytes = Uint8Array.of(0xff);

describe('parseBody', () => {
  it.each([
    ['application/json', '{"a":1}', { a: 1 }],
    ['application/problem+json', '[1]', [1]],
    ['application/json;charset=us-ascii', '1', 1],
    ['application/json;charset=utf-8', '1', 1],
    ['application/json;charset=UTF8', '1', 1],
    ['application/json', '\uFEFF{"a":1}', { a: 1 }],
    ['text/plain', '\uFEFFa', 'a'],
    ['text/plain', 'a\uFEFF', 'a\uFEFF'],
    ['text/html; charset=latin1', 'ü', 'ü'],
    ['text/plain; charset=latin1', bytes, 'ÿ'],
    ['application/x-www-form-urlencoded', 'a=1&b=2&a=3&c', { a: ['1', '3'], b: '2', c: '' }],
    ['application/xml', '<a/>', Buffer.from('<a/>')],
    ['image/svg+json', '{}', Buffer.from('{}')],
    ['application/jsonx', '{}', Buffer.from('{}')],
    [undefined, '{}', Buffer.from('{}')],
    ['image/png', bytes, Buffer.from(bytes)],
    ['application/json', '', undefined],
  ])('of the type %s makes of %j %j', (type, body, value) => {
    expect(bodyOf(type, body)).toEqual(value);
  });

  it.each([
    ['application/json', '{', 400, 'body is not valid JSON'],
    ['application/json', bytes, 400, 'body is not utf-8'],
    ['application/json; charset=utf-16', '1', 415, 'JSON has another charset, expected utf-8'],
    ['json', '1', 415, 'content type is malformed'],
    [
      'text/plain; charset=x',
      bytes,
      415,
      'charset is unknown, expected utf-8, iso-8859-1 or utf-16',
    ],
    [
      'application/x-www-form-urlencoded',
      'a&'.repeat(1001),
      400,
      '1002 query values, expected at most 1000',
    ],
  ])('of the type %s refuses what it cannot read', (type, body, statusCode, message) => {
    expect(() => bodyOf(type, body)).toThrow(expect.objectContaining({ statusCode, message }));
  });
});
