import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod';

import { UnrecognizedEventError } from '../../src/errors/errors.ts';
import { proxyHandler } from '../../src/index.ts';
import { multipart } from '../../src/multipart.ts';
import { parseBody } from '../../src/request/parse-body.ts';
import type { ProxySource } from '../../src/sources/source.ts';
import { detectSource, sources } from '../../src/sources/sources.ts';
import { requestOf as toRequest, statusOf } from '../calls.ts';
import { deepFreeze, frontDoorEvent, frontDoors, lambdaContext } from '../events.ts';
import { hostileEvents } from '../hostile-events.ts';
import { numRuns } from '../requests.ts';

const members = [
  'method',
  'path',
  'route',
  'params',
  'query',
  'queries',
  'headers',
  'cookies',
  'body',
  'rawBody',
  'host',
  'protocol',
  'clientIp',
  'identity',
  'requestId',
  'traceId',
  'stage',
  'basePath',
  'receivedAt',
] as const;

describe.each(frontDoors)('the source of %s', (frontDoor) => {
  it('is the one that is detected, and no other one matches', () => {
    const event = frontDoorEvent(frontDoor);

    const source = detectSource(event);

    expect(source.name).toBe(frontDoor.replace('-multi-value', ''));
    expect(sources.filter(({ matches }) => matches(event))).toEqual([source]);
    expect(source.matches({})).toBe(false);
  });

  it('reads a frozen event and leaves it as it was (CORE-14)', () => {
    const event = deepFreeze(frontDoorEvent(frontDoor));
    const before = JSON.stringify(event);

    const members = toRequest(event).toJSON();

    expect(members['method']).toMatch(/^[A-Z]+$/);
    expect(JSON.stringify(event)).toBe(before);
  });

  it('gives maps without a prototype that are not parts of the event', () => {
    const event = frontDoorEvent(frontDoor);
    const request = toRequest(event);

    for (const member of ['params', 'query', 'queries', 'headers', 'cookies'] as const) {
      expect(Object.getPrototypeOf(request[member])).toBeNull();
      Reflect.set(request[member], 'added', 'by the handler');
    }
    expect(JSON.stringify(event)).not.toContain('by the handler');
  });

  it('gives the event itself', () => {
    const event = frontDoorEvent(frontDoor);

    expect(toRequest(event).event).toBe(event);
  });

  it('computes each member once', () => {
    const request = toRequest(frontDoorEvent(frontDoor));

    for (const member of ['params', 'query', 'queries', 'headers', 'cookies', 'body'] as const) {
      expect(request[member]).toBe(request[member]);
    }
  });

  it('turns into JSON with its plain members', () => {
    const request = toRequest(frontDoorEvent(frontDoor));

    const members = JSON.parse(JSON.stringify(request)) as Record<string, unknown>;

    expect(members).toMatchObject({ source: request.source, headers: { ...request.headers } });
    expect(members).not.toHaveProperty('event');
  });

  it('takes the client address from nothing that the client sent (CORE-49)', () => {
    const forged = { 'x-forwarded-for': '198.51.100.1, unknown', forwarded: 'for=198.51.100.1' };

    const { clientIp } = toRequest(frontDoorEvent(frontDoor, { headers: forged }));

    expect(clientIp).toBe(frontDoor.startsWith('vpc') ? undefined : '203.0.113.7');
  });

  it('takes no identity from a header', () => {
    const forged = {
      authorization: 'Bearer forged',
      'x-amzn-request-context': '{"authorizer":{"principalId":"admin"}}',
      'x-apigateway-event': '{"requestContext":{"identity":{"userArn":"arn:aws:iam::1:root"}}}',
    };

    const { identity } = toRequest(frontDoorEvent(frontDoor, { headers: forged }));

    expect(identity).toEqual({ kind: 'none' });
  });

  it('survives an event with members of any type, at any level', () => {
    fc.assert(
      fc.property(hostileEvents(frontDoor), (event) => {
        const request = sourceOf(event)?.toRequest(event);
        request?.parseBodyWith(parseBody);
        const statuses = members.map((member) => statusOf(() => request?.[member]));

        expect(statuses.every((status) => status < 500)).toBe(true);
        expect(statusOf(() => request?.toWebRequest())).toBeLessThan(500);
      }),
      { numRuns },
    );
  });

  it('has text in the maps of such an event, and a path that begins with a slash', () => {
    fc.assert(
      fc.property(hostileEvents(frontDoor), (event) => {
        const request = sourceOf(event)?.toRequest(event);
        const maps = ['params', 'query', 'headers', 'cookies'] as const;
        const all = maps.flatMap((map) => Object.values(valueOf(() => request?.[map]) ?? {}));
        const lists = Object.values(valueOf(() => request?.queries) ?? {}).flat();

        expect([...all, ...lists].filter((value) => typeof value !== 'string')).toEqual([]);
        expect(valueOf(() => request?.path) ?? '/').toMatch(/^\//);
      }),
      { numRuns },
    );
  });

  it('answers such an event, or says that it is none of a request', async () => {
    vi.spyOn(console, 'warn').mockReturnValue();
    const schemas = { query: z.object({ a: z.string() }), body: z.object({ message: z.string() }) };
    const options = { cors: { origins: '*' as const }, parsers: [multipart()], etag: true };
    const handlers = [
      proxyHandler(options, ({ body }) => ({ isBytes: body instanceof Uint8Array })),
      proxyHandler(schemas, ({ query }) => query.a),
    ];
    const property = fc.asyncProperty(hostileEvents(frontDoor), async (event) => {
      for (const handler of handlers) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const outcome = await handler(event, lambdaContext()).catch(failureOf);
        const { statusCode = 200 } = Object(outcome) as { readonly statusCode?: number };

        expect(statusCode).toBeLessThan(500);
      }
    });
    await fc.assert(property, { numRuns });
    vi.restoreAllMocks();
  });
});

