import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { guardRequest, tokenHeader } from '../../src/console/guard.ts';
import type { HeaderLine } from '../../src/http.ts';

const options = { port: 3900, token: 'a1'.repeat(32) };
const host = ['Host', 'localhost:3900'] as const;
const token = [tokenHeader, options.token] as const;
const json = ['Content-Type', 'application/json'] as const;
const origin = ['Origin', 'http://localhost:3900'] as const;
const sameOrigin = ['Sec-Fetch-Site', 'same-origin'] as const;

const guard = (method: string, target: string, ...headers: readonly HeaderLine[]) =>
  guardRequest({ method, target, headers }, options)?.statusCode;

const mode = (name: string, destination: string) =>
  [
    ['Sec-Fetch-Mode', name],
    ['Sec-Fetch-Dest', destination],
  ] as const;

describe('guardRequest', () => {
  it('lets a browser open the page and load what it links to', () => {
    expect(guard('GET', '/', host, ['Sec-Fetch-Site', 'none'])).toBeUndefined();
    expect(guard('GET', '/console.js', host, sameOrigin)).toBeUndefined();
    expect(guard('HEAD', '/', host)).toBeUndefined();
  });

  it('lets the page call the API', () => {
    expect(guard('GET', '/api/apis', host, sameOrigin, token)).toBeUndefined();
    expect(guard('POST', '/api/send', host, origin, sameOrigin, token, json)).toBeUndefined();
  });

  it.each(['localhost:3900', '127.0.0.1:3900', '[::1]:3900'])('serves the host %s', (name) => {
    const headers = [['Host', name], ['Origin', `http://${name}`], token, json] as const;

    expect(guard('POST', '/api/send', ...headers)).toBeUndefined();
  });

  it.each([
    'attacker.com:3900',
    'attacker.com',
    'localhost.attacker.com:3900',
    '0.0.0.0:3900',
    '127.0.0.1.nip.io:3900',
    'localhost.:3900',
    'LOCALHOST:3900',
    '[::ffff:127.0.0.1]:3900',
    '2130706433:3900',
    '127.1:3900',
    'localhost:3901',
    'localhost:39000',
    'localhost',
    'user@localhost:3900',
    'localhost:3900, localhost:3900',
    '',
  ])('refuses the host %j on every path (CON-01, CON-02)', (name) => {
    const headers = [
      ['Host', name],
      ['Origin', `http://${name}`],
      sameOrigin,
      token,
      json,
    ] as const;

    expect(guard('GET', '/', ...headers)).toBe(403);
    expect(guard('GET', '/console.js', ...headers)).toBe(403);
    expect(guard('GET', '/api/apis', ...headers)).toBe(403);
    expect(guard('POST', '/api/send', ...headers)).toBe(403);
  });

  it('refuses a request with no host, or with two', () => {
    expect(guard('GET', '/')).toBe(403);
    expect(guard('GET', '/', host, host)).toBe(403);
  });

  it.each(['cross-site', 'same-site', 'none', 'same-origin, same-origin', 'nonsense'])(
    'refuses a call with Sec-Fetch-Site %s and no origin (CON-04)',
    (site) => {
      expect(guard('GET', '/api/apis', host, ['Sec-Fetch-Site', site], token)).toBe(403);
      expect(guard('POST', '/api/send', host, ['Sec-Fetch-Site', site], token, json)).toBe(403);
    },
  );

  it.each([
    'null',
    'https://evil.example',
    'http://localhost:5173',
    'http://localhost',
    'http://127.0.0.1:3900',
    'https://localhost:3900',
    'http://localhost:3900.evil.example',
    'http://localhost:3900/',
    'HTTP://localhost:3900',
    'localhost:3900',
    'http://[',
    '%00',
    '',
  ])('refuses the origin %j, whatever else the request has (CON-04, CON-05, CON-06)', (value) => {
    const headers = [host, ['Origin', value], sameOrigin, token, json] as const;

    expect(guard('GET', '/', ...headers)).toBe(403);
    expect(guard('GET', '/api/events', ...headers)).toBe(403);
    expect(guard('POST', '/api/send', ...headers)).toBe(403);
  });

  it('refuses a call that says neither its origin nor its site (CON-06)', () => {
    expect(guard('GET', '/api/events', host, token)).toBe(403);
    expect(guard('POST', '/api/send', host, token, json)).toBe(403);
  });

  it.each(['', 'a1', options.token.slice(1), `${options.token}0`, options.token.toUpperCase()])(
    'refuses a call with the token %j (CON-04)',
    (wrong) => {
      const headers = [host, origin, sameOrigin, json, [tokenHeader, wrong]] as const;

      expect(guard('GET', '/api/apis', ...headers)).toBe(403);
      expect(guard('POST', '/api/send', ...headers)).toBe(403);
    },
  );

  it('refuses a token that comes twice, in a query or in a cookie (CON-08)', () => {
    expect(guard('GET', '/api/apis', host, sameOrigin, token, token)).toBe(403);
    expect(guard('GET', `/api/apis?${tokenHeader}=${options.token}`, host, sameOrigin)).toBe(403);
    expect(
      guard('GET', '/api/apis', host, sameOrigin, ['Cookie', `${tokenHeader}=${options.token}`]),
    ).toBe(403);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''])(
    'refuses a POST of type %j, which another origin could send unasked (CON-04)',
    (type) => {
      expect(guard('POST', '/api/send', host, origin, token, ['Content-Type', type])).toBe(415);
    },
  );

  it('refuses other verbs, so that nothing changes on them', () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'CONNECT', 'TRACE', 'get']) {
      expect(guard(method, '/api/send', host, origin, token, json)).toBe(405);
      expect(guard(method, '/', host)).toBe(405);
    }
    expect(guard('HEAD', '/api/apis', host, sameOrigin, token)).toBe(405);
    expect(guard('POST', '/', host, origin, token, json)).toBe(405);
  });

  it('refuses a page of another site as script, frame or fetch, and lets a link to it through', () => {
    const other = ['Sec-Fetch-Site', 'cross-site'] as const;

    expect(guard('GET', '/', host, other, ...mode('no-cors', 'script'))).toBe(403);
    expect(guard('GET', '/', host, other, ...mode('cors', 'empty'))).toBe(403);
    expect(guard('GET', '/', host, other, ...mode('navigate', 'iframe'))).toBe(403);
    expect(guard('GET', '/console.js', host, other, ...mode('no-cors', 'script'))).toBe(403);
    expect(guard('GET', '/', host, other, ...mode('navigate', 'document'))).toBeUndefined();
  });

  it.each(['http://localhost:3900/', '*', '', 'api/apis'])('refuses the target %j', (target) => {
    expect(guard('GET', target, host, sameOrigin, token)).toBe(400);
  });

  it('serves no call without the token, whatever the request', () => {
    const name = fc.constantFrom('Origin', 'Sec-Fetch-Site', 'Content-Type', 'Cookie', tokenHeader);
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom('http://localhost:3900', 'same-origin', 'none', 'application/json'),
    );
    const path = fc.string().map((rest) => `/api/${rest}`);
    const line = fc.tuple(name, value).filter(([, text]) => text !== options.token);

    fc.assert(
      fc.property(
        fc.constantFrom('GET', 'POST', 'HEAD'),
        path,
        fc.array(line),
        (method, target, lines) => {
          expect(guard(method, target, host, ...lines)).toBeGreaterThanOrEqual(400);
        },
      ),
    );
  });

  it('never repeats what the request said', () => {
    const refusal = guardRequest(
      { method: 'GET', target: '/', headers: [['Host', '<img src=x onerror=alert(1)>']] },
      options,
    );

    expect(refusal?.message).not.toContain('<');
  });
});
