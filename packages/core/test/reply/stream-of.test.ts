import { Readable } from 'node:stream';

import { describe, expect, it } from 'vitest';

import { reply } from '../../src/index.ts';
import { streamOf } from '../../src/reply/stream-of.ts';

const stream = Readable.from(['a']);
const response = new Response('a');
const unreadable = Proxy.revocable({}, {});
unreadable.revoke();

describe('streamOf', () => {
  it.each([
    ['a stream', stream, stream],
    ['a reply', reply(stream), stream],
    ['a proxy result', { statusCode: 200, body: stream }, stream],
    ['a Response', response, response.body],
    ['a reply of a Response', reply(response), response.body],
  ])('is the one of %s', (_, returned, found) => {
    expect(streamOf(returned)).toBe(found);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['text', 'a'],
    ['a value', { body: stream }],
    ['a reply of a value', reply({ a: 1 })],
    ['a Response without a body', new Response(null)],
    ['what cannot be read', unreadable.proxy],
  ])('is none of %s', (_, returned) => {
    expect(streamOf(returned)).toBeUndefined();
  });
});
