import { describe, expect, it } from 'vitest';

import { describeError, type ErrorDescription } from '../../src/errors/describe-error.ts';

/** An error with so many causes, each the cause of the one before. */
function chainOf(causes: number): Error {
  return new Error(`${causes} to come`, causes === 0 ? {} : { cause: chainOf(causes - 1) });
}

function messagesOf(description: ErrorDescription | undefined): readonly string[] {
  return description === undefined
    ? []
    : [description.message, ...messagesOf(description.cause ?? description.errors?.[0])];
}

function revoked(target: object): object {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

describe('describeError', () => {
  it('tells name, message, code and stack, and nothing that is not there', () => {
    const error = Object.assign(new RangeError('too far'), { code: 'E_FAR' });

    expect(describeError(error)).toEqual({
      name: 'RangeError',
      message: 'too far',
      code: 'E_FAR',
      stack: error.stack,
    });
    expect(Object.keys(describeError({ message: 'plain' }))).toEqual(['message']);
  });

  it('leaves out a name, a code and a stack that are no text', () => {
    const error = { message: 'odd', name: 5, code: 42, stack: ['a'] };

    expect(describeError(error)).toEqual({ message: 'odd' });
  });

  it.each([
    ['text', 'no luck', 'no luck'],
    ['a number', 42, 'the number 42 was thrown'],
    ['null', null, 'null was thrown'],
    ['undefined', undefined, 'undefined was thrown'],
    ['a list', [1], 'a list was thrown'],
    ['an object', { a: 1 }, 'an object was thrown'],
    ['a message that is no text', { message: 5 }, 'an object was thrown'],
    ['a revoked proxy', revoked([]), 'an object that cannot be read was thrown'],
  ])('has a message for %s', (_, thrown, message) => {
    expect(describeError(thrown)).toEqual({ message });
  });

  it('tells five causes and no more', () => {
    expect(messagesOf(describeError(chainOf(4)))).toHaveLength(5);
    expect(messagesOf(describeError(chainOf(5)))).toHaveLength(6);
    expect(messagesOf(describeError(chainOf(9)))).toHaveLength(6);
  });

  it('comes to an end with an error that causes itself', () => {
    const error = new Error('ring');
    error.cause = error;

    expect(messagesOf(describeError(error))).toEqual(Array.from({ length: 6 }, () => 'ring'));
  });

  it('comes to an end with an AggregateError that holds itself', () => {
    const error = new AggregateError([], 'ring');
    error.errors.push(error);

    expect(messagesOf(describeError(error))).toEqual(Array.from({ length: 6 }, () => 'ring'));
  });

  it('tells the first ten errors of an AggregateError', () => {
    const errors = Array.from({ length: 12 }, (_, index) => `failure ${index}`);

    expect(describeError(new AggregateError(errors)).errors).toEqual(
      errors.slice(0, 10).map((message) => ({ message })),
    );
  });

  it('takes nothing but a list for the errors', () => {
    expect(describeError({ message: 'x', errors: 'many' })).toEqual({ message: 'x' });
  });
});
