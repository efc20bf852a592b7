import { describe, expect, it } from 'vitest';

import { toLogLine } from '../../src/log/log-line.ts';

describe('toLogLine', () => {
  it.each([
    ['a line feed', '\n'],
    ['an escape', '\u001B[31m'],
    ['a delete', '\u007F'],
    ['a C1 control', '\u009B31m'],
    ['a line separator', '\u2028'],
    ['a paragraph separator', '\u2029'],
  ])('writes %s as an escape that reads as the same text', (_, text) => {
    const line = toLogLine({ text });

    // oxlint-disable-next-line no-control-regex -- what must not be there
    expect(line).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]/);
    expect(JSON.parse(line)).toEqual({ text });
  });

  it('leaves what can be printed as it is', () => {
    expect(toLogLine({ text: '~ ü\u00A0😀' })).toBe('{"text":"~ ü\u00A0😀"}');
  });

  it('writes what has no JSON as text', () => {
    expect(toLogLine({ a: 1n })).toBe('{"a":"1"}');
  });

  it('cuts text after 8192 characters, wherever it stands', () => {
    const fits = 'a'.repeat(8192);

    expect(JSON.parse(toLogLine({ fits, deep: { long: [`${fits}b`] } }))).toEqual({
      fits,
      deep: { long: [`${fits}…`] },
    });
  });
});
