import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';

import middy from '@middy/core';
import { describe, expect, it, vi } from 'vitest';

import { proxyExecutionMode } from '../../src/chain/execution-mode.ts';
import { HttpError, proxyHandler } from '../../src/index.ts';
import { frontDoorEvent, lambdaContext } from '../events.ts';

/** What a handler rejects with when it and its only `onError` hook throw these. */
async function rejectionOf(thrown: Error, rethrown: unknown): Promise<unknown> {
  const onError = (): never => {
    throw rethrown;
  };
  const handler = middy(() => Promise.reject(thrown), {
    executionMode: proxyExecutionMode(),
  }).onError(onError);
  return handler({}, lambdaContext()).then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('Invocation', () => {
  it('does not make an error its own cause when a hook throws it on', async () => {
    const error = new Error('x');

    expect(await rejectionOf(error, error)).toBe(error);
    expect(error.cause).toBeUndefined();
  });

  it('leaves what is no error as a hook has thrown it', async () => {
    const thrown = { a: 1 };

    expect(await rejectionOf(new Error('x'), thrown)).toBe(thrown);
    expect(thrown).toEqual({ a: 1 });
  });

  it('answers for a file that is not there, also where a hook waits before it is read', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue();
    const handler = proxyHandler({ middlewares: [{ after: () => setTimeout(20) }] }, () =>
      createReadStream(`${import.meta.filename}.absent`),
    );

    expect(await handler(frontDoorEvent('alb'), lambdaContext())).toMatchObject({
      statusCode: 500,
    });
    log.mockRestore();
  });

  it('ends a stream that is not read any more, since a hook has failed', async () => {
    const stream = Readable.from(['a']);
    const gone = () => {
      throw new HttpError(410);
    };
    const handler = proxyHandler({ middlewares: [{ after: gone }] }, () => stream);

    expect(await handler(frontDoorEvent('alb'), lambdaContext())).toMatchObject({
      statusCode: 410,
    });
    expect(stream.destroyed).toBe(true);
  });

  it('ends a stream that comes after the early timeout', async () => {
    const log = vi.fn<() => void>();
    const stream = Readable.from(['a']);
    let finish = (_stream: Readable): void => undefined;
    const handler = proxyHandler(
      { logError: log },
      async () => new Promise<Readable>((resolve) => (finish = resolve)),
    );

    expect(await handler(frontDoorEvent('alb'), lambdaContext(1))).toMatchObject({
      statusCode: 504,
    });
    finish(stream);
    await setTimeout(0);

    expect(stream.destroyed).toBe(true);
  });
});
