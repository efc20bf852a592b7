import middy from '@middy/core';
import { type } from 'arktype';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import * as z from 'zod';

import {
  proxyHandler,
  type ProxyMiddleware,
  type ProxyRequest,
  proxyValidator,
  reply,
  type ResponseSchema,
  type Returned,
  type StandardSchema,
} from '../../src/index.ts';
import { detectSource } from '../../src/sources/sources.ts';
import { requestOf } from '../calls.ts';
import { frontDoorEvent, httpFrontDoors, lambdaContext } from '../events.ts';

const context = lambdaContext();

/** The status and the body of a result of a REST API. */
async function answer(handler: ReturnType<typeof proxyHandler>, event: unknown) {
  const { statusCode, body } = (await handler(event, context)) as {
    statusCode: number;
    body: string;
  };
  return { statusCode, body: JSON.parse(body) as unknown };
}

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each<[string, StandardSchema<unknown, { message: string }>]>([
  ['zod', z.object({ message: z.string() })],
  ['valibot', v.object({ message: v.string() })],
  ['arktype', type({ message: 'string' })],
])('a body schema of %s', (_library, schema) => {
  const handler = proxyHandler({ body: schema }, ({ body }) => body.message);

  it('gives the handler what it makes of the body', async () => {
    const result = await handler(frontDoorEvent('rest-api'), context);

    expect(result).toMatchObject({ statusCode: 200, body: 'Hello World' });
  });

  it('refuses a body with the path of each issue', async () => {
    const event = frontDoorEvent('rest-api', { body: '{"message":1}' });

    expect(await answer(handler, event)).toMatchObject({
      statusCode: 400,
      body: { status: 400, issues: [{ path: ['body', 'message'] }] },
    });
  });

  it('refuses an empty body (CORE-12)', async () => {
    const event = frontDoorEvent('rest-api', { body: '' });

    expect(await answer(handler, event)).toMatchObject({
      statusCode: 400,
      body: { issues: [{ path: ['body'] }] },
    });
  });
});

