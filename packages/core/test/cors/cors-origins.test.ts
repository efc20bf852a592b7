import { setImmediate } from 'node:timers/promises';

import { describe, expect, it, vi } from 'vitest';

import { toOriginCheck } from '../../src/cors/cors-origins.ts';

describe('toOriginCheck', () => {
  it.each([
    ['as text', '*' as const],
    ['in a list', ['https://app.example', '*']],
  ])('has nothing to check where every origin may read, %s', (_, origins) => {
    expect(toOriginCheck(origins)).toBeUndefined();
  });

  it.each([
    ['https://*.example', 'https://a.example', true],
    ['https://*.example', 'https://a-1.example', true],
    ['https://*.example', 'https://a.b.example', false],
    ['https://*.example', 'https://.example', false],
    ['https://*.example', 'https://axexample', false],
    ['https://*.example', 'xhttps://a.example', false],
    ['https://*.example', 'https://a.example.evil', false],
    ['https://*.example', 'https://*.example', false],
    ['https://app-*.example', 'https://app-7.example', true],
    ['https://*', 'https://intranet', true],
    ['https://*', 'https://a.example', false],
    ['https://*.*.example', 'https://a.b.example', true],
  ])('of the pattern %s, %s is one: %s', (pattern, origin, is) => {
    expect(toOriginCheck([pattern])?.(origin)).toBe(is);
  });

  it.each([
    'https://app.example',
    'http://localhost:5173',
    'http://[::1]:8080',
    'http://127.0.0.1',
    'chrome-extension://abcdefghijklmnop',
    'x1+a.b-c://host',
  ])('takes the origin %s', (origin) => {
    const check = toOriginCheck([origin]);

    expect(check?.(origin)).toBe(true);
    expect(check?.(`${origin}0`)).toBe(false);
  });

  it.each([
    'app.example',
    '1http://app.example',
    ' https://app.example',
    'https://',
    'https://app.example/',
    'https://app.example ',
    'https://app.example:',
    'https://app.example:x',
    'https://app.example:80x',
    'http://localhost:*',
    'https://app_example',
    'https://[::1',
    'https://[]',
    'https://[g]',
    'HTTPS://app.example',
  ])('refuses %j, and says what it expects', (origin) => {
    expect(() => toOriginCheck([origin])).toThrow(
      new TypeError(
        `origin is ${JSON.stringify(origin)}, expected scheme, host and port in lower case as in "https://app.example"`,
      ),
    );
  });

  it('names a pattern that is no origin as it was written', () => {
    expect(() => toOriginCheck(['https://*.example/'])).toThrow('"https://*.example/"');
  });

  it.each([
    ['https://any.example', true],
    ['App+1.x-y://[::1]:80', true],
    ['null', false],
    ['', false],
    ['1a://b', false],
    ['https://', false],
    ['https://a b', false],
    ['https://a\n', false],
    [' https://a', false],
    ['https://ü', false],
  ])('asks a function about %j: %s', (origin, isAsked) => {
    const asked: string[] = [];
    const check = toOriginCheck((candidate) => asked.push(candidate) > 0);

    expect(check?.(origin)).toBe(isAsked);
    expect(asked).toEqual(isAsked ? [origin] : []);
  });

  it.each([
    ['https://*.app.example', 'the text "https://*.app.example"'],
    ['https://app.example', 'the text "https://app.example"'],
    [undefined, 'undefined'],
    [null, 'null'],
    [{ '*': true }, 'an object'],
  ])('refuses %j, which is no list', (origins, found) => {
    expect(() => toOriginCheck(origins as never)).toThrow(
      new TypeError(`origins are ${found}, expected a list of origins, "*" or a function`),
    );
  });

  it('refuses a list of anything but text', () => {
    expect(() => toOriginCheck([7] as never)).toThrow('origin is 7, expected scheme');
  });

  it('follows what a function says', () => {
    expect(toOriginCheck(() => false)?.('https://app.example')).toBe(false);
  });

  it('does not take the promise of an async function for consent', () => {
    const later = async () => false;

    expect(toOriginCheck(later as never)?.('https://app.example')).toBe(false);
  });

  it('leaves no unhandled rejection of an async function that fails', async () => {
    const unhandled = vi.fn<(error: unknown) => void>();
    process.once('unhandledRejection', unhandled);
    const fails = async () => {
      throw new Error('x');
    };

    expect(toOriginCheck(fails as never)?.('https://app.example')).toBe(false);
    await setImmediate();
    process.off('unhandledRejection', unhandled);

    expect(unhandled).not.toHaveBeenCalled();
  });
});
