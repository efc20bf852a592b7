import { afterEach, describe, expect, it, vi } from 'vitest';

import { IntegrationError } from '../../src/errors/errors.ts';
import { toIntegrationResult } from '../../src/reply/integration-result.ts';

const plain = { statusCode: 200, headers: [], cookies: [], body: '', isBase64Encoded: false };

/** A module that has not warned yet, and its warnings. */
async function freshly() {
  vi.restoreAllMocks();
  vi.resetModules();
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  return { fresh: await import('../../src/reply/integration-result.ts'), warn };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('toIntegrationResult', () => {
  it.each([
    ['text', { body: 'hello' }, 'hello'],
    ['a value', { body: '{"a":1}', value: { a: 1 } }, { a: 1 }],
    ['null in JSON', { body: 'null', value: null }, null],
    ['no body', { statusCode: 204 }, null],
    ['a value with 204', { statusCode: 204, body: '1', value: 1 }, 1],
    ['empty text', {}, ''],
  ])('is %s alone, without a warning (REQ-42)', (_, reply, result) => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();

    expect(toIntegrationResult({ ...plain, ...reply })).toEqual(result);
    expect(warn).not.toHaveBeenCalled();
  });

  it('warns once of cookies that will not reach the client', async () => {
    const { fresh, warn } = await freshly();
    const reply = (statusCode: number, ...cookies: string[]) =>
      fresh.toIntegrationResult({ ...plain, statusCode, cookies });

    reply(400, 'a=1');
    expect(warn).not.toHaveBeenCalled();
    reply(400, 'a=1', 'b=2');
    reply(200, 'a=1');
    expect(warn.mock.calls.map(([line]) => JSON.parse(String(line)) as unknown)).toEqual([
      {
        level: 'warn',
        message:
          'cookies are left out behind an AWS integration, but for the first one of a status from 400 on',
      },
    ]);

    const again = await freshly();
    again.fresh.toIntegrationResult({ ...plain, cookies: ['a=1'] });
    expect(again.warn).toHaveBeenCalledOnce();
  });

  it('warns once of a status that will not reach the client', async () => {
    const { fresh, warn } = await freshly();

    expect(fresh.toIntegrationResult({ ...plain, statusCode: 201, body: 'a' })).toBe('a');
    expect(fresh.toIntegrationResult({ ...plain, statusCode: 399, body: 'b' })).toBe('b');

    expect(warn.mock.calls.map(([line]) => JSON.parse(String(line)) as unknown)).toEqual([
      {
        level: 'warn',
        message:
          'a status below 400 becomes 200 behind an AWS integration, whose default response has that status',
      },
    ]);
  });

  it.each([
    ['without cookies', [], {}],
    ['with the first of its cookies (REQ-27)', ['a=1', 'b=2'], { 'set-cookie': 'a=1' }],
  ])('is an error from 400 on, %s (REQ-31)', (_, cookies, more) => {
    const headers = [
      ['x-a', '1'],
      ['x-a', '2'],
    ] as const;

    vi.spyOn(console, 'warn').mockReturnValue();
    const result = toIntegrationResult({ ...plain, statusCode: 400, headers, cookies, body: 'no' });

    expect(result).toBeInstanceOf(IntegrationError);
    expect(JSON.parse((result as Error).message)).toEqual({
      statusCode: 400,
      headers: { 'x-a': '1, 2', ...more },
      body: 'no',
    });
  });
});
