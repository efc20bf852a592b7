import { describe, expect, it } from 'vitest';

import { toJava } from '../../../src/mapping/java-values.ts';
import { readJsonPath } from '../../../src/mapping/json/json-path.ts';

const document = toJava({ list: [{ a: 1 }, { a: 2 }], text: 'x', none: null, '': 'blank' });

describe('readJsonPath', () => {
  it.each([
    ['$.list[1].a', 2],
    ['list[0].a', 1],
    ['$.none', null],
    ['$..a', [1, 2]],
    ['$.list[?(@.a >= 2)].a', [2]],
    ['$.list[?(@.a != 2)].a', [1]],
    ['$.list[(@.length-1)].a', 2],
  ])('reads %s', (path, value) => {
    expect(readJsonPath(document, path)).toEqual({ value: toJava(value) });
  });

  it.each(['$.missing', '$.list[7]', '$.text.length', '$.none.a'])(
    'finds nothing at %s',
    (path) => {
      expect(readJsonPath(document, path)).toHaveProperty('missing');
    },
  );

  it.each([
    '$.list[?(@.constructor.constructor("return process")())]',
    '$.list[?(process.exit(1))]',
    '$.list[(@.constructor)]',
    '$.list[(process.exit(1))]',
    '$.list[?(@.a == (1).constructor)]',
    '$.list[?(@.a in [1])]',
    "$['list",
    '$.list[',
    '$.a b',
  ])('GW-28 evaluates no script and refuses %s', (path) => {
    expect(readJsonPath(document, path)).toEqual({ invalid: expect.stringContaining('JSONPath') });
  });

  it.each([
    '$.__proto__',
    '$.constructor',
    '$.list.__proto__',
    '$.text.constructor',
    '$..__proto__.polluted',
  ])('GW-28 reaches no prototype through %s', (path) => {
    const found = readJsonPath(document, path);

    expect('value' in found ? found.value : []).toEqual([]);
  });

  it('GW-28 gives up on a query that visits too many nodes', () => {
    const wide = toJava(Array.from({ length: 100_000 }, (_, a) => ({ a, b: [a] })));

    expect(readJsonPath(wide, '$..*..*..*')).toEqual({
      invalid: expect.stringContaining('visited more than'),
    });
  });

  it('GW-28 gives up on a filter whose regular expression backtracks for ever', () => {
    const value = toJava([{ a: 'a'.repeat(40) }]);

    expect(readJsonPath(value, '$[?(@.a =~ /(a+)+b/)]')).toEqual({
      invalid: expect.stringContaining('did not finish'),
    });
  });
});