/** What a non-proxy integration is told by an error; nothing else may be thrown but an event that is none. */
function failureOf(error: unknown): unknown {
  if (error instanceof UnrecognizedEventError) return {};
  return JSON.parse(String(Object(error).message));
}

function valueOf<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const answers = [...sources.map(({ name }) => name), 'UnrecognizedEventError'];

function sourceOf(event: unknown): ProxySource | undefined {
  try {
    return detectSource(event);
  } catch {
    return undefined;
  }
}

function nameOrError(event: unknown): string {
  try {
    return detectSource(event).name;
  } catch (error) {
    return error instanceof UnrecognizedEventError ? error.name : String(error);
  }
}

describe('detectSource', () => {
  it('gives one source or an UnrecognizedEventError for anything at all', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (event) => {
        expect(answers).toContain(nameOrError(event));
      }),
      { numRuns: numRuns * 2 },
    );
  });

  it('gives one source or none for any mixture of markers (CORE-04)', () => {
    const context = fc.record(
      {
        elb: fc.constant({ targetGroupArn: 'arn' }),
        serviceArn: fc.constant('arn'),
        connectionId: fc.constant('id'),
        http: fc.constant({ method: 'GET', path: '/' }),
        domainName: fc.constantFrom('a.lambda-url.eu-west-1.on.aws', 'api.test'),
        integrationType: fc.constant('AWS'),
        requestId: fc.constant('id'),
        resourcePath: fc.constant('/'),
      },
      { requiredKeys: [] },
    );
    const event = fc.record(
      {
        version: fc.constantFrom('1.0', '2.0', null),
        httpMethod: fc.constant('GET'),
        method: fc.constant('GET'),
        raw_path: fc.constant('/'),
        rawPath: fc.constant('/'),
        requestContext: context,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(event, (mixed) => {
        expect(answers).toContain(nameOrError(mixed));
        expect(nameOrError(deepFreeze({ ...mixed }))).toBe(nameOrError(mixed));
      }),
      { numRuns: numRuns * 2 },
    );
  });
});
