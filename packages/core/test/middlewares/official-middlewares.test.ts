import middy from '@middy/core';
import httpContentNegotiation from '@middy/http-content-negotiation';
import httpCors from '@middy/http-cors';
import httpEventNormalizer from '@middy/http-event-normalizer';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import httpMultipartBodyParser from '@middy/http-multipart-body-parser';
import httpPartialResponse from '@middy/http-partial-response';
import httpRouter from '@middy/http-router';
import httpUrlencodeBodyParser from '@middy/http-urlencode-body-parser';
import httpUrlencodePathParser from '@middy/http-urlencode-path-parser';
import validator from '@middy/validator';
import type { FrontDoorName } from '@org/local-gateway/testing';
import { describe, expect, it } from 'vitest';

import { type ProxyRequest, proxyEventNormalizer } from '../../src/index.ts';
import { frontDoorEvent, frontDoors, lambdaContext, type TestRequest } from '../events.ts';

/** The members of payload format 1.0 under which official middlewares leave their work. */
interface Seen {
  body: unknown;
  headers: Record<string, string>;
  pathParameters: Record<string, string>;
  queryStringParameters: Record<string, string>;
  isBase64Encoded: boolean;
  params: Record<string, string>;
  method: string;
}

// The published types know the events of API Gateway only.
type Middleware = middy.MiddlewareObj;

async function run(
  frontDoor: FrontDoorName,
  sent: TestRequest,
  middlewares: readonly unknown[],
  inner: (event: Seen, context: Record<string, unknown>) => unknown,
): Promise<unknown> {
  const chain = middy()
    .use(proxyEventNormalizer())
    .use(middlewares as Middleware[])
    .handler(async (event) => inner(event as unknown as Seen, context));
  const context: Record<string, unknown> = { ...lambdaContext() };
  return chain(frontDoorEvent(frontDoor, sent) as unknown as ProxyRequest, context as never);
}

/** Messages of a WebSocket API have neither headers nor a query nor a path (WS-4). */
const httpDoors = frontDoors.filter((name) => name !== 'websocket');
/** Requests of the non-proxy integration are JSON, whatever was sent (REQ-1). */
const type = (value: string) => ({ 'content-type': value });

