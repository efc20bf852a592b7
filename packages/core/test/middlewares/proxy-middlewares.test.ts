import { Readable } from 'node:stream';

import middy from '@middy/core';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

import { proxyHandler, proxyMiddlewares, type ProxyOptions } from '../../src/index.ts';
import { frontDoorEvent, lambdaContext } from '../events.ts';

const hooksOf = (options?: ProxyOptions & { body?: z.ZodType; response?: z.ZodType }) =>
  proxyMiddlewares(options).map(({ before, after, onError }) =>
    [before?.name, after?.name, onError?.name].filter((name) => name !== undefined),
  );

const always = [
  ['startReply', 'serializeProxyResponse', 'serializeProxyError'],
  ['handleProxyError'],
  ['normalizeProxyEvent'],
];
const parser = ['parseProxyBody'];

describe('proxyMiddlewares', () => {
  it('give a stream as a whole, though the front door could stream', async () => {
    const handler = middy<unknown, unknown>()
      .use(proxyMiddlewares())
      .handler(async () => Readable.from(['a', 'b']));

    const result = await handler(frontDoorEvent('function-url') as never, lambdaContext());

    expect(result).toMatchObject({ statusCode: 200, body: 'ab' });
  });

  it('has nothing that nobody asked for', () => {
    expect(hooksOf()).toEqual([...always, parser]);
    expect(hooksOf({ requestId: false, securityHeaders: false })).toEqual([...always, parser]);
  });

  it('has what the options ask for, in the order that works', () => {
    const parse = function parseForm() {
      return undefined;
    };

    expect(
      hooksOf({
        requestId: true,
        securityHeaders: true,
        cors: { origins: '*' },
        parsers: [{ before: parse }],
        body: z.string(),
        response: z.string(),
      }),
    ).toEqual([
      ...always,
      ['identifyReplies', 'identifyReplies'],
      ['secureReplies', 'secureReplies'],
      ['answerPreflight', 'shareErrors'],
      parser,
      ['parseForm'],
      ['validateProxyRequest', 'validateProxyResponse'],
    ]);
  });

  it('takes a parser that sets the body before schemas look at it', async () => {
    const handler = proxyHandler(
      {
        parsers: [
          {
            before: ({ event }) => {
              if (event.headers['content-type'] === 'text/csv')
                event.body = String(event.body).split(',');
            },
          },
        ],
        body: z.array(z.string()),
      },
      ({ body }) => body.length,
    );
    const event = frontDoorEvent('alb', { headers: { 'content-type': 'text/csv' }, body: 'a,b' });

    expect(await handler(event, lambdaContext())).toMatchObject({ statusCode: 200, body: '2' });
  });

  it.each([
    ['a request', { body: z.string() }, ['validateProxyRequest']],
    ['a reply', { response: z.string() }, ['validateProxyRequest', 'validateProxyResponse']],
  ])('has a validator for a schema of %s', (_, schemas, hooks) => {
    expect(hooksOf(schemas)).toEqual([...always, parser, hooks]);
  });
});
