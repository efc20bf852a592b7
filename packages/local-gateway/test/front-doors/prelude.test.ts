import { array, assert, asyncProperty, nat, string } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readPrelude, splitPrelude } from '../../src/front-doors/prelude.ts';
import { prelude, streamed, textOfStream } from './streams.ts';

async function read(chunks: readonly string[]) {
  const found = await readPrelude(streamed(chunks).stream?.chunks ?? none());
  return typeof found === 'string'
    ? found
    : { metadata: found.metadata, body: await textOfStream(found.chunks) };
}

async function* none(): AsyncGenerator<Uint8Array> {}

describe('readPrelude', () => {
  it(
    'STRM-3: gives the metadata and the payload, however the stream is cut',
    { timeout: 60_000 },
    async () => {
      await assert(
        asyncProperty(string(), array(nat({ max: 60 })), async (payload, cuts) => {
          const text = `${prelude({ statusCode: 201 })}${payload}`;
          const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
          const chunks = places.slice(1).map((end, index) => text.slice(places[index], end));

          expect(await read(chunks)).toEqual({ metadata: { statusCode: 201 }, body: payload });
        }),
      );
    },
  );

  it('STRM-3: leaves NUL bytes of the payload alone', async () => {
    expect(await read([prelude({}), '\0'.repeat(8), 'x'])).toEqual({
      metadata: {},
      body: `${'\0'.repeat(8)}x`,
    });
  });

  it.each([
    [
      'STRM-14: a stream without a write',
      [],
      'the stream ended without a write, status and headers are lost',
    ],
    [
      'STRM-6: a stream without metadata',
      ['Hello'],
      'the stream has no metadata and eight NUL bytes in its first 16384 bytes',
    ],
    [
      'STRM-5: a delimiter that comes too late',
      [' '.repeat(16_384), prelude({})],
      'the stream has no metadata and eight NUL bytes in its first 16384 bytes',
    ],
    [
      'STRM-6: metadata that is no JSON',
      [`x${'\0'.repeat(8)}`],
      'the metadata of the stream is no JSON object',
    ],
    [
      'STRM-6: metadata that is no object',
      [prelude(1)],
      'the metadata of the stream is no JSON object',
    ],
  ])('%s is refused', async (_, chunks, reason) => {
    expect(await read(chunks)).toBe(reason);
  });

  it('leaves off when the reader does', async () => {
    let ended = false;
    async function* chunks(): AsyncGenerator<Uint8Array> {
      try {
        yield Buffer.from(prelude({}));
        for (;;) yield Buffer.from('x');
      } finally {
        ended = true;
      }
    }

    const found = await readPrelude(chunks());

    expect(found).toBeTypeOf('object');
    for await (const _ of (found as Exclude<typeof found, string>).chunks) break;
    expect(ended).toBe(true);
  });
});

describe('splitPrelude', () => {
  it('cuts at the first delimiter', () => {
    expect(splitPrelude(`${prelude({ a: 1 })}body`)).toEqual({ metadata: '{"a":1}', body: 'body' });
    expect(splitPrelude('{"body":"\\u0000"}')).toBeUndefined();
  });
});
