import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  HttpError,
  noContent,
  type ProxyHandler,
  proxyHandler,
  redirect,
  reply,
  sse,
} from '../../src/index.ts';
import { frontDoorEvent, frontDoors, lambdaContext } from '../events.ts';

// Members of events, requests, replies, errors, options, hooks and of what lies between them.
const members =
  `accessKey authorizer basePath before after onError beforeHandler afterHandler beforeMiddleware afterMiddleware
  beforePrefetch body cause clientIp code compression cookies cors credentials data destroy cancel defaults description detail
  domain earlyResponse errorShape errors etag event exceptSources expires expose exposedHeaders forged fullPath headers host
  httpMethod httpOnly id identity internal isBase64Encoded issues limits log logError maxAge maxResultBytes members message
  method methods middlewares mount multi multiValueHeaders name onReply options origins params parsers partitioned
  passthrough path plugin priority protocol proxy queries query rawBody rawPath receivedAt redact replyDefaults requestEnd
  requestId requestStart response retry route sameSite secure securityHeaders single source stage status statusCode
  statusDescription steps stream streaming streams title trustedHops type value values vary version write`.split(
    /\s+/,
  );

type Handlers = readonly (readonly [name: string, make: () => ProxyHandler])[];

const requestHandlers: Handlers = [
  ['the members of the request', () => proxyHandler((request) => JSON.stringify(request))],
];

const replyHandlers: Handlers = [
  ['an object', () => proxyHandler({}, () => ({ a: 1 }))],
  ['bytes', () => proxyHandler(() => Uint8Array.of(255, 0))],
  ['nothing', () => proxyHandler(() => undefined)],
  ['a reply', () => proxyHandler(() => reply('x', { statusCode: 201 }))],
  ['a reply with a cookie', () => proxyHandler(() => reply('x', { cookies: [{ name: 'a' }] }))],
  ['no content', () => proxyHandler(() => noContent())],
  ['a redirection', () => proxyHandler(() => redirect('/x'))],
  ['a foreign redirection', () => proxyHandler(() => redirect('https://forged'))],
  ['a proxy result', () => proxyHandler(() => ({ statusCode: 202, body: 'x' }))],
  ['server-sent events', () => proxyHandler(() => sse(ticks()))],
  ['a thrown 404', () => proxyHandler(() => Promise.reject(new HttpError(404, 'gone')))],
  ['a thrown error', () => proxyHandler(() => Promise.reject(new Error('x')))],
  ['a thrown object', () => proxyHandler(() => Promise.reject({ statusCode: 409 }))],
  ['a refused key', () => proxyHandler(({ body }) => body)],
  [
    'with every option',
    () =>
      proxyHandler(
        {
          cors: { origins: ['https://app.example'] },
          securityHeaders: true,
          requestId: true,
          log: { write: () => undefined },
          limits: {},
          plugin: {},
        },
        () => 'x',
      ),
  ],
];

async function* ticks(): AsyncGenerator<{ readonly data: number }> {
  yield { data: 1 };
}

const { error, warn } = console;

beforeAll(() => {
  console.error = () => undefined;
  console.warn = () => undefined;
});

afterAll(() => {
  console.error = error;
  console.warn = warn;
});

async function outcomeOf(make: () => ProxyHandler, event: unknown): Promise<string> {
  try {
    return JSON.stringify(await make()(event, lambdaContext()));
  } catch (thrown) {
    return String(thrown);
  }
}

/** The outcome while all objects inherit a member. */
async function outcomeWith(
  member: string,
  value: unknown,
  make: () => ProxyHandler,
  event: unknown,
): Promise<string> {
  // oxlint-disable-next-line eslint/no-extend-native -- what this test is about
  Object.defineProperty(Object.prototype, member, { value, configurable: true, writable: true });
  try {
    return await outcomeOf(make, event);
  } finally {
    Reflect.deleteProperty(Object.prototype, member);
  }
}

describe.each(frontDoors)('CORE-25: a polluted prototype, behind %s', (frontDoor) => {
  const event = frontDoorEvent(frontDoor, {
    headers: { 'content-type': 'application/json', origin: 'https://app.example' },
    body: '{"a":{"constructor":{"prototype":{}}}}',
  });

  const isOneOfItsKind = ['rest-api', 'http-api', 'alb', 'lambda'].includes(frontDoor);
  const handlers = isOneOfItsKind ? [...requestHandlers, ...replyHandlers] : requestHandlers;

  it.each(handlers)('does not change %s', async (_, make) => {
    const clean = await outcomeOf(make, event);
    const found: string[] = [];

    for (const member of members) {
      for (const value of ['https://forged', { forged: 'forged' }, true]) {
        // oxlint-disable-next-line no-await-in-loop -- one pollution at a time
        const outcome = await outcomeWith(member, value, make, event);
        if (outcome !== clean) found.push(`${member}: ${outcome}`);
      }
    }

    expect(found).toEqual([]);
  });
});
