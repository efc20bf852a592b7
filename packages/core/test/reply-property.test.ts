import { readResult } from '@org/local-gateway/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type IntegrationError, reply } from '../src/index.ts';
import { shapeReply } from '../src/reply/shape-reply.ts';
import { detectSource } from '../src/sources/sources.ts';
import { httpFrontDoors } from './answer.ts';
import { frontDoorEvent } from './events.ts';

// Ten front doors: 100,000 replies where it counts.
const runs = Number(process.env['FAST_CHECK_RUNS'] ?? (process.env['CI'] ? 10_000 : 1000));

const request = { method: 'GET', target: '/', headers: [], body: new Uint8Array(0) };
const options = { binaryMediaTypes: ['*/*'], envelope: true };

// The front doors own some names; the rest goes through as it is, `constructor` too.
const names = fc.oneof(
  fc.stringMatching(/^x-[!#$%&'*+.^_`|~\dA-Za-z-]{1,12}$/),
  fc.constantFrom('Location', 'ETag', 'cache-control', 'constructor', 'Vary', 'link'),
);
const lines = fc.oneof(
  fc.constantFrom('', 'a, b', 'ü'),
  fc.stringMatching(/^[\t\x20-\x7E\xA0-\xFF]{0,20}$/),
);
const values = fc.oneof(
  lines,
  fc.integer(),
  fc.boolean(),
  fc.date({ noInvalidDate: true, min: new Date(0) }),
  fc.uniqueArray(lines, { maxLength: 3 }),
  fc.constantFrom(undefined, null),
);
const cookies = fc.uniqueArray(
  fc.stringMatching(/^[a-z]{1,4}=[\w-]{0,8}(; Path=\/|; Expires=Wed, 09 Jun 2027 10:18:14 GMT)?$/),
  { maxLength: 4 },
);
const bodies = fc.oneof(
  fc.constant(undefined),
  fc.string({ unit: 'binary' }),
  fc.jsonValue(),
  fc.uint8Array(),
);
type GeneratedReply = typeof replies extends fc.Arbitrary<infer Generated> ? Generated : never;

const repliesFrom = (min: number, max: number) => withStatus(fc.integer({ min, max }));
const replies = withStatus(fc.option(fc.integer({ min: 200, max: 599 }), { nil: undefined }));

function withStatus(statusCode: fc.Arbitrary<number | undefined>) {
  const headers = fc.dictionary(names, values, { maxKeys: 5 });
  return fc.record({ body: bodies, init: fc.record({ statusCode, headers, cookies }) });
}

describe.each(httpFrontDoors)('any reply behind %s', (frontDoor) => {
  const event = frontDoorEvent(frontDoor, { method: 'GET', headers: {}, body: '' });

  it('is a result that the front door accepts, and the response that the client gets', () => {
    fc.assert(
      fc.property(replies, ({ body, init }) => {
        const result = detectSource(event).toResult(shapeReply(reply(body, init)), event);

        const response = readResult(frontDoor, result, request, options);

        expect(response.reason).toBeUndefined();
        expect(response.statusCode).toBe(statusOf(body, init));
        expect(cookiesOf(response.headers)).toEqual(init.cookies);
        expect(sent(response.headers, init)).toEqual(said(init));
        expect(Buffer.from(response.body)).toEqual(
          hasBody(response.statusCode) ? bytesOf(body) : Buffer.alloc(0),
        );
      }),
      { numRuns: runs },
    );
  });
});

describe('any reply behind websocket', () => {
  const event = frontDoorEvent('websocket', { method: 'POST' });

  it('is a result that the front door accepts', () => {
    fc.assert(
      fc.property(replies, ({ body, init }) => {
        const result = detectSource(event).toResult(shapeReply(reply(body, init)), event);

        expect(readResult('websocket', result, request).reason).toBeUndefined();
      }),
      { numRuns: runs },
    );
  });
});

describe('any reply behind lambda', () => {
  const event = frontDoorEvent('lambda', { method: 'GET', headers: {}, body: '' });
  const resultOf = ({ body, init }: GeneratedReply) =>
    detectSource(event).toResult(shapeReply(reply(body, init)), event);

  it('is a JSON value below 400', () => {
    fc.assert(
      fc.property(repliesFrom(200, 399), (generated) => {
        const result = resultOf(generated);

        expect(result).not.toBeInstanceOf(Error);
        expect(() => JSON.stringify(result)).not.toThrow();
      }),
      { numRuns: runs },
    );
  });

  it('is an error that the integration responses understand from 400 on', () => {
    fc.assert(
      fc.property(repliesFrom(400, 599), (generated) => {
        const { message } = resultOf(generated) as IntegrationError;

        expect(message).toMatch(/^\{"statusCode":[45]\d\d,/);
        expect(JSON.parse(message)).toMatchObject({ statusCode: generated.init.statusCode });
      }),
      { numRuns: runs },
    );
  });
});

type Lines = readonly (readonly [string, string])[];
type Init =
  typeof replies extends fc.Arbitrary<infer R extends { init: unknown }> ? R['init'] : never;

function statusOf(body: unknown, { statusCode }: Init): number {
  return statusCode ?? (body === undefined || body === null ? 204 : 200);
}

function hasBody(statusCode: number): boolean {
  return statusCode !== 204 && statusCode !== 205 && statusCode !== 304;
}

function cookiesOf(headers: Lines): string[] {
  return headers.filter(([name]) => name.toLowerCase() === 'set-cookie').map(([, value]) => value);
}

/** The headers that the reply says, as texts by lower-case name. */
function said({ headers }: Init): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    delete texts[name.toLowerCase()];
    const list = (Array.isArray(value) ? value : [value]).filter(
      (item) => item !== undefined && item !== null,
    );
    if (list.length > 0) texts[name.toLowerCase()] = list.map(toText).join(', ');
  }
  return texts;
}

function toText(value: unknown): string {
  return value instanceof Date ? value.toUTCString() : String(value);
}

/** The same headers as the client gets them. */
function sent(lines: Lines, init: Init): Record<string, string> {
  const texts: Record<string, string> = {};
  const wanted = said(init);
  for (const [name, value] of lines) {
    const lower = name.toLowerCase();
    if (!Object.hasOwn(wanted, lower)) continue;
    texts[lower] = Object.hasOwn(texts, lower) ? `${texts[lower]}, ${value}` : value;
  }
  return texts;
}

function bytesOf(body: unknown): Buffer {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (body instanceof Uint8Array) return Buffer.from(body);
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
