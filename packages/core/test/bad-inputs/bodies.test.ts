import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodeText } from '../../src/request/decode-text.ts';
import { parseJson } from '../../src/request/parse-json.ts';
import { requestOf, requestThrough, statusOf } from '../calls.ts';
import { frontDoorEvent, httpFrontDoors } from '../events.ts';
import { numRuns } from '../requests.ts';

const withType = (type: string) => ({ 'content-type': type });

describe.each(httpFrontDoors)('a JSON body through %s', (frontDoor) => {
  it.each(['{"a":', '{} trailing', "{'a':1}", 'NaN', '{"a":1} // x', 'undefined'])(
    'CORE-26: is refused as malformed: %s',
    (body) => {
      const request = requestThrough(frontDoor, { body });

      expect(() => request.body).toThrow('body is not valid JSON');
      expect(statusOf(() => request.body)).toBe(400);
    },
  );

  it('CORE-27: may begin with a byte order mark', () => {
    expect(requestThrough(frontDoor, { body: '\uFEFF{"a":1}' }).body).toEqual({ a: 1 });
  });

  it('CORE-32: has the numbers and keys that JSON.parse gives', () => {
    const body = '{"a":1e400,"b":-0,"c":9007199254740993,"d":1,"d":2,"e":"\\ud800"}';

    expect(requestThrough(frontDoor, { body }).body).toEqual(JSON.parse(body));
  });

  it('does not fail a GET or HEAD with a body', () => {
    for (const method of ['GET', 'HEAD']) {
      expect(requestThrough(frontDoor, { method, body: '{"a":1}' }).body).toEqual({ a: 1 });
    }
  });
});

