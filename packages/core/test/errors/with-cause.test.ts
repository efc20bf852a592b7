import { describe, expect, it } from 'vitest';

import { withCause } from '../../src/errors/with-cause.ts';

describe('withCause', () => {
  it('gives an error its cause, unless it has one', () => {
    const [first, second, third] = [new Error('1'), new Error('2'), new Error('3')];

    expect(withCause(second, first)).toHaveProperty('cause', first);
    expect(withCause(second, third)).toHaveProperty('cause', first);
  });

  it.each([
    ['itself', new Error('x')],
    ['a frozen error', Object.freeze(new Error('x'))],
    ['what is no error', { a: 1 }],
    ['nothing', undefined],
  ])('leaves %s as it is', (name, error) => {
    expect(withCause(error, name === 'itself' ? error : new Error('y'))).toBe(error);
    expect((error as Error | undefined)?.cause).toBeUndefined();
  });
});
