import httpCors from '@middy/http-cors';
import httpPartialResponse from '@middy/http-partial-response';
import { describe, expect, it } from 'vitest';

import { proxyHandler, reply } from '../../src/index.ts';
import { frontDoorEvent, lambdaContext } from '../events.ts';

describe('reply', () => {
  it.each([
    ['a value', { a: 1 }, 200],
    ['empty text', '', 200],
    ['nothing', undefined, 204],
    ['null', null, 204],
    ['a Response', new Response('x', { status: 404 }), 404],
  ])('has the usual status of %s, unless it says another', (_, body, statusCode) => {
    expect(reply(body).statusCode).toBe(statusCode);
    expect(reply(body, { statusCode: undefined }).statusCode).toBe(statusCode);
    expect(reply(body, { statusCode: 201 }).statusCode).toBe(201);
  });

  it('keeps its status where a middleware of middy writes into it', async () => {
    const middlewares = [httpPartialResponse(), httpCors({ origins: ['https://app.example'] })];
    const handler = proxyHandler({ middlewares }, () => reply({ id: 1, secret: 2 }));
    const headers = { origin: 'https://app.example' };
    const event = frontDoorEvent('rest-api', { method: 'GET', target: '/a?fields=id', headers });

    expect(await handler(event, lambdaContext())).toMatchObject({
      statusCode: 200,
      headers: { 'access-control-allow-origin': 'https://app.example' },
      body: '{"id":1}',
    });
  });
});
