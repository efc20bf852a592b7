import { describe, expect, it } from 'vitest';
import * as z from 'zod';

import { proxyHandler } from '../../src/index.ts';
import { emptyMap } from '../../src/own.ts';
import { toWebRequest } from '../../src/request/web-request.ts';
import { frontDoorEvent, lambdaContext } from '../events.ts';

type Members = Parameters<typeof toWebRequest>[0];

function make(members: Partial<Members>): Request {
  const plain = { method: 'POST', path: '/a', queries: emptyMap(), headers: emptyMap() };
  return toWebRequest({ ...plain, ...members } as Members);
}

describe('toWebRequest', () => {
  it.each(['<url-id>.lambda-url.us-west-2.on.aws', 'a.test:99999', '1.2.3.4.5', 'a b', ''])(
    'has another host where %j cannot be one',
    (host) => {
      expect(make({ host, protocol: 'http' }).url).toBe('http://localhost/a');
    },
  );

  it.each([
    [{ host: 'api.test:81', protocol: 'http' }, 'http://api.test:81/a'],
    [{ host: 'api.test', protocol: 'https' }, 'https://api.test/a'],
    [{ host: 'api.test', protocol: 'wss' }, 'https://api.test/a'],
    [{ host: 'api.test' }, 'https://api.test/a'],
    [{ queries: { x: ['1', 'a b'], y: ['&'] } }, 'https://localhost/a?x=1&x=a+b&y=%26'],
    [{ queries: { x: [] } }, 'https://localhost/a'],
    [{}, 'https://localhost/a'],
  ] as const)('has for %j the address %s', (members, url) => {
    expect(make(members).url).toBe(url);
  });

  it.each([
    ['POST', 'bytes'],
    ['DELETE', 'bytes'],
    ['GET', ''],
    ['HEAD', ''],
  ])('of %s has the body %j', async (method, body) => {
    expect(await make({ method, rawBody: Buffer.from('bytes') }).text()).toBe(body);
  });

  it.each(['CONNECT', 'TRACE', 'TRACK'])('cannot be of the method %s, which is a 400', (method) => {
    expect(() => make({ method })).toThrow(
      expect.objectContaining({
        statusCode: 400,
        message: `method is ${method}, which no web request can have`,
      }),
    );
  });

  it('has no body where the request has none', () => {
    expect(make({}).body).toBeNull();
  });

  it('is what the client sent, whatever schemas have made of it', async () => {
    const queries = z.object({ page: z.array(z.coerce.number()).transform(([page]) => page) });
    const handler = proxyHandler({ queries, headers: z.object({}) }, (request) => {
      const { url, headers } = request.toWebRequest();
      return { url: url.slice(url.indexOf('?')), type: headers.get('content-type') };
    });

    const result = await handler(
      frontDoorEvent('http-api', { target: '/a?page=2&x=y' }),
      lambdaContext(),
    );

    expect(result).toMatchObject({ body: '{"url":"?page=2&x=y","type":"application/json"}' });
  });

  it('has every header that a web request can have', () => {
    const headers = { 'x-a': 'b', 'no name': 'c', 'x-broken': 'd\ne', 'x-z': 'f' };

    expect(Object.fromEntries(make({ headers }).headers)).toEqual({ 'x-a': 'b', 'x-z': 'f' });
  });
});
