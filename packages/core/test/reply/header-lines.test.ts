import { describe, expect, it } from 'vitest';

import {
  addMissing,
  checkHeaderLine,
  hasHeader,
  isHeaderValue,
  toHeaderLines,
} from '../../src/reply/header-lines.ts';

describe('toHeaderLines', () => {
  it.each([
    ['nothing', undefined, []],
    ['null', null, []],
    [
      'a map',
      { 'X-A': 'b', 'x-c': 1 },
      [
        ['x-a', 'b'],
        ['x-c', '1'],
      ],
    ],
    [
      'pairs',
      [
        ['X-A', 'b'],
        ['x-a', true],
      ],
      [
        ['x-a', 'b'],
        ['x-a', 'true'],
      ],
    ],
    ['a web Headers', new Headers({ 'X-A': 'b' }), [['x-a', 'b']]],
    [
      'a list',
      { 'x-a': ['b', undefined, 7n] },
      [
        ['x-a', 'b'],
        ['x-a', '7'],
      ],
    ],
    ['a date', { expires: new Date(0) }, [['expires', 'Thu, 01 Jan 1970 00:00:00 GMT']]],
    ['what is left out', { 'x-a': undefined, 'x-b': null, 'x-c': [] }, []],
    ['two spellings, the later one', { 'X-A': 'b', 'x-a': 'c' }, [['x-a', 'c']]],
    ['two spellings, the later in capitals', { 'x-a': 'b', 'X-A': 'c' }, [['x-a', 'c']]],
    [
      'spellings of set-cookie, all of them',
      { 'set-cookie': 'a=1', 'Set-Cookie': ['b=2', 'c=3'], 'SET-COOKIE': 'd=4' },
      [
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
        ['set-cookie', 'c=3'],
        ['set-cookie', 'd=4'],
      ],
    ],
    [
      'what front doors count or own',
      {
        connection: 'close',
        'Content-Length': 5,
        'keep-alive': 'timeout=5',
        'proxy-connection': 'close',
        trailer: 'x-a',
        'transfer-encoding': 'chunked',
        upgrade: 'h2c',
      },
      [],
    ],
    ['a key that no envelope can have', JSON.parse('{"__proto__":"a"}'), []],
  ])('of %s (RFC 9110, 5)', (_, headers, lines) => {
    expect(toHeaderLines(headers)).toEqual(lines);
  });

  it.each([
    ['text', 'x-a: b', 'headers are the text "x-a: b", expected an object'],
    ['a pair that is none', ['x-a'], 'header is the text "x-a", expected a name and a value'],
    [
      'an object',
      { 'x-a': {} },
      'header "x-a" is an object, expected text, a number, a boolean or a date',
    ],
    [
      'an invalid date',
      { 'x-a': new Date(Number.NaN) },
      'header "x-a" is an object, expected text, a number, a boolean or a date',
    ],
    ['a name', { 'a b': 'c' }, 'header name is "a b", expected a token'],
    ['an empty name', { '': 'c' }, 'header name is "", expected a token'],
    [
      'a value',
      { 'x-a': 'b\n' },
      String.raw`header "x-a" is "b\n", expected one line of Latin-1 text`,
    ],
  ])('refuses %s, and says what it expects', (_, headers, message) => {
    expect(() => toHeaderLines(headers)).toThrow(new TypeError(message));
  });
});

describe('checkHeaderLine', () => {
  it('refuses a name each time', () => {
    for (const _ of [1, 2]) {
      expect(() => checkHeaderLine('x\n', 'a')).toThrow('expected a token');
      expect(() => checkHeaderLine('(x)', 'a')).toThrow('expected a token');
      expect(() => checkHeaderLine("!#$%&'*+.^_`|~-19azAZ", 'a')).not.toThrow();
    }
  });
});

describe('isHeaderValue', () => {
  it.each(['', 'a b\tc', '!~', '\u0080ü\u00FF'])('takes %j (RFC 9110, 5.5)', (value) => {
    expect(isHeaderValue(value)).toBe(true);
  });

  it.each(['\0', 'a\n', '\ra', '\u001F', '\u007F', '\u0100', '😀'])('refuses %j', (value) => {
    expect(isHeaderValue(value)).toBe(false);
  });
});

describe('addMissing', () => {
  const lines = [['x-a', 'b']] as const;

  it('adds the defaults whose name is not there', () => {
    expect(
      addMissing(lines, [
        ['x-a', 'c'],
        ['x-d', 'e'],
      ]),
    ).toEqual([
      ['x-a', 'b'],
      ['x-d', 'e'],
    ]);
    expect(addMissing([], [['x-a', 'c']])).toEqual([['x-a', 'c']]);
    expect(addMissing(lines, [])).toEqual(lines);
  });

  it('changes no list', () => {
    addMissing(lines, [['x-d', 'e']]);

    expect(lines).toEqual([['x-a', 'b']]);
  });
});

describe('hasHeader', () => {
  it('knows a name in lower case', () => {
    expect(hasHeader([['x-a', 'b']], 'x-a')).toBe(true);
    expect(hasHeader([['x-a', 'b']], 'x-b')).toBe(false);
    expect(hasHeader([], 'x-a')).toBe(false);
  });
});
