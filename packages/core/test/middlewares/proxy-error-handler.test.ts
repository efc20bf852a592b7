import middy from '@middy/core';
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';

import { HttpError, proxyErrorHandler, proxyHandler } from '../../src/index.ts';
import { toProblem } from '../../src/errors/problem.ts';
import { frontDoorEvent, lambdaContext } from '../events.ts';

let log: MockInstance<typeof console.error>;

beforeEach(() => {
  log = vi.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => {
  log.mockRestore();
});

async function bodyOf(frontDoor: 'alb' | 'rest-api', thrown: unknown): Promise<unknown> {
  const handler = proxyHandler(() => {
    throw thrown;
  });
  const { body } = (await handler(frontDoorEvent(frontDoor), lambdaContext())) as { body: string };
  return JSON.parse(body);
}

describe('proxyErrorHandler', () => {
  it('tells the id that the front door gave the request', async () => {
    expect(await bodyOf('rest-api', new Error('x'))).toHaveProperty(
      'requestId',
      '00000000-0000-4000-8000-000000000001',
    );
  });

  it('tells the id of the invocation where the front door gives none', async () => {
    expect(await bodyOf('alb', new Error('x'))).toHaveProperty(
      'requestId',
      lambdaContext().awsRequestId,
    );
  });

  it('has the middleware inside log nothing, which would log secrets twice', async () => {
    const inside = vi.fn<(options: unknown) => object>(() => ({ onError: () => undefined }));
    vi.doMock('@middy/http-error-handler', () => ({ default: inside }));
    vi.resetModules();

    const { proxyErrorHandler: fresh } =
      await import('../../src/middlewares/proxy-error-handler.ts');
    await fresh().onError?.({ error: new HttpError(404), internal: {}, context: {} } as never);

    vi.doUnmock('@middy/http-error-handler');
    vi.resetModules();
    expect(inside).toHaveBeenCalledWith({ logger: false });
  });

  it.each([
    ['text for one line, which every front door takes', '60', '60'],
    ['a list for several, for the serializer', ['Basic', 'Bearer'], ['Basic', 'Bearer']],
  ])('answers by itself with a header as %s', async (_, value, written) => {
    const handler = middy<unknown, unknown>()
      .use(proxyErrorHandler())
      .handler(async () => {
        throw Object.assign(new HttpError(429), { headers: { 'x-a': value } });
      });

    expect(await handler(frontDoorEvent('alb'), lambdaContext())).toEqual({
      statusCode: 429,
      headers: {
        'Content-Type': 'application/problem+json',
        'x-a': written,
        'x-content-type-options': 'nosniff',
      },
      body: '{"title":"Too Many Requests","status":429}',
    });
  });

  it('logs nothing of what the client is told', async () => {
    await bodyOf('alb', new HttpError(404, 'gone'));

    expect(log).not.toHaveBeenCalled();
  });

  it('logs both what was thrown and why it cannot be sent', async () => {
    await bodyOf('alb', new HttpError(404, 'gone', { headers: { a: '\n' } }));

    expect(JSON.parse(String(log.mock.calls[0]?.[0]))).toMatchObject({
      error: {
        message: 'error cannot be sent',
        errors: [{ message: expect.stringContaining('one line of Latin-1') }, { message: 'gone' }],
      },
    });
  });
});

describe('toProblem', () => {
  const timeout = (name: string, owner: string): Error =>
    Object.assign(new Error('x', { cause: { package: owner } }), { name });

  it.each([
    ['the early timeout of middy', timeout('TimeoutError', '@middy/core'), 504],
    ['another error of middy', timeout('Error', '@middy/core'), 500],
    ['another timeout', timeout('TimeoutError', 'other'), 500],
    ['a status that is text', { statusCode: '404' }, 500],
    ['a status between two', { statusCode: 404.5 }, 500],
    ['399', { statusCode: 399 }, 500],
    ['400', { statusCode: 400 }, 400],
    ['599', { statusCode: 599 }, 599],
    ['600', { statusCode: 600 }, 500],
  ])('knows the status of %s', (_, error, status) => {
    expect(toProblem(error)).toMatchObject({ status, headers: [] });
  });

  it('has a title for a status without a phrase', () => {
    expect(toProblem({ statusCode: 499 })).toEqual({
      status: 499,
      headers: [],
      title: 'Unknown Error',
      detail: undefined,
    });
  });

  it.each([5, '', undefined, {}])('has no detail for the message %j', (message) => {
    expect(toProblem({ statusCode: 404, message }).detail).toBeUndefined();
  });

  it('takes type, title and members of nothing but an HttpError', () => {
    const foreign = { statusCode: 404, message: 'gone', type: 'a', title: 'b', members: { c: 1 } };

    expect(toProblem(foreign)).toEqual({
      status: 404,
      headers: [],
      title: 'Not Found',
      detail: 'gone',
    });
  });
});