describe('proxyValidator', () => {
  const members = {
    params: z.object({ proxy: z.string().max(3) }),
    query: z.object({ page: z.coerce.number().int() }),
    queries: z.object({ tag: z.array(z.string()).max(1) }),
    headers: z.object({ 'x-count': z.coerce.number() }),
    cookies: z.object({ session: z.string() }),
    body: z.object({ message: z.string() }),
  };

  it('checks every member and reports all issues at once', async () => {
    const handler = proxyHandler(members, () => 'not reached');
    const event = frontDoorEvent('rest-api', {
      target: '/hello?page=x&tag=a&tag=b',
      body: '{"message":1}',
    });

    const { statusCode, body } = await answer(handler, event);

    expect(statusCode).toBe(400);
    expect((body as { issues: { path: unknown }[] }).issues.map(({ path }) => path)).toEqual([
      ['params', 'proxy'],
      ['query', 'page'],
      ['queries', 'tag'],
      ['headers', 'x-count'],
      ['cookies', 'session'],
      ['body', 'message'],
    ]);
  });

  it.each(httpFrontDoors)(
    'gives the handler what the schemas make of a request: %s',
    async (door) => {
      const seen: unknown[] = [];
      const { params: _, ...schemas } = members;
      const handler = proxyHandler(schemas, ({ query, queries, headers, cookies, body }) => {
        seen.push(query.page, queries.tag, headers['x-count'], cookies.session, body.message);
      });
      const headers = { 'content-type': 'application/json', 'x-count': '7', cookie: 'session=s' };
      await handler(frontDoorEvent(door, { target: '/x?page=2&tag=a', headers }), context);

      expect(seen).toEqual([2, ['a'], 7, 's', 'Hello World']);
    },
  );

  it('waits for schemas that take their time', async () => {
    const body = z
      .object({ message: z.string() })
      .refine(async () => Promise.resolve(false), 'taken');
    const handler = proxyHandler({ body, query: z.object({ page: z.string() }) }, () => 'x');

    expect(await answer(handler, frontDoorEvent('rest-api'))).toMatchObject({
      statusCode: 400,
      body: { issues: [{ path: ['query', 'page'] }, { path: ['body'], message: 'taken' }] },
    });
  });

  it('leaves no rejection behind of a schema that fails after another member has', async () => {
    const unhandled = vi.fn<() => void>();
    process.on('unhandledRejection', unhandled);
    const params: StandardSchema = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: () => Promise.reject(new Error('no database')),
      },
    };
    const handler = proxyHandler({ params, body: z.unknown() }, () => 'x');

    const answered = await answer(handler, frontDoorEvent('rest-api', { body: '{' }));
    await new Promise((resolve) => setImmediate(resolve));

    expect(answered).toMatchObject({ statusCode: 400 });
    expect(unhandled).not.toHaveBeenCalled();
    process.off('unhandledRejection', unhandled);
  });

  it('takes paths made of keys and of objects with keys', async () => {
    const key = Symbol('key');
    const issues = [{ message: 'm', path: [key, { key: 'b' }, 0] }, { message: 'n' }];
    const body: StandardSchema = {
      '~standard': { version: 1, vendor: 'test', validate: () => ({ issues }) },
    };
    const handler = proxyHandler({ body }, () => 'x');

    expect(await answer(handler, frontDoorEvent('rest-api'))).toMatchObject({
      body: {
        issues: [
          { path: ['body', 'Symbol(key)', 'b', 0], message: 'm' },
          { path: ['body'], message: 'n' },
        ],
      },
    });
  });

  it('says what is wrong with a request in one sentence', async () => {
    const handler = proxyHandler({ query: z.object({ page: z.string() }) }, () => 'x');

    expect(await answer(handler, frontDoorEvent('rest-api'))).toMatchObject({
      body: { detail: 'request is not valid' },
    });
  });

  it.each([
    ['a body without a content type', 'rest-api', 'text', 415, 'content type is missing'],
    ['no body', 'rest-api', '', 400, 'request is not valid'],
    ['a message, which never has a content type', 'websocket', '{}', 400, 'request is not valid'],
  ] as const)('refuses %s where a body is asked for', async (_, door, body, status, detail) => {
    const handler = proxyHandler({ body: z.object({ message: z.string() }) }, () => 'x');

    expect(await answer(handler, frontDoorEvent(door, { headers: {}, body }))).toMatchObject({
      statusCode: status,
      body: { detail },
    });
  });

  it('asks for no content type where no schema looks at the body', async () => {
    const handler = proxyHandler({ query: z.object({ name: z.string() }) }, () => 'x');

    const result = await handler(frontDoorEvent('rest-api', { headers: {} }), context);

    expect(result).toMatchObject({ statusCode: 200 });
  });

  it('takes no time where the schemas take none', () => {
    const { before } = proxyValidator({ query: z.object({ name: z.string() }) });
    const event = frontDoorEvent('rest-api');
    const proxy = { source: detectSource(event), request: requestOf(event) };

    expect(before?.({ internal: { proxy } } as never)).toBeUndefined();
  });

  it('lets a reply pass that its schema accepts, as the schema makes it', async () => {
    const response = z.object({ id: z.number() });
    const handler = proxyHandler({ response }, () => ({ id: 7, secret: 'x' }));

    expect(await answer(handler, frontDoorEvent('rest-api'))).toEqual({
      statusCode: 200,
      body: { id: 7 },
    });
  });

  it('makes a reply that its schema refuses a 500 that says nothing', async () => {
    const response = z.object({ id: z.number() });
    const handler = proxyHandler({ response }, () => ({ id: 'secret' }) as never);

    const { statusCode, body } = await answer(handler, frontDoorEvent('rest-api'));

    expect(statusCode).toBe(500);
    expect(JSON.stringify(body)).not.toContain('id');
  });

  it('checks a reply with the schema of its status', async () => {
    const response = { 200: z.object({ id: z.number() }), 404: z.object({ missing: z.string() }) };
    const status = async (returned: unknown) =>
      (
        await answer(
          proxyHandler({ response }, () => returned as never),
          frontDoorEvent('rest-api'),
        )
      ).statusCode;

    expect(await status({ id: 1 })).toBe(200);
    expect(await status({ missing: 'x' })).toBe(500);
    expect(await status(reply({ missing: 'x' }, { statusCode: 404 }))).toBe(404);
    expect(await status(reply({ id: 1 }, { statusCode: 404 }))).toBe(500);
    expect(await status(reply({ any: 1 }, { statusCode: 418 }))).toBe(418);
  });

  it('takes nothing for an empty reply', async () => {
    const handler = proxyHandler({ response: { 204: z.undefined() } }, () => undefined as never);

    expect(await handler(frontDoorEvent('rest-api'), context)).toMatchObject({ statusCode: 204 });
  });

  it('waits for a response schema that takes its time', async () => {
    const response = z.string().refine(async (text) => Promise.resolve(text === 'x'));
    const handler = proxyHandler({ response }, () => 'x');

    expect(await handler(frontDoorEvent('rest-api'), context)).toMatchObject({ body: 'x' });
  });
});

describe('proxyValidator in a chain of its own', () => {
  it('says what is missing before it', async () => {
    const chain = middy().use(proxyValidator({ body: z.string() }));

    await expect(chain({} as never, context)).rejects.toThrow('expected proxyEventNormalizer');
  });
});

