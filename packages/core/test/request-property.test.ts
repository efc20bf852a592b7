import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { proxyHandler } from '../src/index.ts';
import { multipart } from '../src/multipart.ts';
import { parseContentType } from '../src/request/content-type.ts';
import { decodeBytes, isLonger } from '../src/request/decode-bytes.ts';
import { decodeComponent } from '../src/request/decode-component.ts';
import { copyParams, decodeParams } from '../src/request/decode-params.ts';
import { decodeText } from '../src/request/decode-text.ts';
import { encodePath } from '../src/request/encode-path.ts';
import { clientOf } from '../src/request/forwarded-for.ts';
import { readHost } from '../src/request/host.ts';
import { mountOf, unmount } from '../src/request/mount.ts';
import { parseCookies } from '../src/request/parse-cookies.ts';
import { readHeaders } from '../src/request/read-headers.ts';
import { readIdentityV1, readIdentityV2 } from '../src/request/read-identity.ts';
import { readLatticeIdentity } from '../src/request/read-lattice-identity.ts';
import { addLast, addToList, parseQuery, readQueries } from '../src/request/read-queries.ts';
import { requestOf, statusOf } from './calls.ts';
import { frontDoorEvent, lambdaContext } from './events.ts';
import { numRuns } from './requests.ts';

const text = fc.string({ unit: 'binary' });
const name = fc.oneof(text, fc.constantFrom('__proto__', 'constructor', 'toString', '0', ''));
const wellFormed = fc.string({ unit: 'grapheme' }).map((value) => value.toWellFormed());
/** Text with what parsers look for. */
const punctuated = fc
  .array(
    fc.oneof(text, fc.constantFrom(...Array.from('%;=,&+"\\/:[].? \t\r\n'), '%2F', '%zz', '%C3')),
  )
  .map((parts) => parts.join(''));
/** What JSON can carry, with the members that readers look for. */
const foreign = fc.jsonValue({ maxDepth: 3 });

function check<Ts extends [unknown, ...unknown[]]>(
  ...args: [...{ [K in keyof Ts]: fc.Arbitrary<Ts[K]> }, (...values: Ts) => void]
): void {
  const property = fc.property(...(args as unknown as Parameters<typeof fc.property>));
  fc.assert(property as fc.IProperty<unknown>, { numRuns });
}

function record(...names: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  return fc.dictionary(fc.oneof(fc.constantFrom(...names), name), foreign);
}

