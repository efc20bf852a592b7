import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';

import { describe, expect, it, vi } from 'vitest';

import { discardStream, ignoreFailure } from '../../src/reply/discard-stream.ts';
import { noContent, reply } from '../../src/index.ts';
import { shapeReply } from '../../src/reply/shape-reply.ts';

describe('discardStream', () => {
  it('ends a Node stream', () => {
    const stream = Readable.from(['a']);

    discardStream(stream);

    expect(stream.destroyed).toBe(true);
  });

  it('ends a web stream', async () => {
    const cancel = vi.fn<() => void>();

    discardStream(new ReadableStream({ cancel }));

    expect(cancel).toHaveBeenCalledTimes(1);
  });

  it('ignores an error that a Node stream tells later, such as of a file that is not there', async () => {
    const stream = createReadStream(`${import.meta.filename}.absent`);
    const closed = new Promise<void>((resolve) => {
      stream.once('close', () => resolve());
    });

    discardStream(stream);
    await closed;

    expect(stream.errored).toMatchObject({ code: 'ENOENT' });
  });

  it('ignores what a locked web stream says', async () => {
    const stream = new ReadableStream();
    stream.getReader();

    expect(() => discardStream(stream)).not.toThrow();
    await new Promise((resolve) => setImmediate(resolve));
  });

  it('ignores a stream that throws', () => {
    const stream = Object.assign(Readable.from([]), {
      destroy() {
        throw new Error('x');
      },
    });

    expect(() => discardStream(stream)).not.toThrow();
  });

  it('ignores nothing, and what holds nothing', () => {
    async function* chunks(): AsyncGenerator<string> {
      yield 'a';
    }

    expect(() => {
      discardStream(undefined);
      discardStream(chunks());
    }).not.toThrow();
  });

  it('is what happens to the body of a 204', () => {
    const stream = Readable.from(['a']);

    const shaped = shapeReply(reply(stream, { statusCode: 204 }));

    expect(stream.destroyed).toBe(true);
    expect(shaped).toEqual({ ...shapeReply(noContent()) });
  });
});

describe('ignoreFailure', () => {
  it('keeps the failure of a stream for whoever reads it later', async () => {
    const stream = createReadStream(`${import.meta.filename}.absent`);

    ignoreFailure(stream);
    await new Promise<void>((resolve) => {
      stream.once('close', () => resolve());
    });

    await expect(stream.toArray()).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('ignores nothing, and what tells nothing', () => {
    expect(() => {
      ignoreFailure(undefined);
      ignoreFailure(new ReadableStream());
    }).not.toThrow();
  });
});
