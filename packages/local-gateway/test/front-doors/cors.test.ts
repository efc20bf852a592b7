import { describe, expect, it } from 'vitest';

import {
  applyCors,
  type CorsConfiguration,
  corsProblem,
  isPreflight,
  preflightResponse,
} from '../../src/front-doors/cors.ts';
import { httpRequest } from './requests.ts';

const preflight = (origin = 'https://app.test') =>
  httpRequest({
    method: 'OPTIONS',
    headers: [
      ['Origin', origin],
      ['Access-Control-Request-Method', 'PUT'],
    ],
  });
const full: CorsConfiguration = {
  allowOrigins: ['https://app.test', 'https://*'],
  allowMethods: ['GET', 'PUT'],
  allowHeaders: ['content-type', 'x-a'],
  exposeHeaders: ['x-b'],
  maxAge: 300,
  allowCredentials: true,
};

describe('isPreflight', () => {
  it('HTTP2-42: is OPTIONS with an origin and a method asked for, nothing less', () => {
    expect(isPreflight(preflight())).toBe(true);
    expect(isPreflight({ ...preflight(), method: 'GET' })).toBe(false);
    expect(isPreflight(httpRequest({ method: 'OPTIONS' }))).toBe(false);
    expect(
      isPreflight(httpRequest({ method: 'OPTIONS', headers: [['origin', 'https://app.test']] })),
    ).toBe(false);
  });
});

describe('preflightResponse', () => {
  it('HTTP2-40: is 204 with what is configured, the origin echoed', () => {
    const response = preflightResponse(preflight(), full);

    expect(response).toMatchObject({ statusCode: 204, body: new Uint8Array(0) });
    expect(Object.fromEntries(response.headers)).toEqual({
      'Access-Control-Allow-Origin': 'https://app.test',
      Vary: 'Origin',
      'Access-Control-Allow-Credentials': 'true',
      'Access-Control-Allow-Methods': 'GET,PUT',
      'Access-Control-Allow-Headers': 'content-type,x-a',
      'Access-Control-Expose-Headers': 'x-b',
      'Access-Control-Max-Age': '300',
    });
  });

  it('HTTP2-40: says nothing to an origin that is not allowed', () => {
    expect(preflightResponse(preflight('http://evil.test'), full)).toMatchObject({
      statusCode: 204,
      headers: [],
    });
    expect(preflightResponse(preflight(), {}).headers).toEqual([]);
  });

  it('answers any origin with a star', () => {
    expect(preflightResponse(preflight(), { allowOrigins: ['*'] }).headers).toEqual([
      ['Access-Control-Allow-Origin', '*'],
    ]);
  });

  it('allows every origin of a scheme', () => {
    expect(preflightResponse(preflight('https://other.test'), full).headers).toContainEqual([
      'Access-Control-Allow-Origin',
      'https://other.test',
    ]);
  });
});

describe('applyCors', () => {
  const own = [
    ['Content-Type', 'text/plain'],
    ['ACCESS-CONTROL-ALLOW-ORIGIN', '*'],
  ] as const;

  it('leaves the function alone without a configuration', () => {
    expect(applyCors(own, preflight(), undefined)).toEqual(own);
  });

  it('HTTP2-39, FURL-23: the configuration wins over the function', () => {
    expect(
      applyCors(own, preflight(), { allowOrigins: ['https://app.test'], exposeHeaders: ['x-b'] }),
    ).toEqual([
      ['Content-Type', 'text/plain'],
      ['Access-Control-Allow-Origin', 'https://app.test'],
      ['Vary', 'Origin'],
      ['Access-Control-Expose-Headers', 'x-b'],
    ]);
  });

  it('HTTP2-39: also when it allows nothing', () => {
    expect(applyCors(own, httpRequest(), full)).toEqual([['Content-Type', 'text/plain']]);
  });
});

describe('corsProblem', () => {
  it('HTTP2-41: credentials with any origin are refused', () => {
    expect(corsProblem({ allowCredentials: true, allowOrigins: ['*'] })).toContain(
      'expected named origins',
    );
    expect(
      corsProblem({ allowCredentials: true, allowOrigins: ['https://app.test'] }),
    ).toBeUndefined();
    expect(corsProblem({ allowOrigins: ['*'] })).toBeUndefined();
  });
});