describe('parseJson', () => {
  it.each([65, 10_000, 100_000, 1_000_000])(
    'CORE-28: refuses %d levels, of lists and of objects',
    (levels) => {
      expect(statusOf(() => parseJson('['.repeat(levels) + ']'.repeat(levels)))).toBe(400);
      const objects = `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
      expect(statusOf(() => parseJson(objects))).toBe(400);
    },
  );

  it('CORE-28: accepts as many levels as the limit', () => {
    expect(statusOf(() => parseJson('['.repeat(64) + ']'.repeat(64)))).toBe(200);
    expect(statusOf(() => parseJson('[[1]]', 2))).toBe(200);
    expect(statusOf(() => parseJson('[[{}]]', 2))).toBe(400);
    expect(statusOf(() => parseJson('[]', 0))).toBe(400);
    expect(statusOf(() => parseJson('{"a":[{"b":[1]}]}', 3))).toBe(400);
  });

  it('does not take brackets in text for levels', () => {
    const text = JSON.stringify(['[{'.repeat(100_000), '"\\[['.repeat(10)]);

    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it('does not count levels that are closed again', () => {
    const text = `[${Array.from({ length: 60_000 }, () => '{}').join()}]`;

    expect(statusOf(() => parseJson(text, 2))).toBe(200);
  });

  it('gives what JSON.parse gives, or refuses a key that may reach a prototype', () => {
    fc.assert(
      fc.property(fc.json({ depthSize: 'medium' }), (text) => {
        const isForbidden = text.includes('__proto__') || text.includes('constructor');
        const isRefused = statusOf(() => parseJson(text)) === 400;
        expect(isRefused || JSON.stringify(parseJson(text))).toBe(
          (isRefused && isForbidden) || JSON.stringify(JSON.parse(text)),
        );
      }),
      { numRuns },
    );
  });

  it('CORE-33: takes an object of half a million keys and a megabyte of blanks', () => {
    const many = JSON.stringify(
      Object.fromEntries(Array.from({ length: 500_000 }, (_, index) => [`k${index}`, 0])),
    );

    expect(Object.keys(parseJson(many) as object)).toHaveLength(500_000);
    expect(parseJson(`${' '.repeat(1_000_000)}1`)).toBe(1);
  });
});

describe.each(httpFrontDoors)('the size of a body through %s', (frontDoor) => {
  const limits = { bodyBytes: 10 };

  it('CORE-29: is measured in decoded bytes', () => {
    const text = (body: string) => frontDoorEvent(frontDoor, {}, { body, isBase64Encoded: false });

    expect(statusOf(() => requestOf(text('1234567890'), { limits }).check())).toBe(200);
    expect(statusOf(() => requestOf(text('12345678901'), { limits }).check())).toBe(413);
    expect(statusOf(() => requestOf(text('ééééé'), { limits }).check())).toBe(200);
    expect(statusOf(() => requestOf(text('éééééé'), { limits }).check())).toBe(413);
  });

  it('CORE-29: is measured behind base64', () => {
    const base64 = (size: number) =>
      frontDoorEvent(
        frontDoor,
        {},
        {
          body: Buffer.alloc(size).toString('base64'),
          isBase64Encoded: true,
          is_base64_encoded: true,
        },
      );

    for (const [size, status] of [
      [9, 200],
      [10, 200],
      [11, 413],
      [12, 413],
    ] as const) {
      expect(statusOf(() => requestOf(base64(size), { limits }).check())).toBe(status);
    }
  });

  it('CORE-29: is limited to what Lambda takes unless the options say otherwise', () => {
    const event = frontDoorEvent(frontDoor, {}, { body: 'x'.repeat(10_000_000) });

    expect(statusOf(() => requestOf(event).check())).toBe(413);
    expect(statusOf(() => requestOf(event, { limits: { bodyBytes: 1e8 } }).check())).toBe(200);
  });

  it('CORE-30, CORE-31: has nothing to do with what headers say of it', () => {
    const headers = {
      'content-type': 'application/json',
      'content-length': '1e9',
      'transfer-encoding': 'ChUnKeD',
    };

    expect(requestThrough(frontDoor, { headers, body: '{"a":1}' }).body).toEqual({ a: 1 });
  });
});

describe('a base64 body', () => {
  const request = (
    body: unknown,
    type = 'application/json',
    flag: { isBase64Encoded: unknown } = { isBase64Encoded: true },
  ) => requestOf(frontDoorEvent('http-api', { headers: withType(type) }, { body, ...flag }));

  it.each(['%%%', 'YQ=', 'YQ==junk', 'Y Q==', 'Y-_=', 'é===', '=', 'YQ==='])(
    'CORE-34: is refused when it is not base64: %s',
    (body) => {
      expect(statusOf(() => request(body).body)).toBe(400);
      expect(statusOf(() => request(body).rawBody)).toBe(400);
    },
  );

  it('CORE-35: is refused when it must be text and is not', () => {
    const bytes = Buffer.from([0xff, 0xfe]).toString('base64');

    expect(statusOf(() => request(bytes).body)).toBe(400);
    expect(statusOf(() => request(bytes, 'text/plain').body)).toBe(400);
    expect(request(bytes, 'image/png').body).toEqual(Buffer.from([0xff, 0xfe]));
  });

  it.each(['true', 1, undefined, {}])('CORE-36: is one only by a boolean, not by %j', (flag) => {
    expect(request('"YQ=="', undefined, { isBase64Encoded: flag }).body).toBe('YQ==');
  });

  it('round-trips any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const body = Buffer.from(bytes).toString('base64');
        const { rawBody } = request(body, 'application/octet-stream');
        expect(Buffer.from(rawBody ?? [])).toEqual(Buffer.from(bytes));
      }),
      { numRuns },
    );
  });
});

describe.each(httpFrontDoors)('CORE-37: a content encoding through %s', (frontDoor) => {
  it('is refused, as nothing here inflates', () => {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };

    expect(statusOf(() => requestThrough(frontDoor, { headers, body: '{}' }).body)).toBe(415);
  });
});

describe('a text body', () => {
  const text = (bytes: Uint8Array, charset: string) =>
    requestOf(
      frontDoorEvent(
        'http-api',
        { headers: withType(`text/plain; charset=${charset}`) },
        { body: Buffer.from(bytes).toString('base64'), isBase64Encoded: true },
      ),
    ).body;

  it('is decoded by its charset', () => {
    expect(text(Buffer.from('é'), 'utf-8')).toBe('é');
    expect(text(Buffer.from('é'), '"UTF-8"')).toBe('é');
    expect(text(Buffer.from([0xe9]), 'iso-8859-1')).toBe('é');
    expect(text(Buffer.from('é', 'utf16le'), 'utf-16')).toBe('é');
    expect(text(Buffer.from('é', 'utf16le'), 'utf-16le')).toBe('é');
    expect(text(Buffer.from([0x00, 0xe9]), 'utf-16be')).toBe('é');
    expect(text(Buffer.from('x'), 'us-ascii')).toBe('x');
  });

  it('is refused in a charset that nobody knows', () => {
    expect(statusOf(() => text(Buffer.from('x'), 'utf-99'))).toBe(415);
    expect(statusOf(() => decodeText(Buffer.from([0]), '__proto__'))).toBe(415);
  });

  it('is text as it is when the front door has decoded it', () => {
    const { body } = requestThrough('rest-api', { headers: withType('text/html'), body: '<p>é' });

    expect(body).toBe('<p>é');
  });
});

describe.each(httpFrontDoors)('a form through %s', (frontDoor) => {
  const headers = withType('application/x-www-form-urlencoded; charset=utf-8');

  it('is a record of texts and lists', () => {
    const { body } = requestThrough(frontDoor, { headers, body: 'a=1&b=x+y%21&b=&c' });

    expect(body).toEqual({ a: '1', b: ['x y!', ''], c: '' });
  });

  it('CORE-51: is refused above the limit of fields', () => {
    const request = requestThrough(frontDoor, { headers, body: 'a=1&'.repeat(1001) });

    expect(statusOf(() => request.body)).toBe(400);
  });
});

describe('a body of another kind', () => {
  it('is its bytes', () => {
    for (const type of [
      'image/png',
      'application/octet-stream',
      'multipart/form-data; boundary=x',
    ]) {
      const { body } = requestThrough('http-api', { headers: withType(type), body: 'bytes' });

      expect(body).toEqual(Buffer.from('bytes'));
    }
  });

  it('is its bytes without a content type', () => {
    expect(requestThrough('http-api', { headers: {}, body: '{}' }).body).toEqual(Buffer.from('{}'));
  });
});
