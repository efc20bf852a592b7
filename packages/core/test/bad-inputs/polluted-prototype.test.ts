import middy from '@middy/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  HttpError,
  noContent,
  type ProxyHandler,
  proxyHandler,
  proxyMiddlewares,
  redirect,
  reply,
  sse,
  type StandardSchema,
} from '../../src/index.ts';
import { frontDoorEvent, frontDoors, lambdaContext } from '../events.ts';

// Members of events, requests, replies, errors, options, hooks and of what lies between them.
const members =
  `0 1 2 3 4 accessKey authorizer basePath before after onError beforeHandler afterHandler beforeMiddleware afterMiddleware
  beforePrefetch body cause clientIp code cognitoIdentityId compression configurable cookies cors credentials data destroy cancel defaults description detail
  domain earlyResponse enumerable errorShape errors etag event exceptSources expires expose exposedHeaders forged fullPath get headers host
  httpMethod httpOnly id identity internal isBase64Encoded issues limits log logError maxAge maxResultBytes members message
  issuerDN method methods middlewares mount multi multiValueHeaders name onReply options origins params parsers partitioned
  passthrough path plugin principalOrgId principalOrgID priority protocol proxy queries query rawBody rawPath receivedAt redact replyDefaults requestEnd
  requestId requestStart response retry route sameSite secure securityHeaders sessionName set single source stage status statusCode
  statusDescription steps stream streaming streams title trustedHops type user userId value values vary version writable write`.split(
    /\s+/,
  );

type Handlers = readonly (readonly [name: string, make: () => ProxyHandler])[];

const anyValue: StandardSchema = {
  '~standard': { version: 1, vendor: 'test', validate: (value) => ({ value }) },
};

const requestHandlers: Handlers = [
  ['the members of the request', () => proxyHandler((request) => JSON.stringify(request))],
  [
    'what schemas make of a request, and of a reply',
    () =>
      proxyHandler({ body: anyValue, query: anyValue, response: anyValue }, ({ body, query }) => ({
        body,
        query,
      })),
  ],
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

/** Each member that, given to all objects, changes an outcome. */
async function findChanges(
  make: () => ProxyHandler,
  event: unknown,
  values: readonly unknown[],
  names: readonly string[] = members,
): Promise<string[]> {
  const clean = await outcomeOf(make, event);
  const found: string[] = [];
  for (const member of names) {
    for (const value of values) {
      // oxlint-disable-next-line no-await-in-loop -- one pollution at a time
      const outcome = await outcomeWith(member, value, make, event);
      if (outcome !== clean) found.push(`${member}: ${outcome}`);
    }
  }
  return found;
}

const forged = ['https://forged', { forged: 'forged' }, true];

describe.each(frontDoors)('CORE-25: a polluted prototype, behind %s', (frontDoor) => {
  const headers = { 'content-type': 'application/json', origin: 'https://app.example' };

  it.each(requestHandlers)('does not change %s', async (_, make) => {
    const event = frontDoorEvent(frontDoor, { headers });

    expect(await outcomeOf(make, event)).not.toMatch(/"statusCode":[45]|Error/);
    // The last two are a marker of an event, and the name of a header.
    expect(await findChanges(make, event, [...forged, 'AWS', 'content-type'])).toEqual([]);
  });

  const isOneOfItsKind = ['rest-api', 'http-api', 'alb', 'lambda'].includes(frontDoor);

  it.each(isOneOfItsKind ? replyHandlers : [])('does not change %s', async (_, make) => {
    const body = '{"a":{"constructor":{"prototype":{}}}}';

    expect(await findChanges(make, frontDoorEvent(frontDoor, { headers, body }), forged)).toEqual(
      [],
    );
  });
});

describe('CORE-25: a polluted prototype', () => {
  const iam = { userArn: 'arn:aws:iam::123456789012:user/me' };

  it.each([
    ['a signed request of a REST API', 'rest-api', { identity: iam }],
    ['a client certificate', 'rest-api', { identity: { clientCert: {} } }],
    ['a Lambda authorizer without a principal', 'rest-api', { authorizer: { tenant: 'a' } }],
    ['a signed request of an HTTP API', 'http-api', { authorizer: { iam } }],
    ['an identity pool', 'http-api', { authorizer: { iam: { ...iam, cognitoIdentity: {} } } }],
    ['a token without claims', 'http-api', { authorizer: { jwt: {} } }],
    ['a principal of VPC Lattice', 'vpc-lattice', { identity: { principal: 'me' } }],
  ] as const)('adds nothing to the identity of %s', async (_, frontDoor, context) => {
    const event = frontDoorEvent(frontDoor);
    const requestContext = { ...(event['requestContext'] as object), ...context };
    const make = (): ProxyHandler => proxyHandler(({ identity }) => identity);

    expect(await outcomeOf(make, { ...event, requestContext })).not.toContain('"none');
    expect(await findChanges(make, { ...event, requestContext }, forged)).toEqual([]);
  });

  it('does not keep middlewares from answering early', async () => {
    const chain = middy()
      .use(proxyMiddlewares())
      .before(() => ({ statusCode: 202, body: 'early' }));
    const make = (): ProxyHandler => chain.handler(() => 'late') as unknown as ProxyHandler;

    const event = frontDoorEvent('http-api');

    expect(await outcomeOf(make, event)).toContain('early');
    // What else there is middy reads itself.
    expect(await findChanges(make, event, forged, ['value', 'writable', 'response'])).toEqual([]);
  });

  it('does not change a web request', async () => {
    const make = (): ProxyHandler => proxyHandler((request) => request.toWebRequest().text());
    const event = frontDoorEvent('http-api');
    const options = ['body', 'cache', 'credentials', 'headers', 'method', 'mode', 'redirect'];

    expect(await outcomeOf(make, event)).toContain('Hello World');
    // What else there is Node's own `Request` reads.
    expect(await findChanges(make, event, forged, options)).toEqual([]);
  });
});
