import { beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import * as z from 'zod';

import { type AccessLogEntry, HttpError, proxyHandler, reply } from '../../src/index.ts';
import { httpFrontDoors } from '../answer.ts';
import { frontDoorEvent, lambdaContext } from '../events.ts';

let log: MockInstance<typeof console.log>;
let error: MockInstance<typeof console.error>;

beforeEach(() => {
  log = vi.spyOn(console, 'log').mockReturnValue();
  error = vi.spyOn(console, 'error').mockReturnValue();
  return () => {
    log.mockRestore();
    error.mockRestore();
  };
});

function entries(): AccessLogEntry[] {
  return log.mock.calls.map(([line]) => JSON.parse(String(line)) as AccessLogEntry);
}

describe('the access log', () => {
  it('is off when nobody asked for it', async () => {
    await proxyHandler(() => 'ok')(frontDoorEvent('rest-api'), lambdaContext());

    expect(log).not.toHaveBeenCalled();
  });

  it.each(httpFrontDoors)('has one line for a request behind %s', async (frontDoor) => {
    const handler = proxyHandler({ log: true }, () => reply('grüezi', { statusCode: 201 }));

    await handler(frontDoorEvent(frontDoor), lambdaContext());
    await handler(frontDoorEvent(frontDoor), lambdaContext());

    const [first, second] = entries();
    expect(first).toMatchObject({
      level: 'info',
      message: 'request',
      source: expect.any(String),
      method: 'POST',
      path: '/hello',
      statusCode: 201,
      bytesIn: 25,
      bytesOut: 7,
      durationMs: expect.any(Number),
      coldStart: true,
    });
    expect(second).toMatchObject({ coldStart: false });
    expect(log).toHaveBeenCalledTimes(2);
  });

  it('tells route, ids and client address', async () => {
    const handler = proxyHandler({ log: true }, () => undefined);

    await handler(frontDoorEvent('rest-api'), lambdaContext());

    expect(entries()).toEqual([
      expect.objectContaining({
        route: '/{proxy+}',
        requestId: '00000000-0000-4000-8000-000000000001',
        traceId: expect.stringContaining('Root='),
        clientIp: '203.0.113.7',
        bytesOut: 0,
      }),
    ]);
  });

  it('has the id of the invocation where the front door gives none', async () => {
    const context = lambdaContext();
    const shown = proxyHandler({ log: true }, () => undefined);
    const hidden = proxyHandler({ log: { redact: ['requestId'] } }, () => undefined);

    await shown(frontDoorEvent('alb'), context);
    await hidden(frontDoorEvent('vpc-lattice'), context);

    expect(entries()).toEqual([
      expect.objectContaining({ requestId: context.awsRequestId }),
      expect.objectContaining({ requestId: '[redacted]' }),
    ]);
  });

  it.each([
    [
      'a thrown error',
      () => {
        throw new HttpError(404, 'gone');
      },
      404,
    ],
    [
      'a failure',
      () => {
        throw new Error('x');
      },
      500,
    ],
    ['bytes', () => Uint8Array.of(0xff, 0), 200],
    ['a reply that cannot be sent', () => reply('', { statusCode: 99 }), 500],
  ])('has one line for %s', async (_, handle, statusCode) => {
    const handler = proxyHandler({ log: true }, handle as () => never);

    await handler(frontDoorEvent('alb'), lambdaContext());

    expect(entries()).toEqual([expect.objectContaining({ statusCode })]);
  });

  it('says how long the invocation took, in milliseconds to the microsecond', async () => {
    const now = vi.spyOn(performance, 'now').mockReturnValueOnce(1000.25);
    const handler = proxyHandler({ log: true }, () => {
      now.mockReturnValue(1012.5954321);
      return 'ok';
    });

    await handler(frontDoorEvent('alb'), lambdaContext());

    now.mockRestore();
    expect(entries()).toEqual([expect.objectContaining({ durationMs: 12.345 })]);
  });

  it('has no headers that nobody asked for, and none that the request does not have', async () => {
    const write = vi.fn<(entry: AccessLogEntry) => void>();
    const plain = proxyHandler({ log: { write } }, () => 'ok');
    const some = proxyHandler({ log: { write, headers: ['x-a', 'x-absent'] } }, () => 'ok');
    const event = frontDoorEvent('alb', { headers: { 'x-a': 'b' } });

    await plain(event, lambdaContext());
    await some(event, lambdaContext());

    const [[without], [having]] = write.mock.calls as [[AccessLogEntry], [AccessLogEntry]];
    expect(without).not.toHaveProperty('headers');
    expect(Object.entries(having['headers'] as object)).toEqual([['x-a', 'b']]);
  });

  it('counts bytes, not the base64 of them', async () => {
    const handler = proxyHandler({ log: true }, () => Uint8Array.of(0xff, 0));

    await handler(frontDoorEvent('alb', { body: Uint8Array.of(0xff, 0, 1) }), lambdaContext());

    expect(entries()).toEqual([
      expect.objectContaining({ bytesIn: expect.any(Number), bytesOut: 2 }),
    ]);
  });

  it('has the status of an error that an AWS integration answers', async () => {
    const handler = proxyHandler({ log: true }, () => reply('', { statusCode: 404 }));

    await expect(handler(frontDoorEvent('lambda'), lambdaContext())).rejects.toThrow(
      '"statusCode":404',
    );

    expect(entries()).toEqual([expect.objectContaining({ source: 'lambda', statusCode: 404 })]);
  });

  it('goes where a function takes it', async () => {
    const write = vi.fn<(entry: AccessLogEntry) => void>();
    const handler = proxyHandler({ log: write }, () => 'ok');

    await handler(frontDoorEvent('alb'), lambdaContext());

    expect(write).toHaveBeenCalledWith(expect.objectContaining({ statusCode: 200 }));
    expect(log).not.toHaveBeenCalled();
  });

  it('CORE-81 hides credentials among the headers that it is asked for', async () => {
    const headers = {
      authorization: 'Bearer hunter2',
      cookie: 'session=hunter2',
      'set-cookie': 'session=hunter2',
      'x-api-key': 'hunter2',
      'x-amz-security-token': 'hunter2',
      'proxy-authorization': 'hunter2',
      'user-agent': 'test',
      'x-mine': 'hunter2',
    };
    const handler = proxyHandler(
      { log: { headers: [...Object.keys(headers), 'x-absent'], redact: ['x-mine', 'clientIp'] } },
      () => 'ok',
    );

    await handler(frontDoorEvent('rest-api', { headers }), lambdaContext());

    const [entry] = entries();
    expect(JSON.stringify(entry)).not.toContain('hunter2');
    expect(entry).toMatchObject({
      clientIp: '[redacted]',
      headers: { authorization: '[redacted]', 'user-agent': 'test', 'x-mine': '[redacted]' },
    });
    expect(entry?.['headers']).not.toHaveProperty('x-absent');
  });

  it('knows headers by their names in any case', async () => {
    const log = { headers: ['X-Shown', 'X-Mine', 'Authorization'], redact: ['X-MINE'] };
    const handler = proxyHandler({ log }, () => 'ok');
    const headers = { 'x-shown': 'a', 'x-mine': 'hunter2', authorization: 'hunter2' };

    await handler(frontDoorEvent('alb', { headers }), lambdaContext());

    expect(entries()[0]?.['headers']).toEqual({
      'x-shown': 'a',
      'x-mine': '[redacted]',
      authorization: '[redacted]',
    });
  });

  it('has headers that a schema has left out', async () => {
    const write = vi.fn<(entry: AccessLogEntry) => void>();
    const options = { log: { write, headers: ['x-a'] }, headers: z.object({}) };
    const handler = proxyHandler(options, ({ headers }) => Object.keys(headers).length);

    const result = await handler(
      frontDoorEvent('alb', { headers: { 'x-a': 'b' } }),
      lambdaContext(),
    );

    expect(result).toMatchObject({ body: '0' });
    expect(write).toHaveBeenCalledWith(expect.objectContaining({ headers: { 'x-a': 'b' } }));
  });

  it('CORE-80 stays one line whatever a client sends', async () => {
    const handler = proxyHandler({ log: { headers: ['x-a'] } }, () => 'ok');
    const headers = { 'x-a': `a\n\u001B[31m\u2028${'x'.repeat(9000)}` };

    await handler(frontDoorEvent('rest-api', { headers }), lambdaContext());

    const line = String(log.mock.calls[0]?.[0]);
    // oxlint-disable-next-line no-control-regex -- what must not be there
    expect(line).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]/);
    expect(line.length).toBeLessThan(9000);
  });

  it('does no harm when it fails', async () => {
    const write = (): never => {
      throw new Error('disk full');
    };
    const handler = proxyHandler({ log: write }, () => 'ok');

    const result = await handler(frontDoorEvent('alb'), lambdaContext());

    expect(result).toMatchObject({ statusCode: 200 });
    expect(error.mock.calls).toEqual([['access log failed', new Error('disk full')]]);
  });

  it('does no harm when it fails later', async () => {
    const handler = proxyHandler(
      { log: async () => Promise.reject(new Error('disk full')) },
      () => 'ok',
    );

    const result = await handler(frontDoorEvent('alb'), lambdaContext());
    await new Promise((resolve) => setImmediate(resolve));

    expect(result).toMatchObject({ statusCode: 200 });
    expect(error.mock.calls).toEqual([['access log failed', new Error('disk full')]]);
  });

  it('has one line when a stream ends after the early timeout', async () => {
    const write = vi.fn<(entry: AccessLogEntry) => void>();
    const handler = proxyHandler({ log: write }, async function* late() {
      yield 'a';
      await new Promise((resolve) => setTimeout(resolve, 60));
    });

    await handler(frontDoorEvent('alb'), lambdaContext(30));
    await new Promise((resolve) => setTimeout(resolve, 80));

    expect(write).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ statusCode: 504 }));
  });

  it('CORE-15 knows no headers that cannot be read', async () => {
    const handler = proxyHandler({ log: { headers: ['x-a'] } }, () => 'ok');
    const event = Object.defineProperty(frontDoorEvent('http-api'), 'headers', {
      get(): never {
        throw new Error('trap');
      },
    });

    expect(await handler(event, lambdaContext())).toMatchObject({ statusCode: 200 });
    expect(entries()).toEqual([expect.objectContaining({ headers: {} })]);
  });

  it('knows no size of a body that cannot be read', async () => {
    const handler = proxyHandler({ log: true }, () => 'ok');
    const event = frontDoorEvent('alb', {}, { body: '%', isBase64Encoded: true });

    await handler(event, lambdaContext());

    expect(entries()).toEqual([expect.objectContaining({ bytesIn: 0 })]);
  });
});

describe('the hooks of middy', () => {
  it('are called as ever', async () => {
    const plugin = {
      requestStart: vi.fn<() => void>(),
      requestEnd: vi.fn<() => void>(),
      beforeHandler: vi.fn<() => void>(),
      afterMiddleware: vi.fn<(name: string) => void>(),
    };
    const handler = proxyHandler({ plugin, log: true }, () => 'ok');

    await handler(frontDoorEvent('alb'), lambdaContext());

    expect(plugin.requestStart).toHaveBeenCalledTimes(1);
    expect(plugin.beforeHandler).toHaveBeenCalledTimes(1);
    expect(plugin.requestEnd).toHaveBeenCalledTimes(1);
    expect(plugin.afterMiddleware.mock.calls.map(([name]) => name)).toEqual(
      expect.arrayContaining(['startReply', 'normalizeProxyEvent', 'serializeProxyResponse']),
    );
  });
});
