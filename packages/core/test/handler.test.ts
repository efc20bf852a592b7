import { describe, expect, it, vi } from 'vitest';

import { HttpError, proxyHandler, reply, UnrecognizedEventError } from '../src/index.ts';
import { lambdaContext, restApiEvent } from './events.ts';

describe('proxyHandler', () => {
  it('says what is wrong without a handler', () => {
    expect(() => proxyHandler({} as never, undefined as never)).toThrow(
      'handler is undefined, expected a function',
    );
  });

  it("puts middlewares of one's own around the handler", async () => {
    const handler = proxyHandler(
      {
        middlewares: [
          { before: (request) => void Object.assign(request.event as object, { added: 1 }) },
        ],
      },
      (request) => ('added' in request ? 'added' : 'not added'),
    );

    expect(await handler(restApiEvent(), lambdaContext())).toMatchObject({ body: 'added' });
  });

  it('hands the handler one request and answers in the envelope of the source', async () => {
    const handler = proxyHandler(async ({ path, body }) => ({ path, body }));

    const result = await handler(restApiEvent(), lambdaContext());

    expect(result).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"path":"/hello","body":{"message":"Hello World"}}',
      isBase64Encoded: false,
    });
  });

  it('sends status, headers and every cookie of a reply', async () => {
    const handler = proxyHandler(() =>
      reply('made', { statusCode: 201, headers: { 'X-Id': 7 }, cookies: ['a=1', 'b=2'] }),
    );

    const result = await handler(restApiEvent(), lambdaContext());

    expect(result).toEqual({
      statusCode: 201,
      multiValueHeaders: {
        'x-id': ['7'],
        'content-type': ['text/plain; charset=utf-8'],
        'set-cookie': ['a=1', 'b=2'],
      },
      body: 'made',
      isBase64Encoded: false,
    });
  });

  it('passes a Lambda proxy result on', async () => {
    const handler = proxyHandler((request) => ({
      statusCode: 200,
      body: JSON.stringify(request.event),
    }));
    const event = restApiEvent();

    const result = await handler(event, lambdaContext());

    expect(result).toMatchObject({ statusCode: 200, body: JSON.stringify(event) });
  });

  it('answers a thrown HttpError as a problem document with its status and headers', async () => {
    const handler = proxyHandler(() => {
      throw new HttpError(404, 'no such user', { headers: { 'retry-after': '1' }, user: 7 });
    });

    const result = await handler(restApiEvent(), lambdaContext());

    expect(result).toMatchObject({
      statusCode: 404,
      headers: { 'content-type': 'application/problem+json', 'retry-after': '1' },
      body: '{"title":"Not Found","status":404,"detail":"no such user","user":7}',
    });
  });

  it('says nothing of an unexpected error to the client and everything to the log', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const failure = new Error('password hunter2');
    const handler = proxyHandler(() => Promise.reject(failure));

    const result = await handler(restApiEvent(), lambdaContext());

    expect(result).toMatchObject({ statusCode: 500 });
    expect(JSON.stringify(result)).not.toContain('hunter2');
    expect(log).toHaveBeenCalledWith(expect.stringContaining('hunter2'));
    log.mockRestore();
  });

  it('answers a malformed body with 400', async () => {
    const handler = proxyHandler(({ body }) => body);

    const result = await handler(restApiEvent({ body: '{"a":' }), lambdaContext());

    expect(result).toMatchObject({ statusCode: 400 });
  });

  it('throws for an event of no known source and does not call the handler', async () => {
    const inner = vi.fn<() => string>();
    const handler = proxyHandler(inner);

    await expect(handler({ Records: [] }, lambdaContext())).rejects.toThrow(UnrecognizedEventError);
    expect(inner).not.toHaveBeenCalled();
  });

  it('reads a bare payload and returns a bare value when the options say passthrough', async () => {
    const handler = proxyHandler({ passthrough: true }, ({ body }) => body);

    const result = await handler({ message: 'Hello World' }, lambdaContext());

    expect(result).toEqual({ message: 'Hello World' });
  });
});
