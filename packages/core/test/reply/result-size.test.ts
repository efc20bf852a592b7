import { describe, expect, it, vi } from 'vitest';

import { IntegrationError } from '../../src/errors/errors.ts';
import { checkResultSize, lambdaResultLimit } from '../../src/reply/result-size.ts';
import { toPayloadV2 } from '../../src/reply/payload-v2-result.ts';
import { reply } from '../../src/reply/reply.ts';
import { shapeReply } from '../../src/reply/shape-reply.ts';

describe('checkResultSize', () => {
  const result = (body: string) => ({ statusCode: 200, body });
  const overhead = JSON.stringify(result('')).length;

  it.each([
    ['text', 'a', 1],
    ['text that is escaped', '"', 2],
    ['text of two bytes', 'ü', 2],
  ])('takes %s up to the limit, and no byte more', (_, unit, bytes) => {
    const room = lambdaResultLimit - overhead;
    const fits = unit.repeat(Math.floor(room / bytes));
    const exceeds = fits + unit;

    expect(() => checkResultSize(result(fits), shapeReply(fits), lambdaResultLimit)).not.toThrow();
    expect(() => checkResultSize(result(exceeds), shapeReply(exceeds), lambdaResultLimit)).toThrow(
      `bytes of JSON, expected at most ${lambdaResultLimit}`,
    );
  });

  it.each([
    ['characters that take more bytes than a look at them tells', '\u6f22'],
    ['half a surrogate pair', '\ud800'],
  ])('takes %s when they fit', (_, unit) => {
    const body = unit.repeat(400_000);
    const limit = Buffer.byteLength(JSON.stringify(result(body)));

    expect(() => checkResultSize(result(body), shapeReply(body), limit)).not.toThrow();
    expect(() => checkResultSize(result(body), shapeReply(body), limit - 1)).toThrow(TypeError);
  });

  it('writes no JSON of a text that surely fits', () => {
    const body = 'a'.repeat(2_000_000);
    const stringify = vi.spyOn(JSON, 'stringify');

    checkResultSize(result(body), shapeReply(body), lambdaResultLimit);

    expect(stringify).not.toHaveBeenCalled();
    stringify.mockRestore();
  });

  it('counts headers and cookies', () => {
    const shaped = shapeReply(
      reply('', { headers: { a: 'b'.repeat(500) }, cookies: ['c'.repeat(500)] }),
    );

    expect(() => checkResultSize(toPayloadV2(shaped), shaped, 1000)).toThrow('result has');
  });

  it.each([
    [
      'headers',
      { headers: Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`x-${at}`, '1'])) },
    ],
    ['cookies', { cookies: Array.from({ length: 1000 }, (_, at) => `c${at}=1`) }],
  ])('counts each of a thousand %s', (_, init) => {
    const shaped = shapeReply(reply('a'.repeat(lambdaResultLimit - 8000), init));

    expect(() => checkResultSize(toPayloadV2(shaped), shaped, lambdaResultLimit)).toThrow(
      'bytes of JSON, expected at most',
    );
  });

  it('counts what Lambda makes of an error (RT-16)', () => {
    const body = 'a'.repeat(lambdaResultLimit);
    const error = new IntegrationError(body);

    expect(() => checkResultSize(error, shapeReply(body), lambdaResultLimit)).toThrow(
      `result has ${lambdaResultLimit + 79} bytes of JSON`,
    );
  });

  it('is Lambda’s limit (RT-7)', () => {
    expect(lambdaResultLimit).toBe(6 * 1024 * 1024 + 100);
  });
});
