import middy from '@middy/core';
import { describe, expect, it, vi } from 'vitest';

import {
  HttpError,
  IntegrationError,
  proxyHandler,
  proxyMiddlewares,
  type ProxyOptions,
  reply,
  type ReplyStep,
} from '../../src/index.ts';
import { detectSource } from '../../src/sources/sources.ts';
import { writeResult } from '../../src/chain/write-result.ts';
import { responseSerializer } from '../../src/middlewares/proxy-response-serializer.ts';
import { frontDoorEvent, lambdaContext } from '../events.ts';

/** What middy's hooks see of an invocation. */
async function watch(options: ProxyOptions, handle: () => unknown) {
  const hooks: string[] = [];
  let request: { readonly error?: unknown; readonly response?: unknown } = {};
  const plugin = {
    requestStart: (started: object) => void (request = started),
    afterMiddleware: (name: string) => void hooks.push(name),
  };
  const handler = proxyHandler({ ...options, plugin }, handle as () => never);
  const result = await handler(frontDoorEvent('http-api'), lambdaContext());
  return { hooks, request, result };
}

describe('proxyResponseSerializer', () => {
  it('runs before the handler only for an access log, or where it has to catch early responses', async () => {
    const { hooks } = await watch({}, () => 'ok');
    const { hooks: logged } = await watch({ log: () => undefined }, () => 'ok');

    expect(hooks).not.toContain('startReply');
    expect(logged).toContain('startReply');
  });

  it('leaves the request of middy as it is where nothing has to be caught', async () => {
    const { request } = await watch({ log: () => undefined }, () => 'ok');

    expect(Object.getOwnPropertyDescriptor(request, 'response')).toHaveProperty('value');
  });

  it('leaves the error to the hooks of the application', async () => {
    const error = new HttpError(404);

    const { request } = await watch({}, () => {
      throw error;
    });

    expect(request.error).toBe(error);
  });

  it('answers an error that is returned as one that is thrown', async () => {
    const { result } = await watch({}, () => new HttpError(410, 'gone'));

    expect(result).toMatchObject({ statusCode: 410 });
  });

  it('answers an error that a hook of an own chain gives early', async () => {
    const run = (middleware: middy.MiddlewareObj, handle: () => unknown): Promise<unknown> => {
      const middlewares = [...proxyMiddlewares({ logError: () => undefined }), middleware];
      const handler = middy(handle).use(middlewares);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the middlewares make of the event has the type
      return handler(frontDoorEvent('http-api') as never, lambdaContext());
    };

    const early = await run({ before: () => new HttpError(401) }, () => 'never');
    const late = await run({ onError: () => new HttpError(409) }, () => {
      throw new Error('x');
    });

    expect(early).toMatchObject({ statusCode: 401 });
    expect(late).toMatchObject({ statusCode: 500 });
  });

  it('logs what the application answers an error with, when it cannot be sent, by the log of the application', async () => {
    const log = vi.fn<(entry: object) => void>();
    const onError = (request: { response: unknown }): void => {
      request.response = { statusCode: 99, body: '' };
    };
    const handler = proxyHandler({ logError: log, middlewares: [{ onError }] }, () => {
      throw new HttpError(404);
    });

    const result = await handler(frontDoorEvent('http-api'), lambdaContext());

    expect(result).toMatchObject({ statusCode: 500 });
    expect(log).toHaveBeenCalledWith(
      expect.objectContaining({ statusCode: 500, source: 'http-api', path: '/hello' }),
    );
  });

  it('takes compression and etags together', async () => {
    const compression = vi.fn<ReplyStep>((shaped) => shaped);
    const handler = proxyHandler({ compression, etag: true }, () => 'ok');

    const result = await handler(
      frontDoorEvent('http-api', { method: 'GET', body: '' }),
      lambdaContext(),
    );

    expect(compression).toHaveBeenCalledWith(
      expect.objectContaining({ headers: expect.arrayContaining([['etag', expect.any(String)]]) }),
      expect.objectContaining({ method: 'GET' }),
    );
    expect(result).toHaveProperty('headers.etag');
  });
});

