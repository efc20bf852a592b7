import { PassThrough, Readable, Writable } from 'node:stream';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import {
  type AccessLogEntry,
  HttpError,
  proxyHandler,
  type ProxyOptions,
  reply,
  sse,
} from '../src/index.ts';
import type { FrontDoorName } from './answer.ts';
import { frontDoorEvent, lambdaContext } from './events.ts';

type StreamingHandler = (event: unknown, stream: Writable, context: unknown) => Promise<void>;

/** Lambda's global as its runtime has it: the metadata goes out with the first write (STRM-14). */
const awslambda = {
  streamifyResponse: (handler: StreamingHandler): StreamingHandler => handler,
  HttpResponseStream: {
    from(stream: Writable, prelude: unknown) {
      stream.emit('prelude', prelude);
      return stream;
    },
  },
};

beforeEach(() => {
  vi.stubGlobal('awslambda', awslambda);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

interface Run {
  readonly frontDoor?: FrontDoorName;
  readonly method?: string;
  readonly options?: ProxyOptions;
  readonly stream?: PassThrough;
}

interface Written {
  readonly prelude: unknown;
  readonly chunks: readonly string[];
  readonly ended: boolean;
}

/** Runs a streaming handler and takes down what it writes. */
async function run(
  handle: () => unknown,
  {
    frontDoor = 'function-url',
    method = 'GET',
    options = {},
    stream = new PassThrough(),
  }: Run = {},
): Promise<Written> {
  const chunks: string[] = [];
  let prelude: unknown;
  stream.on('prelude', (value) => (prelude = value));
  stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString('latin1')));
  const handler = proxyHandler({ ...options, streaming: true }, handle as () => never);
  const event = frontDoorEvent(frontDoor, { method });
  await (handler as unknown as StreamingHandler)(event, stream, lambdaContext());
  await new Promise((resolve) => setImmediate(resolve));
  return { prelude, chunks, ended: stream.writableEnded };
}

async function* texts(): AsyncGenerator<string> {
  yield 'one';
  await new Promise((resolve) => setImmediate(resolve));
  yield 'two';
}

/** An async iterable whose iterator has nothing but `next`. */
function countdown(): AsyncIterable<string> {
  let left = 3;
  const next = async (): Promise<IteratorResult<string>> => {
    left -= 1;
    return left === 0 ? { done: true, value: undefined } : { done: false, value: String(left) };
  };
  return { [Symbol.asyncIterator]: () => ({ next }) };
}

describe.each<FrontDoorName>(['function-url', 'rest-api'])(
  'a streaming handler behind %s',
  (frontDoor) => {
    it('sends chunks as they come, after status, headers and cookies', async () => {
      const written = await run(
        () =>
          reply(texts(), {
            statusCode: 201,
            headers: { 'x-a': ['b', 'c'] },
            cookies: ['a=1', 'b=2'],
          }),
        { frontDoor },
      );

      expect(written).toEqual({
        prelude: {
          statusCode: 201,
          headers: { 'x-a': 'b, c', 'content-type': 'text/plain; charset=utf-8' },
          cookies: ['a=1', 'b=2'],
        },
        chunks: ['one', 'two'],
        ended: true,
      });
    });

    it.each([
      ['an object', () => ({ a: 1 }), 'application/json', ['{"a":1}']],
      [
        'bytes, not the base64 of them',
        () => Uint8Array.of(0xff, 0x00),
        'application/octet-stream',
        ['\u00FF\0'],
      ],
      [
        'a web Response',
        () => new Response('a', { headers: { 'content-type': 'text/css' } }),
        'text/css',
        ['a'],
      ],
      [
        'a Node stream',
        () => Readable.from([Buffer.from('a'), Buffer.from('b')]),
        'application/octet-stream',
        ['a', 'b'],
      ],
      ['an empty stream', () => Readable.from([]), 'application/octet-stream', []],
      ['an iterable without an end of its own', countdown, 'text/plain; charset=utf-8', ['2', '1']],
      [
        'events',
        () =>
          sse(
            (async function* () {
              yield 'tick';
            })(),
          ),
        'text/event-stream',
        ['data: tick\n\n'],
      ],
    ])('sends %s', async (_, handle, type, chunks) => {
      const written = await run(handle, { frontDoor });

      expect(written).toMatchObject({
        prelude: { statusCode: 200, headers: { 'content-type': type } },
        chunks,
        ended: true,
      });
    });

    it('answers an error before the first chunk as any other', async () => {
      const written = await run(
        async function* fail() {
          if (frontDoor === undefined) yield '';
          throw new HttpError(404, 'gone');
        },
        { frontDoor },
      );

      expect(written).toMatchObject({ prelude: { statusCode: 404 }, ended: true });
      expect(written.chunks.join('')).toBe('{"title":"Not Found","status":404,"detail":"gone"}');
    });

    it('fails the invocation in the middle of a body, and writes nothing into it', async () => {
      const stream = new PassThrough();
      const chunks: string[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));

      const running = run(
        async function* fail() {
          yield 'half';
          throw new Error('hunter2');
        },
        { frontDoor, stream },
      );

      await expect(running).rejects.toThrow('hunter2');
      expect(chunks).toEqual(['half']);
      expect(stream.writableEnded).toBe(false);
    });

    it('fails on a chunk that is neither text nor bytes, and ends its source', async () => {
      let ended = false;

      const running = run(
        async function* fail() {
          try {
            yield 'half';
            yield 7;
          } finally {
            ended = true;
          }
        },
        { frontDoor },
      );

      await expect(running).rejects.toThrow('stream gave the number 7, expected text or bytes');
      expect(ended).toBe(true);
    });

    it('sends no body to HEAD, and ends the stream that nobody reads', async () => {
      const source = Readable.from(['a']);

      const written = await run(() => source, { frontDoor, method: 'HEAD' });

      expect(written).toMatchObject({ prelude: { statusCode: 200 }, chunks: [], ended: true });
      expect(source.destroyed).toBe(true);
    });

    it('tags whole bodies', async () => {
      const written = await run(() => 'a', { frontDoor, options: { etag: true } });

      expect(written.prelude).toMatchObject({ headers: { etag: expect.any(String) } });
    });

    it('tags no stream', async () => {
      const written = await run(texts, { frontDoor, options: { etag: true } });

      expect(written.prelude).not.toHaveProperty('headers.etag');
    });

    it('is in the access log', async () => {
      const log = vi.fn<(entry: object) => void>();

      await run(texts, { frontDoor, options: { log } });

      expect(log).toHaveBeenCalledWith(expect.objectContaining({ statusCode: 200 }));
    });

    it('is in the access log when it has ended, with its bytes', async () => {
      const log = vi.fn<(entry: AccessLogEntry) => void>();
      const chunks = async function* chunks() {
        yield 'grüezi';
        yield Uint8Array.of(1, 2);
      };

      await run(chunks, { frontDoor, options: { log } });

      expect(log).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ bytesOut: 9 }));
    });

    it('is in the access log with what has gone out before it failed', async () => {
      const log = vi.fn<(entry: AccessLogEntry) => void>();
      const fail = async function* fail() {
        yield 'half';
        throw new Error('x');
      };

      await expect(run(fail, { frontDoor, options: { log } })).rejects.toThrow('x');

      expect(log).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ bytesOut: 4 }));
    });
  },
);

