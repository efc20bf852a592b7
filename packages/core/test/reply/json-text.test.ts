import { describe, expect, it } from 'vitest';

import { toJsonText } from '../../src/reply/json-text.ts';

describe('toJsonText', () => {
  it('is the JSON of a value', () => {
    expect(toJsonText({ a: [1, null] })).toBe('{"a":[1,null]}');
    expect(toJsonText(null)).toBe('null');
  });

  it('keeps what was thrown for the log, and takes nothing of it', () => {
    const thrown = Object.assign(new Error('secret'), { statusCode: 404 });
    const value = {
      toJSON: () => {
        throw thrown;
      },
    };

    expect(() => toJsonText(value)).toThrow(new TypeError('body has no JSON', { cause: thrown }));
    expect(() => toJsonText(value)).not.toThrow(expect.objectContaining({ statusCode: 404 }));
  });

  it.each([
    ['a function', () => 1, 'body is function, which has no JSON'],
    ['a symbol', Symbol('a'), 'body is symbol, which has no JSON'],
    [
      'a toJSON without a result',
      { toJSON: () => undefined },
      'body is an object, which has no JSON',
    ],
  ])('refuses %s', (_, value, message) => {
    expect(() => toJsonText(value)).toThrow(new TypeError(message));
  });
});
