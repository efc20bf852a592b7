import middy from '@middy/core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';

import { proxyHandler } from '../src/index.ts';
import { multipart, type MultipartOptions } from '../src/multipart.ts';
import { frontDoorEvent, lambdaContext } from './events.ts';

/** A form as a browser would send it. */
async function formEvent(form: FormData, frontDoor: 'rest-api' | 'http-api' = 'http-api') {
  const request = new Request('https://api.test/', { method: 'POST', body: form });
  const body = new Uint8Array(await request.arrayBuffer());
  const headers = { 'content-type': request.headers.get('content-type') ?? '' };
  return frontDoorEvent(frontDoor, { headers, body });
}

async function parse(event: unknown, options?: MultipartOptions, limits = {}) {
  const seen: unknown[] = [];
  const handler = proxyHandler({ parsers: [multipart(options)], limits }, ({ body }) => {
    seen.push(body);
  });
  const { statusCode, body } = (await handler(event, lambdaContext())) as Record<string, string>;
  const problem = body === undefined || body === '' ? {} : (JSON.parse(body) as object);
  return { statusCode: Number(statusCode), problem, body: seen[0] as Record<string, unknown> };
}

const event = (type: string, body: string) =>
  frontDoorEvent('rest-api', { headers: { 'content-type': type }, body });

afterEach(() => {
  vi.restoreAllMocks();
});

