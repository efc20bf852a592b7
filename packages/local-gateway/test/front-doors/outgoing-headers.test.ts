import { validateHeaderName, validateHeaderValue } from 'node:http';

import { assert, property } from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  capitalizeWords,
  headerProblem,
  headerText,
} from '../../src/front-doors/outgoing-headers.ts';
import { anyText } from './texts.ts';

describe('headerProblem', () => {
  it.each([
    ['a', 'b\r\nc'],
    ['a', 'b\nc'],
    ['a', '\0'],
    ['a', '\x7F'],
    ['a', '☕'],
    ['a b', 'c'],
    ['', 'c'],
    ['a\r\n', 'c'],
    ['ä', 'c'],
  ])('CORE-57, CORE-61: %j: %j cannot be sent', (name, value) => {
    expect(headerProblem([name, value])).toBeTypeOf('string');
  });

  it('lets pass nothing that Node.js would refuse to send', { timeout: 60_000 }, () => {
    assert(
      property(anyText, anyText, (name, value) => {
        const sendable = headerProblem([name, value]) === undefined;
        expect(sendable && !nodeSends(name, value)).toBe(false);
      }),
    );
  });

  it.each(['Grüße', 'a\tb', '', 'a, b; c="d"'])('lets pass %j', (value) => {
    expect(headerProblem(['x-a', value])).toBeUndefined();
    expect(nodeSends('x-a', value)).toBe(true);
  });
});

describe('headerText', () => {
  it('RESP-7: takes text, numbers and booleans', () => {
    expect(['a', 1.5, false, null, undefined, {}, []].map(headerText)).toEqual([
      'a',
      '1.5',
      'false',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('capitalizeWords', () => {
  it('HTTP1-14: writes every word with a capital', () => {
    expect(['myheader', 'x-ONE-two', 'x--a', 'ETag'].map(capitalizeWords)).toEqual([
      'Myheader',
      'X-One-Two',
      'X--A',
      'Etag',
    ]);
  });
});

function nodeSends(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}
