import { describe, expect, it } from 'vitest';

import { IntegrationError } from '../../src/errors/errors.ts';
import { checkResultSize, lambdaResultLimit } from '../../src/reply/result-size.ts';
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
