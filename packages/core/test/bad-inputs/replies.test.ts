import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';

import { reply, toSetCookie } from '../../src/index.ts';
import { answer, bytesOf, type FrontDoorName, httpFrontDoors } from '../answer.ts';

let log: MockInstance<typeof console.error>;

beforeEach(() => {
  log = vi.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => {
  log.mockRestore();
});

/** The reply that says nothing, and the one log line that says why. */
async function expectFailure(response: Response, reason: string): Promise<void> {
  expect(response.status).toBe(500);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(await response.json()).toEqual({
    title: 'Internal Server Error',
    status: 500,
    requestId: expect.any(String),
  });
  expect(log).toHaveBeenCalledTimes(1);
  const line = String(log.mock.calls[0]?.[0]);
  expect(JSON.stringify(JSON.parse(line))).toContain(JSON.stringify(reason).slice(1, -1));
}

const doors: readonly FrontDoorName[] = [...httpFrontDoors, 'lambda'];

describe.each(doors)('a reply that cannot be sent, behind %s', (frontDoor) => {
  it.each([
    ['a line break', 'a\r\nSet-Cookie: x=1'],
    ['a line feed', 'a\nb'],
    ['a carriage return', 'a\rb'],
    ['NUL', 'a\0b'],
    ['DEL', 'a\x7fb'],
  ])('CORE-57 a header value with %s is a logged 500', async (_, value) => {
    const response = await answer(frontDoor, () => reply('', { headers: { 'x-a': value } }));

    await expectFailure(response, 'expected one line of Latin-1 text');
  });

  it.each(['a\r\nb', 'a b', '', 'a:b', 'ü'])(
    'CORE-57 the header name %j is a logged 500',
    async (name) => {
      const response = await answer(frontDoor, () => reply('', { headers: { [name]: 'a' } }));

      await expectFailure(response, 'expected a token');
    },
  );

  it.each([
    ['a header', { headers: { 'set-cookie': 'a=1\r\nx: y' } }],
    ['the list of cookies', { cookies: ['a=1\r\nx: y'] }],
  ])('CORE-57 a cookie with a line break in %s is a logged 500', async (_, init) => {
    const response = await answer(frontDoor, () => reply('', init));

    await expectFailure(response, 'expected one line of Latin-1 text');
  });

  it.each(['a\u0100b', '😀', '\ud800'])(
    'CORE-61 the header value %j is a logged 500',
    async (value) => {
      const response = await answer(frontDoor, () => reply('', { headers: { 'x-a': value } }));

      await expectFailure(response, 'expected one line of Latin-1 text');
    },
  );

  it.each([
    ['an object', {}],
    ['a symbol', Symbol('a')],
    ['a function', () => 'a'],
    ['an invalid date', new Date(Number.NaN)],
    ['a list of lists', [['a']]],
  ])('CORE-62 %s as a header value is a logged 500', async (_, value) => {
    const headers = { 'x-a': value } as unknown as Record<string, string>;

    const response = await answer(frontDoor, () => reply('', { headers }));

    await expectFailure(response, 'expected text, a number, a boolean or a date');
  });

  it.each([
    0,
    99,
    100,
    101,
    199,
    600,
    1000,
    Number.NaN,
    200.5,
    -1,
    Number.POSITIVE_INFINITY,
    '200',
    'abc',
    null,
  ])('CORE-63 CORE-64 the status %s of a proxy result is a logged 500', async (statusCode) => {
    const response = await answer(frontDoor, () => ({ statusCode, body: 'secret' }));

    await expectFailure(
      response,
      statusCode === null ? 'reply' : 'expected an integer from 200 to 599',
    );
  });
});