describe('multipart', () => {
  it('gives fields as text, files with their bytes, and lists of what comes several times', async () => {
    const form = new FormData();
    form.append('name', 'Ada é');
    form.append('tag', 'a');
    form.append('tag', 'b');
    form.append('tag', 'c');
    const bytes = new Uint8Array([0, 255, 13, 10]);
    form.append('file', new File([bytes], 'a.bin', { type: 'image/png' }));

    const { body } = await parse(await formEvent(form));

    expect(Object.getPrototypeOf(body)).toBeNull();
    expect({ ...body }).toEqual({
      name: 'Ada é',
      tag: ['a', 'b', 'c'],
      file: { filename: 'a.bin', type: 'image/png', content: Buffer.from(bytes) },
    });
  });

  it('keeps fields and files in their order', async () => {
    const form = new FormData();
    for (const [name, value] of [
      ['f', new Blob(['1'])],
      ['a', '2'],
      ['f', '3'],
      ['f', new Blob(['4'])],
      ['f', '5'],
    ] as const) {
      form.append(name, value);
    }

    const { body } = await parse(await formEvent(form));

    expect(Object.keys(body)).toEqual(['f', 'a']);
    expect(body['f']).toEqual([
      expect.objectContaining({ content: Buffer.from('1') }),
      '3',
      expect.objectContaining({ content: Buffer.from('4') }),
      '5',
    ]);
  });

  it('has its form before schemas look at the body', async () => {
    const form = new FormData();
    form.append('name', 'Ada');
    const body = z.object({ name: z.string() });
    const handler = proxyHandler({ parsers: [multipart()], body }, (request) => request.body.name);

    const result = await handler(await formEvent(form, 'rest-api'), lambdaContext());

    expect(result).toMatchObject({ statusCode: 200, body: 'Ada' });
  });

  it('takes fields that would reach a prototype as fields (CORE-24)', async () => {
    const form = new FormData();
    form.append('__proto__', '1');
    form.append('__proto__[x]', '1');
    form.append('a.__proto__.x', '1');

    const { body } = await parse(await formEvent(form));

    expect(Object.entries(body)).toEqual([
      ['__proto__', '1'],
      ['__proto__[x]', '1'],
      ['a.__proto__.x', '1'],
    ]);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it.each([
    'multipart/form-data',
    'multipart/form-data; boundary=""',
    `multipart/form-data; boundary=${'b'.repeat(71)}`,
    `multipart/form-data; boundary="${'b'.repeat(71)}"`,
    `multipart/form-data; boundary="${'b '.repeat(36)}"`,
    'multipart/form-data; x="; boundary=b"',
    String.raw`multipart/form-data; boundary="a\"b"`,
    String.raw`multipart/form-data; boundary="a\\b"`,
  ])('CORE-44: refuses a form without a valid boundary: %j', async (type) => {
    expect(await parse(event(type, '--b--'))).toMatchObject({
      statusCode: 400,
      problem: { detail: 'form has no valid boundary' },
    });
  });

  it.each([
    ['boundary=', 415],
    ['boundary="a\r\nb"', 400],
  ])('CORE-44: refuses the boundary of %j', async (parameter, status) => {
    const { statusCode } = await parse(event(`multipart/form-data; ${parameter}`, '--b--'));

    expect(statusCode).toBe(status);
  });

  it('takes a boundary of 70 characters (RFC 2046, 5.1.1)', async () => {
    const boundary = 'b'.repeat(70);
    const body = `--${boundary}\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n--${boundary}--\r\n`;

    const parsed = await parse(event(`multipart/form-data; boundary=${boundary}`, body));

    expect({ ...parsed.body }).toEqual({ x: '1' });
  });

  it.each(['', '; filename="a.txt"'])('refuses a form that ends too early, in %j', async (more) => {
    const body = `--b\r\nContent-Disposition: form-data; name="a"${more}\r\n\r\n1`;

    expect(await parse(event('multipart/form-data; boundary=b', body))).toMatchObject({
      statusCode: 400,
      problem: { detail: 'form is malformed' },
    });
  });

  it.each([
    '--b; filename="a"\r\n--b--',
    '--b\r\nContent-Disposition: form-data; name="a"\r\n--b--\r\n',
    '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b\r\nX: y\r\n--b--\r\n',
  ])('refuses a form with headers that do not end, at once: %j', async (body) => {
    expect(await parse(event('multipart/form-data; boundary=b', body))).toMatchObject({
      statusCode: 400,
      problem: { detail: 'form is malformed' },
    });
  });

  it('CORE-35: refuses a field whose bytes are no text, and takes what a client has replaced', async () => {
    const withValue = (...value: number[]) => {
      const start = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n';
      const body = Buffer.concat([
        Buffer.from(start),
        Buffer.of(...value),
        Buffer.from('\r\n--b--'),
      ]);
      return frontDoorEvent('http-api', {
        headers: { 'content-type': `${form}; boundary=b` },
        body,
      });
    };
    const form = 'multipart/form-data';

    expect(await parse(withValue(0x61, 0xff))).toMatchObject({
      statusCode: 400,
      problem: { detail: 'field "a" is not text in its charset' },
    });
    expect({ ...(await parse(withValue(0xef, 0xbf, 0xbd))).body }).toEqual({ a: '\uFFFD' });
  });

  it('refuses files and forms above the limits', async () => {
    const form = new FormData();
    form.append('a', new File(['12345'], 'a.txt'));
    form.append('b', '1');

    expect(await parse(await formEvent(form), { fileBytes: 4 })).toMatchObject({
      statusCode: 413,
      problem: { detail: 'file "a" is larger than 4 bytes' },
    });
    expect(await parse(await formEvent(form), { parts: 1 })).toMatchObject({
      statusCode: 413,
      problem: { detail: 'form has more than 1 parts' },
    });
    expect((await parse(await formEvent(form), { parts: 2, fileBytes: 5 })).statusCode).toBe(204);
  });

  it.each(["a_b.c'd:e", '----=_Part_1.2'])(
    'takes the boundary %s without quotes',
    async (boundary) => {
      const body = `--${boundary}\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n--${boundary}--\r\n`;

      const parsed = await parse(event(`multipart/form-data;boundary=${boundary}`, body));

      expect({ ...parsed.body }).toEqual({ x: '1' });
    },
  );

  it.each(['', '; filename="a.txt"'])(
    'refuses a part without a name (RFC 7578, 4.2), with %j',
    async (more) => {
      const body = `--b\r\nContent-Disposition: form-data${more}\r\n\r\n1\r\n--b--\r\n`;

      expect(await parse(event('multipart/form-data; boundary=b', body))).toMatchObject({
        statusCode: 400,
        problem: { detail: 'form has a part without a name' },
      });
    },
  );

  it('refuses a form with a content encoding, and takes no notice of one without a form (CORE-37)', async () => {
    const through = (body: string) =>
      frontDoorEvent('rest-api', {
        headers: { 'content-type': 'multipart/form-data; boundary=b', 'content-encoding': 'gzip' },
        body,
      });
    const form = '--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n--b--\r\n';

    expect((await parse(through(form))).statusCode).toBe(415);
    expect((await parse(through(''))).statusCode).toBe(204);
  });

  it('takes boundaries in quotes', async () => {
    const body = '--a b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n--a b--\r\n';

    const parsed = await parse(event('multipart/form-data; charset=utf-8; boundary="a b"', body));

    expect({ ...parsed.body }).toEqual({ x: '1' });
  });

  it('leaves alone what is no request', async () => {
    const chain = middy<unknown, unknown>()
      .use(multipart())
      .handler(async () => 'ok');

    expect(await chain({} as never, lambdaContext())).toBe('ok');
  });

  it('takes a form whose type is written in capitals', async () => {
    const body = '--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n--b--\r\n';

    const parsed = await parse(event('Multipart/Form-Data;Boundary=b', body));

    expect({ ...parsed.body }).toEqual({ x: '1' });
  });

  it('leaves every other body alone', async () => {
    expect((await parse(frontDoorEvent('rest-api'))).body).toEqual({ message: 'Hello World' });
    expect(
      (await parse(frontDoorEvent('rest-api', { headers: {}, body: '' }))).body,
    ).toBeUndefined();
    const empty = event('multipart/form-data; boundary=b', '');
    expect(await parse(empty)).toMatchObject({ statusCode: 204, body: undefined });
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect((await parse(event('multipart/form', 'x'))).statusCode).toBe(204);
  });
});
