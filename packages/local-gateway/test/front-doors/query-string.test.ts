import { array, assert, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodeForm } from '../../src/front-doors/percent-decoding.ts';
import { parseQuery } from '../../src/front-doors/query-string.ts';
import { wellFormedText } from './texts.ts';

const rules = { separator: '&', decode: decodeForm };

describe('parseQuery', () => {
  it.each([
    ['', []],
    ['&&', []],
    ['a', [['a', ['']]]],
    ['=1', [['', ['1']]]],
    ['a=1=2', [['a', ['1=2']]]],
    [
      'a=1&b=2&a=3',
      [
        ['a', ['1', '3']],
        ['b', ['2']],
      ],
    ],
    ['a%3D=%26', [['a=', ['&']]]],
  ])('reads "%s"', (query, expected) => {
    expect(Array.from(parseQuery(query, rules))).toEqual(expected);
  });

  it('reads what URLSearchParams writes, every value in order', { timeout: 60_000 }, () => {
    const pairs = array(
      tuple(
        wellFormedText.filter((text) => text !== ''),
        wellFormedText,
      ),
    );
    assert(
      property(pairs, (list) => {
        const query = new URLSearchParams(
          list.map(([name, value]): [string, string] => [name, value]),
        ).toString();

        const parsed = parseQuery(query, rules);

        for (const [name] of list) {
          expect(parsed.get(name)).toEqual(
            list.filter(([other]) => other === name).map(([, value]) => value),
          );
        }
        expect(parsed.size).toBe(new Set(list.map(([name]) => name)).size);
      }),
    );
  });

  it('CORE-51: takes many keys and many values', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => `k${index}=1&same=${index}`).join(
      '&',
    );

    const parsed = parseQuery(many, rules);

    expect(parsed.size).toBe(10_001);
    expect(parsed.get('same')).toHaveLength(10_000);
  });
});