describe('responseSerializer', () => {
  it('takes no time where nothing takes time', () => {
    const event = frontDoorEvent('http-api');
    const source = detectSource(event);
    const { after } = responseSerializer({}, { coversEarly: false, streams: false });
    const proxy = { source, request: source.toRequest(event) };
    const request = { internal: { proxy }, response: 'ok' as unknown };

    expect(after?.(request as never)).toBeUndefined();
    expect(request.response).toMatchObject({ statusCode: 200, body: 'ok' });
  });
});

describe('a reply of 400 and more behind an AWS integration', () => {
  it('fails the invocation and is no error of the application, as behind any other front door', async () => {
    const onError = vi.fn<() => void>();
    const requestEnd = vi.fn<() => void>();
    const handler = proxyHandler({ middlewares: [{ onError }], plugin: { requestEnd } }, () =>
      reply('gone', { statusCode: 404 }),
    );

    await expect(handler(frontDoorEvent('lambda'), lambdaContext())).rejects.toThrow(
      IntegrationError,
    );
    await expect(handler(frontDoorEvent('alb'), lambdaContext())).resolves.toMatchObject({
      statusCode: 404,
    });

    expect(onError).not.toHaveBeenCalled();
    expect(requestEnd).toHaveBeenCalledTimes(2);
  });
});

describe('writeResult', () => {
  const exchange = (method: string, overrides = {}) => {
    const event = frontDoorEvent('http-api', { method }, overrides);
    const source = detectSource(event);
    return { source, request: source.toRequest(event) };
  };

  it('needs no promise for a plain reply', () => {
    expect(writeResult({ a: 1 }, exchange('POST'), {})).toMatchObject({ body: '{"a":1}' });
  });

  it('sends neither bytes nor their flag to HEAD', () => {
    const result = writeResult(Uint8Array.of(0xff), exchange('HEAD'), {});

    expect(result).toMatchObject({ body: '', isBase64Encoded: false });
  });

  it('gives no value to a HEAD behind an AWS integration', () => {
    const event = frontDoorEvent('lambda', { method: 'HEAD' });
    const source = detectSource(event);

    expect(writeResult({ a: 1 }, { source, request: source.toRequest(event) }, {})).toBe('');
  });

  it('sends the body where the method is none', () => {
    const { requestContext } = frontDoorEvent('http-api') as { requestContext: { http: object } };
    const http = { ...requestContext.http, method: 'HE AD' };
    const broken = exchange('POST', { requestContext: { ...requestContext, http } });

    expect(writeResult(reply('no', { statusCode: 400 }), broken, {})).toMatchObject({ body: 'no' });
  });

  it.each<[string, ReplyStep]>([
    [
      'throws',
      () => {
        throw new Error('secret');
      },
    ],
    ['rejects', () => Promise.reject(new Error('secret'))],
  ])('answers 500 with every header when a step %s each time', async (_, compression) => {
    const logError = vi.fn<(entry: unknown) => void>();
    const options = { compression, logError, requestId: true };

    const { result } = await watch(options, () => 'ok');

    expect(result).toEqual({
      statusCode: 500,
      headers: {
        'content-type': 'application/problem+json',
        'x-content-type-options': 'nosniff',
        'x-request-id': expect.any(String),
      },
      body: expect.stringMatching(
        /^\{"title":"Internal Server Error","status":500,"requestId":"[^"]+"\}$/,
      ),
      isBase64Encoded: false,
    });
    expect(logError).toHaveBeenCalledTimes(2);
  });

  it('answers 500 in the plain shape where the options say so', async () => {
    const compression: ReplyStep = () => Promise.reject(new Error('secret'));
    const options = { compression, logError: () => undefined, errorShape: 'message' } as const;

    const { result } = await watch(options, () => 'ok');

    expect(result).toMatchObject({
      statusCode: 500,
      headers: { 'content-type': 'application/json' },
      body: expect.stringContaining('{"message":"Internal Server Error"'),
    });
  });
});
