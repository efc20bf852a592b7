import { Readable } from 'node:stream';

import middy from '@middy/core';
import { describe, expect, it, vi } from 'vitest';

import {
  HttpError,
  IntegrationError,
  proxyBodyParser,
  proxyErrorHandler,
  proxyEventNormalizer,
  proxyResponseSerializer,
  reply,
  UnrecognizedEventError,
} from '../../src/index.ts';
import { frontDoorEvent, lambdaContext } from '../events.ts';

type Hooks = middy.MiddlewareObj;
type Run = (event: unknown, context: unknown) => Promise<unknown>;

function chain(hooks: Hooks[], handle: (...parameters: never[]) => unknown = () => 'ok'): Run {
  const handler = middy<unknown, unknown>()
    .use([proxyResponseSerializer(), proxyErrorHandler(), proxyEventNormalizer()])
    .use(hooks)
    .handler(handle as never);
  return handler as unknown as Run;
}

describe('the middlewares in a chain of middy itself', () => {
  it('serialize what the handler returns', async () => {
    const result = await chain([], ({ path }: { path: string }) => ({ path }))(
      frontDoorEvent('http-api'),
      lambdaContext(),
    );

    expect(result).toMatchObject({ statusCode: 200, body: '{"path":"/hello"}' });
  });

  it.each([
    ['at once', () => reply('early', { statusCode: 202 })],
    ['after a while', async () => reply('early', { statusCode: 202 })],
    ['as a stream', () => reply(Readable.from(['early']), { statusCode: 202 })],
  ])('serialize what a hook returns early %s', async (_, before) => {
    const handle = vi.fn<() => void>();

    const result = await chain([{ before }], handle)(frontDoorEvent('alb'), lambdaContext());

    expect(handle).not.toHaveBeenCalled();
    expect(result).toMatchObject({
      statusCode: 202,
      statusDescription: '202 Accepted',
      body: 'early',
    });
  });

  it.each([
    ['at once', () => reply('no', { statusCode: 404 })],
    ['as a stream', () => reply(Readable.from(['no']), { statusCode: 404 })],
  ])(
    'fail the invocation for an AWS integration with a status that a hook returns %s',
    async (_, before) => {
      const running = chain([{ before }])(frontDoorEvent('lambda'), lambdaContext());

      await expect(running).rejects.toThrow(IntegrationError);
      await expect(running).rejects.toThrow('"statusCode":404');
    },
  );

  it.each([
    ['a reply', () => reply('no', { statusCode: 404 })],
    ['a stream', () => reply(Readable.from(['no']), { statusCode: 404 })],
    [
      'a thrown error',
      () => {
        throw new HttpError(404);
      },
    ],
  ])('fail the invocation for an AWS integration with the status of %s', async (_, handle) => {
    const running = chain([], handle)(frontDoorEvent('lambda'), lambdaContext());

    await expect(running).rejects.toThrow(IntegrationError);
    await expect(running).rejects.toThrow('"statusCode":404');
  });

  it('answer 500 when an early stream fails', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue();
    const failing = Readable.from(
      (function* fail() {
        yield 'a';
        throw new Error('hunter2');
      })(),
    );

    const result = await chain([{ before: () => failing }])(frontDoorEvent('alb'), lambdaContext());

    expect(result).toMatchObject({ statusCode: 500 });
    expect(JSON.stringify(result)).not.toContain('hunter2');
    expect(log).toHaveBeenCalledTimes(1);
    log.mockRestore();
  });

  it('leave an event of no source to Lambda, and what a hook says about it', async () => {
    await expect(chain([])({ Records: [] }, lambdaContext())).rejects.toThrow(
      UnrecognizedEventError,
    );

    const early = { before: () => 'early' };
    const handler = middy<unknown, unknown>()
      .use([proxyResponseSerializer(), early])
      .handler(() => 'ok');

    expect(await (handler as unknown as Run)({ Records: [] }, lambdaContext())).toBe('early');
  });

  it('leave what a handler returns as it is without the normalizer', async () => {
    const handler = middy<unknown, unknown>()
      .use(proxyResponseSerializer())
      .handler(() => ({ batchItemFailures: [] }));

    const result = await (handler as unknown as Run)({ Records: [] }, lambdaContext());

    expect(result).toEqual({ batchItemFailures: [] });
  });

  it('leave the reply to an event of no source as a hook made it', async () => {
    const onError = (request: { response: unknown }): void => {
      request.response = { batchItemFailures: [] };
    };

    const result = await chain([{ onError }])({ Records: [] }, lambdaContext());

    expect(result).toEqual({ batchItemFailures: [] });
  });

  it.each(['function-url', 'rest-api'] as const)(
    'give a stream as a whole, though it could stream: %s',
    async (frontDoor) => {
      const result = await chain([], () => Readable.from(['a', 'b']))(
        frontDoorEvent(frontDoor),
        lambdaContext(),
      );

      expect(result).toMatchObject({ statusCode: 200, body: 'ab' });
    },
  );

  it('leave the event to the handler without the normalizer', async () => {
    const handler = middy<unknown, unknown>()
      .use([proxyBodyParser()])
      .handler(async (event: unknown) => event);

    expect(await (handler as unknown as Run)({ Records: [] }, lambdaContext())).toEqual({
      Records: [],
    });
  });

  it('answer 504 when middy ends the invocation', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue();

    const result = await chain([], () => new Promise(() => undefined))(
      frontDoorEvent('http-api'),
      lambdaContext(20),
    );

    expect(result).toMatchObject({ statusCode: 504 });
    log.mockRestore();
  });

  it('answer 400 to a method that is none', async () => {
    const event = { ...frontDoorEvent('rest-api'), httpMethod: 'FOO BAR' };

    const result = await chain([])(event, lambdaContext());

    expect(result).toMatchObject({ statusCode: 400 });
  });

  it('answer an error without the normalizer, for whoever comes after', async () => {
    const handler = middy<unknown, unknown>()
      .use(proxyErrorHandler())
      .handler(() => {
        throw new HttpError(404, 'gone');
      });

    const result = await (handler as unknown as Run)({}, undefined);

    expect(result).toEqual({
      statusCode: 404,
      headers: { 'Content-Type': 'application/problem+json', 'x-content-type-options': 'nosniff' },
      body: '{"title":"Not Found","status":404,"detail":"gone"}',
    });
  });

  it('leave an error that a hook has answered', async () => {
    const onError = (request: { response: unknown }): void => {
      request.response = reply('mine', { statusCode: 418 });
    };

    const result = await chain([{ onError }], () => {
      throw new Error('x');
    })(frontDoorEvent('alb'), lambdaContext());

    expect(result).toMatchObject({ statusCode: 418, body: 'mine' });
  });
});
