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
import { buildEvent, type FrontDoorName } from '@org/local-gateway/testing';
import { describe, expect, it } from 'vitest';

import { type ProxyRequest, proxyEventNormalizer } from '../../src/index.ts';
import {
  deepFreeze,
  frontDoorEvent,
  frontDoors,
  lambdaContext,
  type TestRequest,
} from '../events.ts';

/** The members of payload format 1.0 under which official middlewares leave their work. */
interface Seen {
  body: unknown;
  headers: Record<string, string>;
  pathParameters: Record<string, string>;
  queryStringParameters: Record<string, string>;
  isBase64Encoded: boolean;
  params: Record<string, string>;
  method: string;
  path: string;
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
  const event = deepFreeze(frontDoorEvent(frontDoor, sent));
  return chain(event as unknown as ProxyRequest, context as never);
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

const knowsParameters: ReadonlySet<string> = new Set([
  'rest-api',
  'http-api',
  'http-api-v1',
  'lambda',
]);

describe.each(httpDoors.filter((name) => knowsParameters.has(name)))(
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

describe.each(httpDoors.filter((name) => !knowsParameters.has(name)))(
  'behind proxyEventNormalizer, on %s, which knows no path parameters',
  (frontDoor) => {
    it('http-urlencode-path-parser has nothing to decode, and leaves the path alone', async () => {
      const sent = { target: '/a%2520b' };

      const seen = await run(frontDoor, sent, [httpUrlencodePathParser()], (event) => [
        Object.entries(event.pathParameters),
        Object.entries(event.params),
        event.path,
      ]);

      expect(seen).toEqual([[], [], '/a%2520b']);
    });
  },
);

/** What the official middlewares leave of a step of a WebSocket. */
async function runStep(
  routeKey: string,
  middlewares: readonly unknown[],
  inner: (event: Seen, context: Record<string, unknown>) => unknown,
): Promise<unknown> {
  const headers = [
    ['Origin', 'https://app.test'],
    ['Accept', 'text/html;q=0.5, application/json'],
  ] as const;
  const target = '/?name=Ada&fields=a';
  const body = Buffer.from('{"message":"Hello World"}');
  const sent = { method: 'GET', target, headers, body };
  const event = deepFreeze(buildEvent('websocket', sent, { route: routeKey }));
  const chain = middy()
    .use(proxyEventNormalizer())
    .use(middlewares as Middleware[])
    .handler(async (request) => inner(request as unknown as Seen, context));
  const context: Record<string, unknown> = { ...lambdaContext() };
  return chain(event as unknown as ProxyRequest, context as never);
}

const reply = () => ({ statusCode: 200, headers: {}, body: JSON.stringify({ a: 1, b: 2 }) });

const negotiation = () =>
  httpContentNegotiation({ availableMediaTypes: ['text/html', 'application/json'] });

const routes = () =>
  httpRouter([
    { method: 'GET', path: '/', handler: (() => 'handshake') as never },
    { method: 'POST', path: '/', handler: (() => 'message') as never },
  ]) as unknown as (event: unknown, context: unknown, options: object) => unknown;

const valid = (accept: (event: Seen) => boolean) =>
  validator({ eventSchema: Object.assign(accept, { errors: [] }) as never });

// The handshake has the headers and the query of a request (WS-3), and neither a path nor a body.
describe('behind proxyEventNormalizer, on websocket, for the handshake', () => {
  const handshake = (
    middlewares: readonly unknown[],
    inner: (event: Seen, context: Record<string, unknown>) => unknown,
  ) => runStep('$connect', middlewares, inner);

  it('http-header-normalizer spells names as it is asked to', async () => {
    const middleware = httpHeaderNormalizer({ canonical: true });

    expect(await handshake([middleware], ({ headers }) => headers['Origin'])).toBe(
      'https://app.test',
    );
  });

  it('http-event-normalizer finds the query', async () => {
    const seen = await handshake([httpEventNormalizer()], (event) => [
      { ...event.queryStringParameters },
      Object.entries(event.pathParameters),
    ]);

    expect(seen).toEqual([{ name: 'Ada', fields: 'a' }, []]);
  });

  it('http-content-negotiation reads the accept headers', async () => {
    const seen = await handshake([negotiation()], (_, context) => context['preferredMediaType']);

    expect(seen).toBe('application/json');
  });

  it('http-cors adds its headers; a handshake has no preflight', async () => {
    expect(await handshake([httpCors({ origins: ['https://app.test'] })], reply)).toMatchObject({
      headers: { 'Access-Control-Allow-Origin': 'https://app.test' },
    });
  });

  it('http-partial-response keeps the fields that the query names', async () => {
    expect(await handshake([httpPartialResponse()], reply)).toMatchObject({ body: '{"a":1}' });
  });

  it('http-router finds GET at the root, as an event has no path', async () => {
    expect(await handshake([], (event) => routes()(event, lambdaContext(), {}))).toBe('handshake');
  });

  it('http-urlencode-path-parser has nothing to decode', async () => {
    const seen = await handshake([httpUrlencodePathParser()], (event) =>
      Object.entries(event.pathParameters),
    );

    expect(seen).toEqual([]);
  });

  it('validator sees headers and query', async () => {
    const accept = ({ headers, queryStringParameters }: Seen) =>
      headers['origin'] === 'https://app.test' && queryStringParameters['name'] === 'Ada';

    expect(await handshake([valid(accept)], () => 'valid')).toBe('valid');
    await expect(handshake([valid(() => false)], () => 'x')).rejects.toMatchObject({
      statusCode: 400,
    });
  });

  it.each([
    ['http-json-body-parser', httpJsonBodyParser()],
    ['http-urlencode-body-parser', httpUrlencodeBodyParser()],
    ['http-multipart-body-parser', httpMultipartBodyParser()],
  ])('%s refuses it: it has neither a body nor a content type', async (_, parser) => {
    await expect(handshake([parser], () => 'x')).rejects.toMatchObject({ statusCode: 415 });
  });
});

// A message has no headers, no query, no path and no content type (WS-4).
describe('behind proxyEventNormalizer, on websocket, for a message', () => {
  const message = (
    middlewares: readonly unknown[],
    inner: (event: Seen, context: Record<string, unknown>) => unknown,
  ) => runStep('$default', middlewares, inner);

  it('http-header-normalizer finds no header to spell', async () => {
    const middleware = httpHeaderNormalizer({ canonical: true });

    expect(await message([middleware], ({ headers }) => Object.entries(headers))).toEqual([]);
  });

  it('http-event-normalizer and http-urlencode-path-parser find nothing', async () => {
    const seen = await message([httpEventNormalizer(), httpUrlencodePathParser()], (event) => [
      Object.entries(event.queryStringParameters),
      Object.entries(event.pathParameters),
    ]);

    expect(seen).toEqual([[], []]);
  });

  it('http-content-negotiation takes the first type, as none is asked for', async () => {
    const seen = await message([negotiation()], (_, context) => context['preferredMediaType']);

    expect(seen).toBe('text/html');
  });

  it('http-cors allows no origin, as none asks', async () => {
    const replied = await message([httpCors({ origins: ['https://app.test'] })], reply);

    expect(replied).not.toHaveProperty(['headers', 'Access-Control-Allow-Origin']);
  });

  it('http-partial-response leaves the reply whole, as no query names fields', async () => {
    expect(await message([httpPartialResponse()], reply)).toEqual(reply());
  });

  it('http-router finds POST at the root, as an event has no path', async () => {
    expect(await message([], (event) => routes()(event, lambdaContext(), {}))).toBe('message');
  });

  it('http-json-body-parser parses it when it does not ask for a content type', async () => {
    const parser = httpJsonBodyParser({ disableContentTypeCheck: true });

    expect(await message([parser], ({ body }) => body)).toEqual({ message: 'Hello World' });
  });

  it('validator sees what a parser has made of it', async () => {
    const parser = httpJsonBodyParser({ disableContentTypeCheck: true });
    const accept = ({ body }: Seen) => (body as { message: string }).message === 'Hello World';

    expect(await message([parser, valid(accept)], () => 'valid')).toBe('valid');
    await expect(message([valid(() => false)], () => 'x')).rejects.toMatchObject({
      statusCode: 400,
    });
  });

  it.each([
    ['http-json-body-parser', httpJsonBodyParser()],
    ['http-urlencode-body-parser', httpUrlencodeBodyParser()],
    ['http-multipart-body-parser', httpMultipartBodyParser()],
  ])('%s refuses it: it has no content type', async (_, parser) => {
    await expect(message([parser], () => 'x')).rejects.toMatchObject({ statusCode: 415 });
  });
});