describe('the types of proxyHandler', () => {
  it('come from the schemas', () => {
    proxyHandler(
      {
        body: z.object({ message: z.string() }),
        queries: z.object({ tag: z.array(z.string()).default([]) }),
        params: v.object({ id: v.pipe(v.string(), v.transform(Number)) }),
        cookies: type({ session: 'string' }),
      },
      ({ body, queries, params, cookies, query, headers }) => {
        expectTypeOf(body).toEqualTypeOf<{ message: string }>();
        expectTypeOf(queries).toEqualTypeOf<{ tag: string[] }>();
        expectTypeOf(params).toEqualTypeOf<{ id: number }>();
        expectTypeOf(cookies).toEqualTypeOf<{ session: string }>();
        expectTypeOf(query).toEqualTypeOf<Readonly<Record<string, string>>>();
        expectTypeOf(headers).toEqualTypeOf<Readonly<Record<string, string>>>();
      },
    );
    expectTypeOf(proxyHandler).toBeFunction();
  });

  it('narrow the event by the source', () => {
    proxyHandler((request) => {
      expectTypeOf(request.body).toEqualTypeOf<unknown>();
      if (request.source === 'rest-api') {
        expectTypeOf(request.event.requestContext.resourcePath).toEqualTypeOf<string>();
      }
      if (request.source === 'http-api') {
        expectTypeOf(request.event.rawQueryString).toEqualTypeOf<string>();
      }
    });
    proxyHandler({ body: z.string() }, ({ source, event, body }) => {
      expectTypeOf(body).toEqualTypeOf<string>();
      if (source === 'alb') expectTypeOf(event.requestContext.elb.targetGroupArn).toBeString();
    });
    expectTypeOf(proxyHandler).returns.toBeFunction();
  });

  it('refuse a reply that the schema does not take', () => {
    const response = z.object({ id: z.number() });

    proxyHandler({ response }, () => ({ id: 1 }));
    proxyHandler({ response }, async () => reply({ id: 1 }, { statusCode: 201 }));
    // @ts-expect-error: a number was expected
    proxyHandler({ response }, () => ({ id: 'x' }));
    // @ts-expect-error: a number was expected
    proxyHandler({ response }, async () => reply({ id: 'x' }));
    proxyHandler({ response: { 200: response, 404: z.string() } }, () => 'gone');
    // @ts-expect-error: no status has a schema that takes a boolean
    proxyHandler({ response: { 200: response, 404: z.string() } }, () => true);
    expectTypeOf(response).not.toBeAny();
  });

  it('keep literals and tuples in a reply, where the schema asks for them', () => {
    const cat = z.object({ kind: z.literal('cat'), lives: z.number() });
    const dog = z.object({ kind: z.literal('dog') });
    const tuple = z.tuple([z.string(), z.number()]);

    proxyHandler({ response: cat }, () => ({ kind: 'cat', lives: 7 }));
    proxyHandler({ response: z.array(z.enum(['a', 'b'])) }, async () => ['a', 'b']);
    proxyHandler({ response: tuple }, async () => reply(['a', 1]));
    proxyHandler({ response: v.object({ kind: v.literal('dog') }) }, () => reply({ kind: 'dog' }));
    proxyHandler({ response: type({ kind: "'dog'" }) }, async () => ({ kind: 'dog' }));
    proxyHandler({ response: { 200: cat, 404: dog } }, async ({ path }) => {
      if (path === '/') return { kind: 'cat', lives: 7 };
      return reply({ kind: 'dog' }, { statusCode: 404 });
    });
    const generic = <Schema extends ResponseSchema>(
      response: Schema,
      handle: () => Returned<Schema>,
    ) => proxyHandler({ response }, handle);
    generic(dog, () => ({ kind: 'dog' }) as const);
    // @ts-expect-error: a cat was expected
    proxyHandler({ response: cat }, () => ({ kind: 'dog', lives: 7 }));
    // @ts-expect-error: a cat was expected
    proxyHandler({ response: cat }, async () => reply({ kind: 'dog', lives: 7 }));
    expectTypeOf(cat).not.toBeAny();
  });

  it('give the request to middlewares, and take those that say nothing of it', () => {
    const early: ProxyMiddleware = {
      before: ({ event }) => (event.path === '/health' ? reply('ok') : undefined),
    };
    const any: middy.MiddlewareObj = { after: ({ event }) => void event };

    proxyHandler({ middlewares: [early, any] }, () => 'x');
    proxyHandler(
      {
        middlewares: [{ before: ({ event }) => expectTypeOf(event).toEqualTypeOf<ProxyRequest>() }],
      },
      () => 'x',
    );
    expectTypeOf(early).not.toBeAny();
  });

  it('refuse an option that does not exist', () => {
    // @ts-expect-error: the option is `body`
    proxyHandler({ bodyy: z.string() }, () => 'x');
    expectTypeOf(proxyHandler).not.toBeAny();
  });
});
