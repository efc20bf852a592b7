import { describe, expect, it } from 'vitest';

import { proxyHandler, type ProxyOptions, reply } from '../../src/index.ts';
import { addEtag } from '../../src/reply/etag.ts';
import type { ShapedReply } from '../../src/reply/shaped-reply.ts';
import { answer, httpFrontDoors } from '../answer.ts';
import { requestThrough } from '../calls.ts';
import { frontDoorEvent, lambdaContext } from '../events.ts';

const options: ProxyOptions = { etag: true };

it.each(['lambda', 'websocket'] as const)('%s gets no etag and no 304', async (frontDoor) => {
  const handler = proxyHandler(options, () => ({ a: 1 }));
  const event = frontDoorEvent(frontDoor, { method: 'GET', headers: { 'if-none-match': '*' } });

  const result = await handler(event, lambdaContext());

  expect(JSON.stringify(result)).toContain('a');
  expect(JSON.stringify(result)).not.toMatch(/etag|304/);
});

it('gives none to the handshake of a WebSocket, though it is a GET', async () => {
  const { requestContext, ...event } = frontDoorEvent('websocket');
  const connect = {
    ...event,
    headers: { 'if-none-match': '*' },
    requestContext: { ...(requestContext as object), eventType: 'CONNECT' },
  };

  const result = await proxyHandler(options, () => ({ a: 1 }))(connect, lambdaContext());

  expect(result).toMatchObject({ statusCode: 200 });
  expect(JSON.stringify(result)).not.toContain('etag');
});

it('leaves the answer to a method that is none as it is', async () => {
  const handler = proxyHandler(options, () => ({ a: 1 }));
  const event = { ...frontDoorEvent('rest-api'), httpMethod: 'GET IT' };

  expect(await handler(event, lambdaContext())).toMatchObject({ statusCode: 400 });
});

describe.each(httpFrontDoors)('the etag of a reply behind %s', (frontDoor) => {
  const get = (returned: unknown, headers: Record<string, string> = {}, method = 'GET') =>
    answer(frontDoor, () => returned, { method, headers, options });

  it('is weak, and the same for the same body', async () => {
    const [first, second, other] = await Promise.all([get({ a: 1 }), get({ a: 1 }), get({ a: 2 })]);

    expect(first.headers.get('etag')).toMatch(/^W\/"[\w-]{27}"$/);
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(other.headers.get('etag')).not.toBe(first.headers.get('etag'));
  });

  it('is there for HEAD as well', async () => {
    const [full, head] = await Promise.all([get({ a: 1 }), get({ a: 1 }, {}, 'HEAD')]);

    expect(head.headers.get('etag')).toBe(full.headers.get('etag'));
    expect(await head.text()).toBe('');
  });

  it('is not there for the HEAD of a stream, which nobody reads, unless the handler knows it', async () => {
    const stream = () => new Blob(['a']);
    const known = reply(stream(), { headers: { etag: '"mine"' } });

    const [head, mine] = await Promise.all([
      get(stream(), {}, 'HEAD'),
      get(known, { 'if-none-match': '"mine"' }, 'HEAD'),
    ]);

    expect(head.status).toBe(200);
    expect(head.headers.has('etag')).toBe(false);
    expect(mine.status).toBe(304);
    expect(mine.headers.get('etag')).toBe('"mine"');
  });

  it('is not there when nobody asked for it', async () => {
    const response = await answer(frontDoor, () => ({ a: 1 }));

    expect(response.headers.has('etag')).toBe(false);
  });

  it.each([
    ['another method', 'POST', { a: 1 }],
    ['another status', 'GET', reply('a', { statusCode: 201 })],
    ['nothing', 'GET', undefined],
  ])('is not there for %s', async (_, method, returned) => {
    const response = await get(returned, {}, method);

    expect(response.headers.has('etag')).toBe(false);
  });

  it.each([
    ['it', (etag: string) => etag],
    ['it among others', (etag: string) => `"a,b", ${etag} , W/"c"`],
    ['its strong form', (etag: string) => etag.replace('W/', '')],
    ['everything', () => ' * '],
  ])('makes a 304 when the client has %s', async (_, header) => {
    const returned = reply(
      { a: 1 },
      {
        headers: {
          'cache-control': 'max-age=1',
          'content-language': 'en',
          'content-location': '/a',
        },
      },
    );
    const etag = (await get(returned)).headers.get('etag') ?? '';

    const response = await get(returned, { 'if-none-match': header(etag) });

    expect(response.status).toBe(304);
    expect(response.headers.get('etag')).toBe(etag);
    expect(response.headers.get('cache-control')).toBe('max-age=1');
    expect(response.headers.get('content-location')).toBe('/a');
    expect(response.headers.has('content-language')).toBe(false);
    expect(await response.text()).toBe('');
  });

  it.each(['"other"', 'W/"other"', 'no etag', '', '"'])(
    'is sent with the body when the client has %j',
    async (header) => {
      const response = await get({ a: 1 }, { 'if-none-match': header });

      expect(response.status).toBe(200);
      expect(await response.text()).toBe('{"a":1}');
    },
  );

  it('of the handler counts', async () => {
    const returned = reply('a', { headers: { ETag: '"mine"' } });

    const fresh = await get(returned);
    const known = await get(returned, { 'if-none-match': 'W/"mine"' });

    expect(fresh.headers.get('etag')).toBe('"mine"');
    expect(known.status).toBe(304);
  });
});

describe('addEtag', () => {
  const shaped: ShapedReply = {
    statusCode: 200,
    headers: [
      ['etag', '"W/1"'],
      ['content-type', 'text/plain'],
      ['content-location', '/a'],
      ['content-security-policy', "default-src 'self'"],
      ['x-a', '"b"'],
    ],
    cookies: ['c=1'],
    body: 'hello',
    isBase64Encoded: true,
    value: 'hello',
  };
  const get = (wanted: string) =>
    requestThrough('http-api', { method: 'GET', headers: { 'if-none-match': wanted } });

  it.each(['*', '\t* ', '"W/1"', 'W/"W/1"', '"a" , "W/1"'])(
    'makes a 304 without body, bytes and value for %j',
    async (wanted) => {
      expect(await addEtag(shaped, get(wanted))).toEqual({
        statusCode: 304,
        headers: [
          ['etag', '"W/1"'],
          ['content-location', '/a'],
          ['content-security-policy', "default-src 'self'"],
          ['x-a', '"b"'],
        ],
        cookies: ['c=1'],
        body: '',
        isBase64Encoded: false,
        value: undefined,
      });
    },
  );

  it.each(['"1"', '**', 'W/1', 'text/plain', '"b"'])('leaves the reply for %j', async (wanted) => {
    expect(await addEtag(shaped, get(wanted))).toBe(shaped);
  });
});