describe.each(httpDoors)('behind proxyEventNormalizer, on %s', (frontDoor) => {
  it('http-json-body-parser parses the body once', async () => {
    const seen = await run(frontDoor, {}, [httpJsonBodyParser()], (event) => [
      event.body,
      event.isBase64Encoded,
    ]);

    expect(seen).toEqual([{ message: 'Hello World' }, false]);
  });

  it('http-json-body-parser refuses another content type', async () => {
    const sent = { headers: type('text/plain') };

    await expect(run(frontDoor, sent, [httpJsonBodyParser()], () => 'x')).rejects.toMatchObject({
      statusCode: 415,
    });
  });

  it('http-urlencode-body-parser parses a form, also one in base64', async () => {
    const sent = { headers: type('application/x-www-form-urlencoded'), body: 'a=1&b=x+y' };

    const seen = await run(frontDoor, sent, [httpUrlencodeBodyParser()], ({ body }) => body);

    expect({ ...(seen as object) }).toEqual({ a: '1', b: 'x y' });
  });

  it('http-multipart-body-parser parses fields', async () => {
    const body = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n';
    const sent = { headers: type('multipart/form-data; boundary=b'), body };

    const seen = await run(frontDoor, sent, [httpMultipartBodyParser()], (event) => event.body);

    expect({ ...(seen as object) }).toEqual({ a: '1' });
  });

  it('http-header-normalizer spells names as it is asked to', async () => {
    const headers = { 'X-Agent': 'a' };
    const lower = await run(frontDoor, { headers }, [httpHeaderNormalizer()], (event) =>
      Object.entries(event.headers),
    );
    const canonical = await run(
      frontDoor,
      { headers },
      [httpHeaderNormalizer({ canonical: true })],
      (event) => Object.entries(event.headers),
    );

    expect(lower).toContainEqual(['x-agent', 'a']);
    expect(canonical).toContainEqual(['X-Agent', 'a']);
  });

  it('http-event-normalizer finds nothing to add', async () => {
    const seen = await run(frontDoor, {}, [httpEventNormalizer()], (event) => [
      { ...event.queryStringParameters },
      typeof event.pathParameters,
    ]);

    expect(seen).toEqual([{ name: 'Ada' }, 'object']);
  });

  it('http-content-negotiation reads the accept headers', async () => {
    const headers = { accept: 'text/html;q=0.5, application/json', 'accept-language': 'de' };
    const middleware = httpContentNegotiation({
      availableMediaTypes: ['text/html', 'application/json'],
    });

    const seen = await run(frontDoor, { headers }, [middleware], (_event, context) => [
      context['preferredMediaType'],
      context['preferredLanguage'],
    ]);

    expect(seen).toEqual(['application/json', 'de']);
  });

  it('http-cors answers a preflight and adds its headers', async () => {
    const options = { origins: ['https://app.test'], disableBeforePreflightResponse: false };
    const headers = { origin: 'https://app.test', 'access-control-request-method': 'PUT' };
    const preflight = { method: 'OPTIONS', headers, body: '' };

    const answered = await run(frontDoor, preflight, [httpCors(options)], () => 'not reached');
    const added = await run(frontDoor, { headers }, [httpCors(options)], () => ({
      statusCode: 200,
      headers: {},
    }));

    expect(answered).toMatchObject({
      statusCode: 204,
      headers: { 'Access-Control-Allow-Origin': 'https://app.test' },
    });
    expect(added).toMatchObject({ headers: { 'Access-Control-Allow-Origin': 'https://app.test' } });
  });

  it('http-partial-response keeps the fields that the query names', async () => {
    const sent = { target: '/hello?fields=a' };

    const seen = await run(frontDoor, sent, [httpPartialResponse()], () => ({
      statusCode: 200,
      body: JSON.stringify({ a: 1, b: 2 }),
    }));

    expect(seen).toMatchObject({ body: '{"a":1}' });
  });

  it('http-router finds the route, and its parameters are decoded for the handler', async () => {
    const route = (handler: (event: Seen) => unknown) =>
      httpRouter([
        { method: 'POST', path: '/users/{id}', handler: handler as never },
        { method: 'POST', path: '/users', handler: (() => 'other') as never },
      ]) as unknown as (event: unknown, context: unknown, options: object) => unknown;
    const chain = middy()
      .use(proxyEventNormalizer())
      .handler(async (event, context) =>
        route(({ params, method }) => [params['id'], method])(event, context, {}),
      );
    const event = frontDoorEvent(frontDoor, { target: '/users/a%20b?x=1' });

    expect(await chain(event as unknown as ProxyRequest, lambdaContext())).toEqual(['a b', 'POST']);
  });

  it('validator takes a function that AJV would compile', async () => {
    const eventSchema = Object.assign(
      (event: Seen) => event.queryStringParameters['name'] === 'Ada' && event.method === 'POST',
      { errors: [] },
    ) as never;

    expect(await run(frontDoor, {}, [validator({ eventSchema })], () => 'valid')).toBe('valid');
    await expect(
      run(frontDoor, { target: '/hello' }, [validator({ eventSchema })], () => 'x'),
    ).rejects.toMatchObject({ statusCode: 400 });
  });
});

describe.each(['rest-api', 'http-api', 'http-api-v1', 'lambda'] as const)(
  'behind proxyEventNormalizer, on %s with path parameters',
  (frontDoor) => {
    it('http-urlencode-path-parser decodes a parameter once', async () => {
      const sent = { target: '/a%2520b' };
      const event = frontDoorEvent(frontDoor, sent, {
        pathParameters: { id: frontDoor === 'rest-api' ? 'a%2520b' : 'a%20b' },
      });
      const chain = middy()
        .use(proxyEventNormalizer())
        .use(httpUrlencodePathParser() as middy.MiddlewareObj)
        .handler(async (request) => [
          (request as unknown as Seen).pathParameters['id'],
          request.params['id'],
        ]);

      expect(await chain(event as unknown as ProxyRequest, lambdaContext())).toEqual([
        'a%20b',
        'a%20b',
      ]);
    });
  },
);

describe('behind proxyEventNormalizer, on websocket', () => {
  it.each([
    ['http-header-normalizer', httpHeaderNormalizer()],
    ['http-event-normalizer', httpEventNormalizer()],
    ['http-content-negotiation', httpContentNegotiation()],
    ['http-urlencode-path-parser', httpUrlencodePathParser()],
    ['http-partial-response', httpPartialResponse()],
  ])('%s has nothing to do: a message has no headers, no query and no path', async (_n, one) => {
    expect(await run('websocket', {}, [one], () => 'x')).toBe('x');
  });

  it('http-json-body-parser parses a message when it does not ask for a content type', async () => {
    const parser = httpJsonBodyParser({ disableContentTypeCheck: true });

    expect(await run('websocket', {}, [parser], ({ body }) => body)).toEqual({
      message: 'Hello World',
    });
  });

  it('the parsers of forms refuse a message: it has no content type', async () => {
    for (const parser of [httpUrlencodeBodyParser(), httpMultipartBodyParser()]) {
      await expect(run('websocket', {}, [parser], () => 'x')).rejects.toMatchObject({
        statusCode: 415,
      });
    }
  });
});
