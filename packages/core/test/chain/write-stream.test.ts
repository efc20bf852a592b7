import { EventEmitter } from 'node:events';

import { describe, expect, it, vi } from 'vitest';

import { type AwsLambda, type ResponseStream, writeStream } from '../../src/chain/write-stream.ts';
import { toStreamedResult } from '../../src/reply/streamed-result.ts';

const awslambda: AwsLambda = {
  streamifyResponse: () => async () => undefined,
  HttpResponseStream: { from: (stream) => stream },
};

/** A stream that takes down what it gets, and says what it is told to say. */
class Stream extends EventEmitter implements ResponseStream {
  readonly written: string[] = [];
  isFull = false;
  end = vi.fn<(done?: () => void) => void>((done) => done?.());

  write(chunk: Uint8Array | string): boolean {
    this.written.push(Buffer.from(chunk).toString());
    return !this.isFull;
  }
}

async function run(stream: Stream, chunks: AsyncIterable<unknown>): Promise<void> {
  const reply = { statusCode: 200, headers: [], cookies: [], body: '', isBase64Encoded: false };
  await writeStream(await toStreamedResult({ ...reply, stream: chunks }), stream, awslambda);
}

/** Chunks, between which something happens. */
async function* chunksOf(happens: (index: number) => void): AsyncGenerator<string> {
  for (let index = 0; index < 3; index += 1) {
    happens(index);
    yield `${index}`;
  }
}

describe('writeStream', () => {
  it('is done when the stream has taken everything, though it never says that it is closed', async () => {
    const stream = new Stream();

    await run(
      stream,
      chunksOf(() => undefined),
    );

    expect(stream.written).toEqual(['', '0', '1', '2']);
    expect(stream.end).toHaveBeenCalledTimes(1);
  });

  it('is done when the stream is closed, though it never says that it has taken everything', async () => {
    const stream = new Stream();
    stream.end.mockImplementation(() => stream.emit('close'));

    await run(
      stream,
      chunksOf(() => undefined),
    );

    expect(stream.written).toEqual(['', '0', '1', '2']);
  });

  it('reads no further when the client is gone', async () => {
    const stream = new Stream();

    await run(
      stream,
      chunksOf((index) => index === 1 && stream.emit('close')),
    );

    expect(stream.written).toEqual(['', '0', '1']);
    expect(stream.end).not.toHaveBeenCalled();
  });

  it('waits while the stream is full, and no longer than it is open', async () => {
    const stream = new Stream();
    stream.isFull = true;
    const waits = async (event: string): Promise<void> => {
      await vi.waitFor(() => expect(stream.listenerCount('drain')).toBe(1));
      stream.emit(event);
    };

    const running = run(
      stream,
      chunksOf(() => undefined),
    );
    await waits('drain');
    await vi.waitFor(() => expect(stream.written).toEqual(['', '0', '1']));
    await waits('close');
    await running;

    expect(stream.written).toEqual(['', '0', '1']);
  });

  it('fails with the stream while it waits for it', async () => {
    const stream = new Stream();
    stream.end.mockImplementation(() => stream.emit('error', new Error('broken pipe')));

    await expect(
      run(
        stream,
        chunksOf(() => undefined),
      ),
    ).rejects.toThrow('broken pipe');
  });

  it('leaves no rejection behind where the stream fails and nobody waits for it', async () => {
    const unhandled = vi.fn<() => void>();
    process.on('unhandledRejection', unhandled);
    const stream = new Stream();
    const failing = (async function* () {
      yield 'a';
      stream.emit('error', new Error('broken pipe'));
      throw new Error('no more');
    })();

    await expect(run(stream, failing)).rejects.toThrow('no more');
    await new Promise((resolve) => setImmediate(resolve));

    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});