describe('parseContentType', () => {
  it('reads the charset behind quoted parameters of any text', () => {
    check(text, (value) => {
      const quoted = value.replaceAll(/["\\]/g, String.raw`\$&`);
      const header = `text/plain; a="${quoted}"; charset=utf-8`;

      expect(parseContentType(header)?.charset).toBe('utf-8');
    });
  });

  it('gives a type of two tokens, or nothing, for anything at all', () => {
    check(punctuated, (header) => {
      expect(parseContentType(`a/b${header}`)?.type ?? 'a/b').toMatch(/^[^\s/;,"]+\/[^\s/;,"]+$/);
    });
  });
});

describe('decodeBytes', () => {
  it('accepts text as base64 only where it is what its bytes are in base64', () => {
    const letters = fc.string({ unit: fc.constantFrom(...Array.from('AQgwZz09+/=-_ \n%é')) });
    check(letters, (body) => {
      const isRefused = statusOf(() => decodeBytes(body, true)) === 400;
      const again = Buffer.from(body, 'base64').toString('base64');
      // The last letter may have bits that no byte takes (RFC 4648, 3.5).
      const end = /[A-Za-z\d+/](={0,2})$/;
      const isBase64 =
        again.length === body.length && again.replace(end, '$1') === body.replace(end, '$1');

      expect(isRefused).toBe(!isBase64);
    });
  });

  it('has as many bytes as isLonger counts', () => {
    check(text, fc.boolean(), (value, isEncoded) => {
      const body = isEncoded ? Buffer.from(value).toString('base64') : value;
      const { byteLength } = decodeBytes(body, isEncoded);

      expect(isLonger(body, isEncoded, byteLength)).toBe(false);
      expect(isLonger(body, isEncoded, byteLength - 1)).toBe(true);
    });
  });
});

describe('decodeText', () => {
  it('is the text that was encoded', () => {
    const latin1 = fc.string({ unit: fc.integer({ min: 0xa0, max: 0xff }).map(toCharacter) });
    check(wellFormed, latin1, (any, latin) => {
      const expected = any.replace(/^\uFEFF/, '');

      expect(decodeText(Buffer.from(any), 'utf-8')).toBe(expected);
      expect(decodeText(Buffer.from(any, 'utf16le'), 'utf-16le')).toBe(expected);
      expect(decodeText(Buffer.from(`\uFEFF${any}`, 'utf16le'), 'utf-16')).toBe(any);
      expect(decodeText(Buffer.from(`\uFEFF${any}`, 'utf16le').swap16(), 'utf-16')).toBe(any);
      expect(decodeText(Buffer.from(latin, 'latin1'), 'iso-8859-1')).toBe(latin);
    });
  });

  it('loses no byte: what is no text in a charset is a 400', () => {
    check(fc.uint8Array(), fc.constantFrom('utf-8', 'utf-16le'), (bytes, charset) => {
      const encoding = charset === 'utf-8' ? 'utf8' : 'utf16le';
      const isText = Buffer.from(Buffer.from(bytes).toString(encoding).toWellFormed(), encoding);
      const isRefused = statusOf(() => decodeText(bytes, charset)) === 400;

      expect(isRefused).toBe(!isText.equals(bytes));
    });
  });
});

describe('decodeParams', () => {
  it('decodes once what a client has encoded, under any name', () => {
    check(name, wellFormed, (key, value) => {
      const params = JSON.parse(`{${JSON.stringify(key)}:${JSON.stringify(encode(value))}}`);

      expect(Object.entries(decodeParams(params))).toEqual([[key, value]]);
      expect(Object.entries(copyParams(params))).toEqual([[key, encode(value)]]);
    });
  });

  it('is a 400 for exactly what decodeURIComponent refuses', () => {
    check(punctuated, (value) => {
      const isMalformed = decodeComponent(value) === undefined;

      expect(statusOf(() => decodeParams({ value }))).toBe(isMalformed ? 400 : 200);
    });
  });
});

describe('encodePath', () => {
  it('has nothing but what a path may have, and is the path when decoded', () => {
    check(text, (path) => {
      const encoded = encodePath(path);

      expect(encoded).toMatch(/^(?:[\w\-.~!$&'()*+,;=:@/]|%[\dA-F]{2})*$/);
      expect(decodeURIComponent(encoded)).toBe(path.toWellFormed());
    });
  });
});

describe('mountOf', () => {
  const segment = fc.stringMatching(/^[\w.~%-]{1,6}$/);
  const segments = fc.array(segment, { maxLength: 3 });
  const join = (parts: readonly string[]) => parts.map((part) => `/${part}`).join('');

  it('is what comes before a route, which then is left', () => {
    check(segments, segment, segment, fc.boolean(), (base, id, rest, hasSlash) => {
      const route = join(['users', id, rest]) + (hasSlash ? '/' : '');
      const path = join(base) + route;
      const mount = mountOf(path, '/users/{id}/{proxy+}', { id, proxy: rest });

      expect(mount).toBe(join(base));
      expect(unmount(path, mount)).toBe(route);
    });
  });

  it('takes nothing but whole segments off a path', () => {
    check(segments, segments, (mount, path) => {
      const rest = unmount(join(path), join(mount));

      expect([join(path), join(path).slice(join(mount).length) || '/']).toContain(rest);
      expect(rest === join(path) || join(path).startsWith(join(mount))).toBe(true);
    });
  });

  it('survives any route and parameters', () => {
    check(punctuated, punctuated, foreign, (path, route, params) => {
      expect(path.startsWith(mountOf(path, `/{${route}}`, params))).toBe(true);
    });
  });
});

describe('parseQuery', () => {
  const pairs = fc.array(fc.tuple(fc.oneof(wellFormed, fc.constant('__proto__')), wellFormed));

  it('has every value in order, as URLSearchParams has them', () => {
    check(pairs, fc.boolean(), (sent, isForm) => {
      const query = isForm
        ? new URLSearchParams(sent).toString()
        : sent.map((pair) => pair.map(encode).join('=')).join('&');
      const queries = parseQuery(addToList, query);
      const expected = new Map<string, string[]>();
      for (const [key, value] of sent) expected.set(key, [...(expected.get(key) ?? []), value]);

      expect(new Map(Object.entries(queries))).toEqual(new Map(expected));
      expect(new Map(Object.entries(parseQuery(addLast, query)))).toEqual(new Map(sent));
    });
  });

  it('loses no value of anything at all', () => {
    check(punctuated, (query) => {
      const count = query.split('&').filter((pair) => pair !== '').length;

      expect(Object.values(parseQuery(addToList, query)).flat()).toHaveLength(count);
    });
  });
});

describe('readQueries', () => {
  it('has text lists of anything at all', () => {
    check(foreign, record('a', 'b'), (single, multi) => {
      const lists = Object.values(readQueries(addToList, single, multi));

      expect(lists.flat().every((value) => typeof value === 'string')).toBe(true);
    });
  });
});

describe('readHeaders', () => {
  it('has the values of each name in order, whatever the spelling', () => {
    const lines = fc.dictionary(name, fc.array(text, { minLength: 1 }));
    check(lines, (multi) => {
      const single = mapValues(multi, (values) => values.at(-1));
      const { map, lines: count } = readHeaders({ single, multi });
      const expected = new Map<string, string[]>();
      for (const [key, values] of Object.entries(multi)) {
        const lower = key.toLowerCase();
        expected.set(lower, [...(expected.get(lower) ?? []), ...values]);
      }

      expect(Object.entries(map)).toEqual(
        Object.entries(Object.fromEntries(expected)).map(([key, values]) => [
          key,
          values.join(key === 'cookie' ? '; ' : ', '),
        ]),
      );
      expect(count).toBe(Object.values(multi).flat().length);
    });
  });

  it('has text of anything at all', () => {
    check(foreign, record('cookie', 'Cookie'), foreign, (single, multi, cookies) => {
      const { map } = readHeaders({ single, multi, cookies });

      expect(Object.values(map).every((value) => typeof value === 'string')).toBe(true);
    });
  });
});

describe('parseCookies', () => {
  it('has the first value of each name', () => {
    const token = fc.oneof(
      fc.stringMatching(/^[\w!#$%&'*.^`|~+-]{1,8}$/),
      fc.constant('__proto__'),
    );
    check(fc.array(fc.tuple(token, wellFormed)), (sent) => {
      const header = sent.map(([key, value]) => `${key}=${encode(value)}`).join('; ');

      expect(new Map(Object.entries(parseCookies(header)))).toEqual(new Map(sent.toReversed()));
    });
  });

  it('has text of anything at all', () => {
    check(punctuated, (header) => {
      const values = Object.values(parseCookies(header));

      expect(values.every((value) => typeof value === 'string')).toBe(true);
    });
  });
});

describe('clientOf', () => {
  const address = fc.oneof(fc.ipV4(), fc.ipV6());

  it('is what the trusted hop has written, whatever a client sends before it', () => {
    check(
      punctuated,
      address,
      fc.option(fc.integer({ min: 1, max: 65_535 })),
      (forged, ip, port) => {
        const host = ip.includes(':') && port !== null ? `[${ip}]` : ip;
        const entry = port === null ? host : `${host}:${port}`;

        expect(clientOf(`${forged}, ${entry}`)).toBe(ip);
        expect(clientOf(`${forged},${entry},10.0.0.1`, 2)).toBe(ip);
      },
    );
  });

  it('is an address or nothing, for anything at all and any number of hops', () => {
    check(punctuated, fc.integer({ min: -1, max: 5 }), (header, hops) => {
      expect(clientOf(header, hops) ?? '::').toMatch(/^[\da-f.:]+$/i);
    });
  });
});

describe('readHost', () => {
  it('is nothing that could be more than a host, for anything at all', () => {
    check(punctuated, (header) => {
      const host = readHost(`api.test${header}`) ?? 'api.test';

      expect(host).toMatch(/^[\w.~-]+(?::\d{1,5})?$/);
    });
  });
});

describe('the readers of identities', () => {
  it('give an identity of a known kind for anything at all', () => {
    const names = ['authorizer', 'identity', 'authentication', 'claims', 'jwt', 'lambda', 'iam'];
    const inner = [
      'scopes',
      'principalId',
      'userArn',
      'principal',
      'clientCert',
      'cognitoIdentity',
    ];
    const part = record(...names, ...inner);
    check(fc.dictionary(fc.constantFrom(...names), fc.oneof(part, foreign)), (context) => {
      const kinds = [
        readIdentityV1(context).kind,
        readIdentityV2(context).kind,
        readLatticeIdentity(context['identity']).kind,
      ];

      expect(['none', 'mtls', 'iam', 'cognito', 'jwt', 'lambda']).toEqual(
        expect.arrayContaining([...new Set(kinds)]),
      );
    });
  });
});

describe('a form', () => {
  const bodyOf = (body: string) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return requestOf(frontDoorEvent('rest-api', { headers }, { body })).body;
  };

  it('has the fields that a browser would send', () => {
    const field = wellFormed.filter((value) => !value.startsWith('\uFEFF'));
    check(
      fc.uniqueArray(fc.tuple(field, field), { minLength: 1, selector: ([key]) => key }),
      (sent) => {
        expect(
          new Map(Object.entries(bodyOf(new URLSearchParams(sent).toString()) as object)),
        ).toEqual(new Map(sent));
      },
    );
  });
});

describe('a WebSocket message', () => {
  const bodyOf = (body: string) => requestOf(frontDoorEvent('websocket', {}, { body })).body;

  it('is its value when it is an object or a list, and else its text', () => {
    check(fc.oneof(punctuated, fc.json()), (body) => {
      const isRefused = statusOf(() => bodyOf(body)) === 400;

      // A key that may reach a prototype, however it is written.
      expect(isRefused && !/__proto__|constructor|\\u/.test(body)).toBe(false);
      expect(isRefused || bodyOf(body)).toEqual(isRefused || messageOf(body));
    });
  });
});

describe('multipart', () => {
  const parse = async (body: string | Uint8Array, type = 'multipart/form-data; boundary=b') => {
    const seen: unknown[] = [];
    const handler = proxyHandler({ parsers: [multipart()] }, (request) => {
      seen.push(request.body);
    });
    const event = frontDoorEvent('http-api', { headers: { 'content-type': type }, body });
    const result = (await handler(event, lambdaContext())) as { readonly statusCode: number };
    return { status: result.statusCode, form: seen[0] };
  };

  it('has the fields and files that a browser sends', async () => {
    const fields = fc.uniqueArray(fc.tuple(fc.stringMatching(/^\w{1,8}$/), wellFormed), {
      minLength: 1,
      maxLength: 4,
      selector: ([key]) => key,
    });
    const sent = fc.asyncProperty(fields, fc.uint8Array(), async (texts, bytes) => {
      const form = new FormData();
      // A browser makes every line break the one of the network (HTML, 4.10.21.8).
      const values = texts.map(
        ([key, value]) => [key, value.replaceAll(/\r?\n|\r/g, '\r\n')] as const,
      );
      for (const [key, value] of values) form.append(key, value);
      form.append('a file', new Blob([Buffer.from(bytes)]), 'a.bin');
      const web = new Response(form);
      const type = web.headers.get('content-type') ?? '';
      const parsed = await parse(new Uint8Array(await web.arrayBuffer()), type);
      const content = Buffer.from(bytes);
      const file = { filename: 'a.bin', type: 'application/octet-stream', content };

      expect(new Map(Object.entries(parsed.form as object))).toEqual(
        new Map<string, unknown>([...values, ['a file', file]]),
      );
    });
    await fc.assert(sent, { numRuns });
  });

  it('answers any content type, and never with a 5xx', async () => {
    const pieces = fc.constantFrom(
      '; ',
      ';',
      'boundary=',
      'x=',
      '"',
      '\\',
      'b',
      ' ',
      '*=',
      "utf-8''",
    );
    const types = fc.array(fc.oneof(pieces, text), { maxLength: 8 }).map((list) => list.join(''));
    const form = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b--\r\n';
    const sent = fc.asyncProperty(types, async (parameters) => {
      const { status } = await parse(form, `multipart/form-data${parameters}`);

      expect([204, 400, 415]).toContain(status);
    });
    await fc.assert(sent, { numRuns });
  });

  it('answers anything at all, and never with a 5xx', async () => {
    const parts = fc.constantFrom(
      '--b',
      '--b--',
      '\r\n',
      '\r\n\r\n',
      'Content-Disposition: form-data; name="a"',
      '; filename="a"',
      'Content-Type: text/plain; charset=x',
      'content-transfer-encoding: base64',
    );
    const body = fc.array(fc.oneof(parts, text), { maxLength: 20 });
    const sent = fc.asyncProperty(body, async (pieces) => {
      const { status } = await parse(pieces.join(''));

      expect([204, 400, 413]).toContain(status);
    });
    await fc.assert(sent, { numRuns });
  });
});

function toCharacter(code: number): string {
  return String.fromCodePoint(code);
}

function encode(value: string): string {
  return encodeURIComponent(value);
}

function mapValues<From, To>(
  map: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}

function messageOf(body: string): unknown {
  if (body === '') return undefined;
  if (!/^\s*[[{]/.test(body)) return body;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
