import { describe, expect, it } from 'vitest';

import { toPayloadV1 } from '../../src/reply/payload-v1-result.ts';
import { toPayloadV2 } from '../../src/reply/payload-v2-result.ts';
import type { ShapedReply } from '../../src/reply/shaped-reply.ts';

const plain: ShapedReply = {
  statusCode: 201,
  headers: [
    ['x-a', '1'],
    ['x-b', '2'],
  ],
  cookies: [],
  body: 'a',
  isBase64Encoded: false,
  value: 'a',
};
const repeated = { ...plain, headers: [...plain.headers, ['x-a', '3']] as const };
const rest = { statusCode: 201, body: 'a', isBase64Encoded: false };

describe('toPayloadV1', () => {
  it.each([
    ['one line for each name', plain, { headers: { 'x-a': '1', 'x-b': '2' } }],
    [
      'one cookie',
      { ...plain, cookies: ['c=1'] },
      { headers: { 'x-a': '1', 'x-b': '2', 'set-cookie': 'c=1' } },
    ],
    [
      'several cookies',
      { ...plain, cookies: ['c=1', 'd=2'] },
      { multiValueHeaders: { 'x-a': ['1'], 'x-b': ['2'], 'set-cookie': ['c=1', 'd=2'] } },
    ],
    ['several lines', repeated, { multiValueHeaders: { 'x-a': ['1', '3'], 'x-b': ['2'] } }],
    [
      'several lines and a cookie',
      { ...repeated, cookies: ['c=1'] },
      { multiValueHeaders: { 'x-a': ['1', '3'], 'x-b': ['2'], 'set-cookie': ['c=1'] } },
    ],
  ])('has all headers in one map, for %s (RESP-12)', (_, reply, maps) => {
    expect(toPayloadV1(reply)).toStrictEqual({ ...rest, ...maps });
  });
});

describe('toPayloadV2', () => {
  it('joins the lines of a name and has cookies apart (HTTP2-28)', () => {
    const headers = { 'x-a': '1, 3', 'x-b': '2' };

    expect(toPayloadV2(repeated)).toStrictEqual({ ...rest, headers });
    expect(toPayloadV2({ ...repeated, cookies: ['c=1', 'd=2'] })).toStrictEqual({
      ...rest,
      headers,
      cookies: ['c=1', 'd=2'],
    });
  });
});
