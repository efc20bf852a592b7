import { describe, expect, it } from 'vitest';

import { type ProxyOptions, reply } from '../../src/index.ts';
import { answer, httpFrontDoors } from '../answer.ts';

const options: ProxyOptions = { etag: true };

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
