import { describe, expect, it, vi } from 'vitest';

import { IntegrationError } from '../../src/errors/errors.ts';
import { toIntegrationResult } from '../../src/reply/integration-result.ts';

const plain = { statusCode: 200, headers: [], cookies: [], body: '', isBase64Encoded: false };

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
    warn.mockRestore();
  });

  it('warns once of a status that will not reach the client', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    vi.resetModules();
    const fresh = await import('../../src/reply/integration-result.ts');

    expect(fresh.toIntegrationResult({ ...plain, statusCode: 201, body: 'a' })).toBe('a');
    expect(fresh.toIntegrationResult({ ...plain, statusCode: 399, body: 'b' })).toBe('b');

    expect(warn.mock.calls.map(([line]) => JSON.parse(String(line)) as unknown)).toEqual([
      {
        level: 'warn',
        message:
          'a status below 400 becomes 200 behind an AWS integration, whose default response has that status',
      },
    ]);
    warn.mockRestore();
  });

  it.each([
    ['without cookies', [], {}],
    ['with the first of its cookies (REQ-27)', ['a=1', 'b=2'], { 'set-cookie': 'a=1' }],
  ])('is an error from 400 on, %s (REQ-31)', (_, cookies, more) => {
    const headers = [
      ['x-a', '1'],
      ['x-a', '2'],
    ] as const;

    const result = toIntegrationResult({ ...plain, statusCode: 400, headers, cookies, body: 'no' });

    expect(result).toBeInstanceOf(IntegrationError);
    expect(JSON.parse((result as Error).message)).toEqual({
      statusCode: 400,
      headers: { 'x-a': '1, 2', ...more },
      body: 'no',
    });
  });
});
