import { describe, expect, it } from 'vitest';

import { type ResponseStream, writeStream } from '../../src/chain/write-stream.ts';
import { toStreamedResult } from '../../src/reply/streamed-result.ts';

const reply = {
  statusCode: 200,
  headers: [],
  cookies: [],
  body: 'all',
  isBase64Encoded: false,
} as const;

describe('writeStream', () => {
  it('is done when the stream has taken everything, though it never says that it is closed', async () => {
    const written: string[] = [];
    const stream: ResponseStream = {
      write: (chunk) => written.push(Buffer.from(chunk).toString()) > 0,
      end: (done) => done?.(),
      once: () => undefined,
    };

    await writeStream(await toStreamedResult(reply), stream, {
      streamifyResponse: () => async () => undefined,
      HttpResponseStream: { from: (from) => from },
    });

    expect(written).toEqual(['', 'all']);
  });
});
