import { describe, expect, it } from 'vitest';

import { redirect } from '../../src/index.ts';
import { answer, httpFrontDoors } from '../answer.ts';

describe('redirect', () => {
  it.each(httpFrontDoors)('sends the client to a path behind %s', async (frontDoor) => {
    const response = await answer(frontDoor, () => redirect('/users/7?a=b#c', 303));

    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/users/7?a=b#c');
    expect(await response.text()).toBe('');
  });

  it('is a 302 when nothing else is said', () => {
    expect(redirect('/').statusCode).toBe(302);
  });

  it('encodes what no header can hold, and nothing twice', () => {
    expect(redirect('/grüezi/😀/a%20b').headers).toEqual({
      location: '/gr%C3%BCezi/%F0%9F%98%80/a%20b',
    });
  });

  it('encodes half of a character as the character that stands for what is none', () => {
    expect(redirect('/a\uD83D/b').headers).toEqual({ location: '/a%EF%BF%BD/b' });
  });

  it.each([
    '//evil.com',
    String.raw`/\evil.com`,
    String.raw`/a\b`,
    'javascript:alert(1)',
    'data:text/html,x',
    'https://evil.com',
    'https://ok.example@evil.com',
    'https://ok.example.evil.com/',
    'http://ok.example/',
    'https://ok.example:444/',
    '/a\r\nset-cookie: a=1',
    '/\t/evil.com',
    ' //evil.com',
    '\u0000//evil.com',
    'https://ok.example/\r\nx: y',
    'evil.com',
    '',
    '../up',
  ])('CORE-68 refuses %j', (location) => {
    expect(() => redirect(location, 302, { origins: ['https://ok.example'] })).toThrow(TypeError);
    expect(() => redirect(location, 302, { origins: ['https://ok.example'] })).toThrow(
      'expected a path or one of the origins ["https://ok.example"]',
    );
  });

  it('CORE-68 leads to no other origin unless the options name one', () => {
    expect(() => redirect('https://ok.example/')).toThrow(
      new TypeError('location is "https://ok.example/", expected a path or one of the origins []'),
    );
  });

  it('CORE-68 leads to an origin that the options name', () => {
    const { headers } = redirect('https://ok.example/a?b=c', 307, {
      origins: ['https://ok.example'],
    });

    expect(headers).toEqual({ location: 'https://ok.example/a?b=c' });
  });

  it.each([200, 300, 304, 306, 404])('refuses the status %i', (statusCode) => {
    expect(() => redirect('/', statusCode)).toThrow('expected 301, 302, 303, 307 or 308');
  });

  it.each([301, 302, 303, 307, 308])('takes the status %i', (statusCode) => {
    expect(redirect('/', statusCode).statusCode).toBe(statusCode);
  });
});
