import { assert, json, property } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { print, toJsonText } from '../../../src/mapping/java-values.ts';
import { JsonTextError, parseJson } from '../../../src/mapping/json/json-text.ts';

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    assert(
      property(json(), (text) => {
        expect(JSON.parse(toJsonText(parseJson(text)))).toEqual(dropNegativeZero(JSON.parse(text)));
      }),
    );
  });

  it('keeps the order of names that look like numbers', () => {
    expect(toJsonText(parseJson('{"b":1,"2":2,"1":3}'))).toBe('{"b":1,"2":2,"1":3}');
  });

  it.each([
    ['1.0', '1.0'],
    ['1', '1'],
    ['12345678901234567890', '12345678901234567890'],
    ['1e2', '100.0'],
    ['1.5E10', '1.5E10'],
    ['0.0001', '1.0E-4'],
  ])('tells integers from doubles: %s prints %s', (text, printed) => {
    expect(print(parseJson(text))).toBe(printed);
  });

  it.each([
    ['{statusCode: 200}', '{"statusCode":200}'],
    ['{"a": 1,}', '{"a":1}'],
    ['[1, 2,]', '[1,2]'],
    ["{'a': 'b'}", '{"a":"b"}'],
  ])('REQ-58 accepts the lenient %s', (text, json) => {
    expect(toJsonText(parseJson(text))).toBe(json);
  });

  it.each([
    '',
    '{',
    '{"a":}',
    '{"a" 1}',
    '[1 2]',
    '{"a":1}}',
    '"open',
    '{"statusCode: 200}',
    'tru',
  ])('refuses %j', (text) => {
    expect(() => parseJson(text)).toThrow(JsonTextError);
  });

  it('refuses nesting that would exhaust the stack', () => {
    expect(() => parseJson('['.repeat(100_000))).toThrow('500 levels');
  });

  it('keeps __proto__ as a name like any other', () => {
    expect(toJsonText(parseJson('{"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1}}');
  });
});

/** `-0` is the integer 0 in Java. */
function dropNegativeZero(value: unknown): unknown {
  if (Object.is(value, -0)) return 0;
  if (Array.isArray(value)) return value.map(dropNegativeZero);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, dropNegativeZero(member)]),
  );
}
