import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { reply, type SetCookie, toSetCookie } from '../../src/index.ts';
import { numRuns } from '../requests.ts';

describe('toSetCookie', () => {
  it('writes a cookie with everything', () => {
    const line = toSetCookie({
      name: '__Host-id',
      value: 'a b;c',
      maxAge: 60,
      expires: new Date(0),
      path: '/',
      httpOnly: true,
      secure: true,
      partitioned: true,
      sameSite: 'none',
      priority: 'high',
    });

    expect(line).toBe(
      '__Host-id=a%20b%3Bc; Max-Age=60; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; Partitioned; Priority=High; SameSite=None',
    );
  });

  it('writes an empty cookie', () => {
    expect(toSetCookie({ name: 'a' })).toBe('a=');
  });

  it('takes a line as it is', () => {
    expect(toSetCookie('a=1; Path=/')).toBe('a=1; Path=/');
  });

  it.each<[string, Partial<SetCookie>]>([
    ['a line break in the name', { name: 'a\r\nx: y' }],
    ['a semicolon in the name', { name: 'a;b' }],
    ['an equals sign in the name', { name: 'a=b' }],
    ['no name', { name: '' }],
    ['a line break in the path', { path: '/\r\nx: y' }],
    ['a semicolon in the path', { path: '/; Secure' }],
    ['a semicolon in the domain', { domain: 'a.test; Secure' }],
    ['a comma in the domain', { domain: 'a.test,b.test' }],
    ['a line break in the domain', { domain: 'a.test\n' }],
    ['a sameSite that is none', { sameSite: 'lax\r\n' as 'lax' }],
    ['a priority that is none', { priority: 'low; Secure' as 'low' }],
    ['a maxAge that is none', { maxAge: 1.5 }],
    ['an invalid date', { expires: new Date(Number.NaN) }],
  ])('CORE-58 refuses %s', (_, members) => {
    expect(() => toSetCookie({ name: 'a', value: 'b', ...members })).toThrow(TypeError);
  });

  it('CORE-58 never writes a value that ends the cookie', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        expect(toSetCookie({ name: 'a', value })).toMatch(/^a=[\x21-\x7E]*$/);
        expect(toSetCookie({ name: 'a', value })).not.toMatch(/[;,]/);
      }),
      { numRuns },
    );
  });

  it.each<[string, SetCookie, string]>([
    [
      '__Host- without secure',
      { name: '__Host-a', path: '/' },
      'is not secure, as its prefix asks for',
    ],
    [
      '__Host- with a domain',
      { name: '__Host-a', path: '/', secure: true, domain: 'a.test' },
      'has a domain',
    ],
    [
      '__Host- without a path',
      { name: '__Host-a', secure: true },
      'has the path undefined, expected "/"',
    ],
    [
      '__Host- with another path',
      { name: '__HOST-a', secure: true, path: '/b' },
      'has the path "/b", expected "/"',
    ],
    ['__Secure- without secure', { name: '__secure-a' }, 'is not secure, as its prefix asks for'],
    [
      'partitioned without secure',
      { name: 'a', partitioned: true },
      'is partitioned and not secure',
    ],
    [
      'sameSite none without secure',
      { name: 'a', sameSite: 'none' },
      'has sameSite none and is not secure',
    ],
    [
      'sameSite None without secure',
      { name: 'a', sameSite: 'None' as 'none' },
      'has sameSite none and is not secure',
    ],
  ])('CORE-59 refuses %s', (_, cookie, message) => {
    expect(() => toSetCookie(cookie)).toThrow(TypeError);
    expect(() => toSetCookie(cookie)).toThrow(message);
  });

  it.each<SetCookie>([
    { name: '__Secure-a', secure: true, domain: 'a.test', path: '/b' },
    { name: '__Host-a', secure: true, path: '/' },
    { name: 'a', sameSite: 'lax' },
    { name: 'a', sameSite: 'none', secure: true },
    { name: 'a', partitioned: true, secure: true },
    { name: 'x__Host-a' },
    { name: 'x__Secure-a' },
  ])('CORE-59 takes $name, secure: $secure', (cookie) => {
    expect(toSetCookie(cookie)).toContain(`${cookie.name}=`);
  });
});

describe('reply', () => {
  it('CORE-59 throws where the cookie is made, not where it is sent', () => {
    expect(() => reply('', { cookies: [{ name: '__Host-a' }] })).toThrow(TypeError);
  });

  it.each([
    [7, 'the number 7'],
    [null, 'null'],
    [{ value: 'x' }, 'an object'],
    [{ name: 7, value: 'x' }, 'an object'],
  ])('refuses %j, which has no name', (cookie, found) => {
    expect(() => toSetCookie(cookie as never)).toThrow(
      new TypeError(`cookie is ${found}, expected a line or an object with a name`),
    );
  });

  it('takes lines and cookies', () => {
    const { cookies } = reply('', { cookies: ['a=1', { name: 'b', value: '2', httpOnly: true }] });

    expect(cookies).toEqual(['a=1', 'b=2; HttpOnly']);
  });
});
