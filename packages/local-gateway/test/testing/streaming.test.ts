import type { Writable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';

import {
  defineAwsLambda,
  type FrontDoorName,
  invoke,
  reasonOf,
  type TestHandler,
} from '../../src/testing.ts';

const before: unknown = Reflect.get(globalThis, 'awslambda');
defineAwsLambda();
afterAll(() => {
  if (before === undefined) Reflect.deleteProperty(globalThis, 'awslambda');
});

interface AwsLambda {
  streamifyResponse(
    handler: (event: unknown, stream: Writable, context: unknown) => unknown,
  ): TestHandler;
  readonly HttpResponseStream: { from(stream: Writable, prelude: unknown): Writable };
}
// What has just been defined.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const awslambda = Reflect.get(globalThis, 'awslambda') as AwsLambda;
const { from } = awslambda.HttpResponseStream;

const request = (method = 'GET') => new Request('https://api.test/hello', { method });
const metadata = {
  statusCode: 201,
  headers: { 'content-type': 'text/css' },
  cookies: ['a=1', 'b=2'],
};

/** A handler that writes `one`, waits to be told, and writes `two`. */
function gated(): { readonly handler: TestHandler; readonly go: () => void } {
  const gate = Promise.withResolvers<void>();
  const handler = awslambda.streamifyResponse(async (_event, stream) => {
    const body = from(stream, metadata);
    body.write('one');
    await gate.promise;
    body.end('two');
  });
  return { handler, go: gate.resolve };
}

describe.each<FrontDoorName>(['function-url', 'rest-api'])(
  'invoke of a streaming handler through %s',
  (frontDoor) => {
    it('gives status, headers, cookies and the first chunk while the handler runs (STRM-3, FURL-20)', async () => {
      const { handler, go } = gated();

      const response = await invoke(handler, request(), { frontDoor });

      expect(response.status).toBe(201);
      expect(response.headers.get('content-type')).toBe('text/css');
      expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
      expect(response.headers.has('content-length')).toBe(false);
      const reader = response.body?.getReader();
      expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('one');
      go();
      expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('two');
      expect((await reader?.read())?.done).toBe(true);
    });

    it('hands over event, stream and context', async () => {
      const seen: unknown[] = [];
      const handler = awslambda.streamifyResponse(async (event, stream, context) => {
        seen.push(event, context);
        from(stream, {}).end('x');
      });

      await invoke(handler, request(), { frontDoor });

      expect(seen).toMatchObject([{ headers: {} }, { functionName: 'test' }]);
    });

    it('fails the body when the handler fails midway (STRM-13)', async () => {
      const handler = awslambda.streamifyResponse(async (_event, stream) => {
        from(stream, metadata).write('half');
        await new Promise((resolve) => setImmediate(resolve));
        throw new RangeError('midway');
      });

      const response = await invoke(handler, request(), { frontDoor });

      expect(response.status).toBe(201);
      await expect(response.text()).rejects.toThrow('RangeError');
    });

    it.each([
      ['throws before the first write', async () => Promise.reject(new TypeError('secret'))],
      ['is not asynchronous', () => 'x'],
    ])('answers an error to a handler that %s', async (_what, run) => {
      const response = await invoke(awslambda.streamifyResponse(run), request(), {
        frontDoor,
        timeout: 10,
      });

      expect(response.status).toBe(502);
      expect(await response.text()).not.toContain('secret');
      expect(reasonOf(response)).toContain('the function failed');
    });

    it('fails a stream that is not ended in time (RT-31)', async () => {
      const handler = awslambda.streamifyResponse(async (_event, stream) => {
        from(stream, metadata).write('half');
      });

      const response = await invoke(handler, request(), { frontDoor, timeout: 10 });

      await expect(response.text()).rejects.toThrow('Response stream is not finished.');
    });

    it('gives no body to HEAD, and lets the handler run on', async () => {
      const done = Promise.withResolvers<string>();
      const handler = awslambda.streamifyResponse(async (_event, stream) => {
        const body = from(stream, metadata);
        for (let count = 0; count < 100; count += 1) {
          if (!body.write(Buffer.alloc(65_536))) {
            await new Promise((resolve) => body.once('drain', resolve));
          }
        }
        body.end(() => done.resolve('done'));
      });

      const response = await invoke(handler, request('HEAD'), { frontDoor });

      expect([response.status, await response.text()]).toEqual([201, '']);
      expect(await done.promise).toBe('done');
    });

    it('lets the handler run on when nobody reads its body any more', async () => {
      const { handler, go } = gated();
      const response = await invoke(handler, request(), { frontDoor });

      await response.body?.cancel();

      go();
      expect(response.status).toBe(201);
    });
  },
);

describe('invoke of a streaming handler', () => {
  it('is a 200 without metadata behind a function URL, a 500 behind a REST API (FURL-21, STRM-6)', async () => {
    const handler = awslambda.streamifyResponse(async (_event, stream) => {
      stream.write({ a: 1 });
      stream.end('!');
    });

    const plain = await invoke(handler, request(), { frontDoor: 'function-url' });
    const refused = await invoke(handler, request(), { frontDoor: 'rest-api' });

    expect([plain.status, await plain.text()]).toEqual([200, '{"a":1}!']);
    expect(plain.headers.get('content-type')).toBe('application/octet-stream');
    expect(refused.status).toBe(500);
    expect(reasonOf(refused)).toContain('eight NUL bytes');
  });

  it('loses status and headers without a write (STRM-14)', async () => {
    const handler = awslambda.streamifyResponse(async (_event, stream) => {
      from(stream, metadata).end();
    });

    expect(
      (await invoke(handler, request(), { frontDoor: 'rest-api' })).status,
    ).toBeGreaterThanOrEqual(500);
  });

  it('is collected where the front door buffers (FURL-19, STRM-9)', async () => {
    const options = { responseStreaming: false } as const;
    const [first, second] = [gated(), gated()];
    first.go();
    second.go();

    const url = await invoke(first.handler, request(), { frontDoor: 'function-url', ...options });
    const rest = await invoke(second.handler, request(), { frontDoor: 'rest-api', ...options });

    expect([url.status, await url.text(), url.headers.get('content-length')]).toEqual([
      201,
      'onetwo',
      '6',
    ]);
    expect([rest.status, await rest.text()]).toEqual([201, '']);
  });

  it('is no result where nothing streams', async () => {
    const { handler, go } = gated();
    go();

    expect((await invoke(handler, request(), { frontDoor: 'alb' })).status).toBe(502);
  });
});

describe('invoke of a handler that does not stream, where the front door does', () => {
  it('gives the whole envelope behind a function URL (FURL-18)', async () => {
    const response = await invoke(() => ({ statusCode: 404, body: 'x' }), request(), {
      frontDoor: 'function-url',
      responseStreaming: true,
    });

    expect([response.status, await response.text()]).toEqual([
      200,
      '{"statusCode":404,"body":"x"}',
    ]);
  });

  it('gives 500 behind a REST API (STRM-6)', async () => {
    const response = await invoke(() => ({ statusCode: 200 }), request(), {
      frontDoor: 'rest-api',
      responseStreaming: true,
    });

    expect(response.status).toBe(500);
    expect(reasonOf(response)).toBe('the function did not stream');
  });
});