describe('a streaming handler', () => {
  it('finds out with the next chunk that the client went while the source was at work', async () => {
    const stream = new Writable({ write: (_chunk, _encoding, done) => done() });
    const handler = proxyHandler({ streaming: true }, async function* chunks() {
      yield 'one';
      stream.destroy(new Error('gone'));
      await new Promise((resolve) => setTimeout(resolve, 10));
      for (;;) yield 'two';
    });

    const running = (handler as unknown as StreamingHandler)(
      frontDoorEvent('function-url'),
      stream,
      lambdaContext(),
    );

    await expect(running.catch(String)).resolves.toMatch(/undefined|gone/);
    expect(stream.destroyed).toBe(true);
  });

  it('adds no listener for each wait', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockReturnValue();
    const stream = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => setImmediate(done),
    });
    const handler = proxyHandler({ streaming: true }, async function* chunks() {
      for (let index = 0; index < 50; index += 1) yield 'chunk';
    });

    await (handler as unknown as StreamingHandler)(
      frontDoorEvent('function-url'),
      stream,
      lambdaContext(),
    );

    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it('waits for a slow client', async () => {
    const pending: (() => void)[] = [];
    const stream = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => void pending.push(done),
    });
    let given = 0;
    const handler = proxyHandler({ streaming: true }, async function* chunks() {
      for (; given < 3; given += 1) yield 'chunk';
    });

    const running = (handler as unknown as StreamingHandler)(
      frontDoorEvent('function-url'),
      stream,
      lambdaContext(),
    );
    await vi.waitFor(() => expect(pending.length).toBe(1));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(given).toBeLessThan(2);
    const pump = setInterval(() => pending.shift()?.());

    await running;
    clearInterval(pump);
    expect(given).toBe(3);
  });

  it.each([
    ['with an error', new Error('gone')],
    ['without one', undefined],
  ])('ends its source when the client is gone %s', async (_, error) => {
    const stream = new Writable({ highWaterMark: 1, write: () => undefined });
    let ended = false;
    const handler = proxyHandler({ streaming: true }, async function* chunks() {
      try {
        for (;;) yield 'chunk';
      } finally {
        ended = true;
      }
    });

    const running = (handler as unknown as StreamingHandler)(
      frontDoorEvent('function-url'),
      stream,
      lambdaContext(),
    );
    setTimeout(() => stream.destroy(error), 10);

    await expect(running.catch((thrown: unknown) => thrown)).resolves.toBe(error);
    expect(ended).toBe(true);
  });

  it.each([
    ['alb', texts, { statusCode: 200, body: 'onetwo' }],
    ['http-api', () => ({ a: 1 }), { statusCode: 200, body: '{"a":1}' }],
  ] as const)(
    'writes the whole envelope for %s, which does not stream (FURL-19)',
    async (frontDoor, handle, envelope) => {
      const written = await run(handle, { frontDoor });

      expect(written.prelude).toBeUndefined();
      expect(JSON.parse(written.chunks.join(''))).toMatchObject(envelope);
      expect(written.ended).toBe(true);
    },
  );

  it('writes null for nothing behind lambda', async () => {
    const written = await run(() => undefined, { frontDoor: 'lambda' });

    expect(written.chunks).toEqual(['null']);
  });

  it('collects unless it is told to stream', async () => {
    const handler = proxyHandler({}, texts);

    const result = await handler(frontDoorEvent('function-url'), lambdaContext());

    expect(result).toMatchObject({ statusCode: 200, body: 'onetwo' });
  });

  it('collects where there is no Lambda, as in a unit test', async () => {
    vi.unstubAllGlobals();
    const handler = proxyHandler({ streaming: true }, texts);

    const result = await handler(frontDoorEvent('function-url'), lambdaContext());

    expect(result).toMatchObject({ statusCode: 200, body: 'onetwo' });
  });
});
