import middy from '@middy/core';
import { invoke } from '@org/local-gateway/testing';
import { describe, expect, it, vi } from 'vitest';

import {
  HttpError,
  proxyHandler,
  proxyMiddlewares,
  type ProxyOptions,
  reply,
} from '../../src/index.ts';
import { httpFrontDoors } from '../answer.ts';

const origin = 'https://app.example';
const compression = (shaped: object): never => shaped as never;

/** What is on; every combination of them is walked. */
const switches: Readonly<Record<string, ProxyOptions>> = {
  cors: { cors: { origins: [origin] } },
  securityHeaders: { securityHeaders: true },
  requestId: { requestId: true },
  steps: { etag: true, compression },
  errorShape: { errorShape: 'message' },
};

const combinations = Array.from({ length: 2 ** Object.keys(switches).length }, (_, bits) =>
  Object.entries(switches).filter((_entry, bit) => (bits >> bit) % 2 === 1),
);

interface Way {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly body?: string;
  readonly middleware?: middy.MiddlewareObj;
  readonly handle?: () => unknown;
  readonly remaining?: number;
}

/** The ways that an invocation may end. */
const ways: Readonly<Record<string, Way>> = {
  'a reply': { status: 201, handle: () => reply({ a: 1 }, { statusCode: 201 }) },
  'a stream': { status: 200, handle: () => new Response('text') },
  'an early return of before': {
    status: 202,
    middleware: { before: () => reply('early', { statusCode: 202 }) },
  },
  'an early return of before that takes time': {
    status: 202,
    middleware: { before: async () => new Response('early', { status: 202 }) },
  },
  'an early response': {
    status: 204,
    middleware: {
      before: (request) => {
        request.earlyResponse = undefined;
      },
    },
  },
  'an early return that cannot be sent': {
    status: 500,
    middleware: { before: () => reply('', { statusCode: 99 }) },
  },
  'an early return of an error': { status: 401, middleware: { before: () => new HttpError(401) } },
  'an early return of after': {
    status: 203,
    middleware: { after: () => reply('late', { statusCode: 203 }) },
  },
  'an early return of onError': {
    status: 418,
    handle: () => {
      throw new Error('x');
    },
    middleware: { onError: () => reply('mine', { statusCode: 418 }) },
  },
  'a response of onError': {
    status: 418,
    handle: () => {
      throw new Error('x');
    },
    middleware: {
      onError: (request) => {
        request.response = { statusCode: 418, body: 'mine' };
      },
    },
  },
  'an error of before': {
    status: 403,
    middleware: {
      before: () => {
        throw new HttpError(403);
      },
    },
  },
  'an error of after': {
    status: 409,
    middleware: {
      after: () => {
        throw new HttpError(409);
      },
    },
  },
  'a thrown error': {
    status: 404,
    handle: () => {
      throw new HttpError(404);
    },
  },
  'a rejected promise': { status: 500, handle: () => Promise.reject(new Error('x')) },
  'a returned error': { status: 410, handle: () => new HttpError(410) },
  'a reply that cannot be sent': { status: 500, handle: () => reply('', { headers: { a: '\n' } }) },
  'a body that is no JSON': {
    status: 400,
    method: 'POST',
    body: '{',
    headers: { 'content-type': 'application/json' },
  },
  'a timeout': { status: 504, handle: () => new Promise(() => undefined), remaining: 20 },
};

/** A way through all that is on, in a chain of one's own or in the ready one. */
const chains = {
  proxyHandler: (
    options: ProxyOptions,
    middlewares: middy.MiddlewareObj[],
    handle: () => unknown,
  ) => proxyHandler({ ...options, middlewares }, handle as () => never),
  proxyMiddlewares: (
    options: ProxyOptions,
    middlewares: middy.MiddlewareObj[],
    handle: () => unknown,
  ) => middy<unknown, unknown>().use(proxyMiddlewares(options)).use(middlewares).handler(handle),
};

describe.each(Object.entries(chains))('%s', (_, chain) => {
  describe.each(Object.entries(ways))('in %s', (_name, way) => {
    const { status, method = 'GET', headers = {}, body, middleware, remaining = 30_000 } = way;

    it.each(
      combinations.map(
        (chosen) => [chosen.map(([name]) => name).join(' + ') || 'nothing', chosen] as const,
      ),
    )('applies %s on every front door', async (_on, chosen) => {
      vi.spyOn(console, 'error').mockReturnValue();
      const names = new Set(chosen.map(([name]) => name));
      const options = Object.assign({}, ...chosen.map(([, option]) => option)) as ProxyOptions;
      const handle = way.handle ?? ((request?: { body: unknown }) => request?.body);
      const handler = chain(options, middleware ? [middleware] : [], handle);

      for (const frontDoor of httpFrontDoors) {
        const request = new Request('https://api.test/', {
          method,
          headers: { ...headers, origin },
          body: body ?? null,
        });
        // oxlint-disable-next-line no-await-in-loop -- one front door after the other
        const response = await invoke(handler as never, request, { frontDoor, timeout: remaining });

        expect({
          status: response.status,
          cors: response.headers.get('access-control-allow-origin'),
          vary: response.headers.get('vary'),
          frames: response.headers.get('x-frame-options'),
          requestId: response.headers.get('x-request-id') !== null,
        }).toEqual({
          status,
          cors: names.has('cors') ? origin : null,
          vary: names.has('cors') ? 'Origin' : null,
          frames: names.has('securityHeaders') ? 'SAMEORIGIN' : null,
          requestId: names.has('requestId'),
        });
      }
    });
  });
});
