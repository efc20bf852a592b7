import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { proxyHandler } from '../../src/index.ts';
import { parseContentType } from '../../src/request/content-type.ts';
import { requestThrough, statusOf } from '../calls.ts';
import { frontDoorEvent, httpFrontDoors, lambdaContext } from '../events.ts';
import { numRuns } from '../requests.ts';
import * as z from 'zod';

const bodyStatus = (type: string, body = '{"a":1}') =>
  statusOf(() => requestThrough('http-api', { headers: { 'content-type': type }, body }).body);

describe.each(httpFrontDoors)('CORE-38: a required body through %s', (frontDoor) => {
  const handler = proxyHandler({ body: z.object({ a: z.number() }) }, ({ body }) => body);

  it('is a 415 without a content type', async () => {
    const event = frontDoorEvent(frontDoor, { headers: {}, body: '{"a":1}' });
    const outcome = await handler(event, lambdaContext()).catch(String);

    expect(JSON.stringify(outcome)).toContain('415');
  });
});

describe('the content type of a body', () => {
  it.each(['', 'undefined', '__proto__', 'application', 'application/', '/json'])(
    'CORE-38: is refused when it is none: "%s"',
    (type) => {
      expect(bodyStatus(type)).toBe(415);
    },
  );

  it.each([
    ' application/json',
    'application/json\ta',
    'application/json garbage',
    'application/json, text/plain',
    'application/json; a=b c',
    'application/json; charset="utf-8',
  ])('CORE-39: is refused when it is malformed: "%s"', (type) => {
    expect(bodyStatus(type)).toBe(415);
  });

  it.each([
    'APPLICATION/JSON; Charset="UTF-8"',
    'application/json ; charset=utf-8',
    'application/json;;charset=utf-8;',
    'application/problem+json',
    'application/vnd.api+json;version=1',
  ])('CORE-40: is read without regard to case, parameters and suffix: "%s"', (type) => {
    expect(bodyStatus(type)).toBe(200);
  });

  it.each(['application/json; charset=utf-99', 'application/json; charset=utf-16le'])(
    'CORE-41: is refused for JSON in another charset: "%s"',
    (type) => {
      expect(bodyStatus(type)).toBe(415);
    },
  );

  it('CORE-42: decides that text is not parsed as JSON', () => {
    const headers = { 'content-type': 'text/plain' };

    expect(requestThrough('http-api', { headers, body: '{"a":1}' }).body).toBe('{"a":1}');
  });

  it('CORE-43: may be as long as it likes', () => {
    expect(parseContentType(`text/plain${';a=b'.repeat(16_000)}`)?.type).toBe('text/plain');
    expect(parseContentType(`text/plain;${' \t'.repeat(50_000)}"`)).toBeUndefined();
    expect(parseContentType(`text/plain;a="${'\\"'.repeat(50_000)}`)).toBeUndefined();
  });

  it('CORE-44: gives the bytes of a multipart body, whatever its boundary', () => {
    for (const parameter of ['', '; boundary=', `; boundary=${'b'.repeat(200)}`]) {
      const type = `multipart/form-data${parameter}`;
      const status = bodyStatus(type);

      expect([200, 415]).toContain(status);
    }
  });
});

describe('parseContentType', () => {
  const token = fc.stringMatching(/^[a-z][a-z0-9.+-]{0,8}$/);

  it('gives type and charset of anything that is well formed', () => {
    const parts = fc.tuple(token, token, fc.constantFrom('', ' ', '\t'), token, fc.boolean());
    fc.assert(
      fc.property(parts, ([type, subtype, blank, charset, isQuoted]) => {
        const value = isQuoted ? `"${charset}"` : charset;
        const header = `${type}/${subtype}${blank};${blank}x=1;charset=${value.toUpperCase()}`;

        expect(parseContentType(header)).toMatchObject({ type: `${type}/${subtype}`, charset });
      }),
      { numRuns },
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (header) => {
        expect(() => parseContentType(header)).not.toThrow();
      }),
      { numRuns },
    );
  });

  it('takes the first charset', () => {
    expect(parseContentType('text/plain; charset=a; charset=b')?.charset).toBe('a');
  });
});
