import { describe, expect, it } from 'vitest';

import { collectReply, toBytes } from '../../src/reply/collect-reply.ts';
import type { ShapedReply } from '../../src/reply/shaped-reply.ts';

async function* streamOf(...chunks: readonly unknown[]): AsyncGenerator {
  yield* chunks;
}

const plain: ShapedReply = {
  statusCode: 201,
  headers: [['x-a', 'b']],
  cookies: ['c=1'],
  body: '',
  isBase64Encoded: false,
};

const collect = (chunks: readonly unknown[], maxBytes = 100, reply = plain) =>
  collectReply(reply, streamOf(...chunks), maxBytes);

describe('collectReply', () => {
  it('makes a reply of all chunks, whose first one decides the content type', async () => {
    expect(await collect(['grü', Buffer.from('ezi')])).toEqual({
      ...plain,
      headers: [
        ['x-a', 'b'],
        ['content-type', 'text/plain; charset=utf-8'],
      ],
      body: 'grüezi',
    });
    expect(await collect([Buffer.of(0xff), 'a'])).toEqual({
      ...plain,
      headers: [
        ['x-a', 'b'],
        ['content-type', 'application/octet-stream'],
      ],
      body: '/2E=',
      isBase64Encoded: true,
    });
  });

  it('is bytes without a chunk', async () => {
    expect((await collect([])).headers).toContainEqual([
      'content-type',
      'application/octet-stream',
    ]);
  });

  it('keeps a content type', async () => {
    const headers = [['content-type', 'text/css']] as const;

    expect((await collect(['a'], 100, { ...plain, headers })).headers).toEqual(headers);
  });

  it('counts bytes up to the limit, and none more', async () => {
    expect((await collect(['ü', 'a'], 3)).body).toBe('üa');
    await expect(collect(['ü', 'ab'], 3)).rejects.toThrow(
      new TypeError('stream has more than 3 bytes, which no reply can carry as a whole'),
    );
  });
});

describe('toBytes', () => {
  const bytes = Uint8Array.of(1, 2, 3, 4);

  it.each([
    ['text', 'ü', Buffer.from('ü')],
    ['a list of bytes', bytes, bytes],
    ['a view of some bytes', new DataView(bytes.buffer, 1, 2), bytes.subarray(1, 3)],
    ['a buffer', bytes.buffer, bytes],
  ])('of %s', (_, chunk, expected) => {
    expect(Buffer.from(toBytes(chunk)).equals(expected)).toBe(true);
  });

  it('refuses anything else', () => {
    expect(() => toBytes(5)).toThrow(
      new TypeError('stream gave the number 5, expected text or bytes'),
    );
  });
});
