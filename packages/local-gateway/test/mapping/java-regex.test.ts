import { describe, expect, it } from 'vitest';

import { javaMatches, javaReplace, javaSplit } from '../../src/mapping/java-regex.ts';

describe('javaMatches', () => {
  it.each([
    ['a|b', 'ab', false],
    ['a|b', 'b', true],
    ['.*', 'a\nb', false],
    ['(?s).*', 'a\nb', true],
    ['(?i)a', 'A', true],
    ['[\\s\\S]*Malformed.*', 'x\nMalformed input', true],
    ['^\\[BadRequest\\].*', '[BadRequest] x', true],
    ['', '', true],
  ])('%j on %j: %s', (pattern, text, matches) => {
    expect(javaMatches(pattern, text)).toBe(matches);
  });

  it('gives up after a while', () => {
    expect(javaMatches('(x+x+)+y', 'x'.repeat(40))).toEqual({
      error: expect.stringContaining('did not finish'),
    });
  });
});

describe('javaReplace', () => {
  it.each([
    ['a', 'banana', 'o', true, 'bonono'],
    ['a', 'banana', 'o', false, 'bonana'],
    ['(b)(a)', 'banana', '$2$1\\$', true, 'ab$nana'],
    ['x', 'banana', '$9', true, 'banana'],
    ['(z)?a', 'a', '[$1]', true, '[]'],
  ])('%j in %j by %j', (pattern, text, replacement, all, expected) => {
    expect(javaReplace(pattern, text, replacement, all)).toBe(expected);
  });
});

describe('javaSplit', () => {
  it.each([
    [',', 'a,b,,', ['a', 'b']],
    ['\\.', 'a.b', ['a', 'b']],
    [',', '', ['']],
    [',', ',a', ['', 'a']],
  ])('%j in %j', (pattern, text, parts) => {
    expect(javaSplit(pattern, text)).toEqual(parts);
  });
});
