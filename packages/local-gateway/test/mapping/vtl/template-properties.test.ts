import { array, assert, constantFrom, integer, json, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { toJava } from '../../../src/mapping/java-values.ts';
import { readJsonPath } from '../../../src/mapping/json/json-path.ts';
import { render, tryRender } from '../mapping-data.ts';

const WORDS = [
  '$',
  '$!',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '.',
  ',',
  '"',
  "'",
  '\\',
  '\n',
  ' ',
  '=',
  '1',
  '..',
  '#if(',
  '#if($x)',
  '#else',
  '#{else}',
  '#elseif($y)',
  '#end',
  '#set($x = ',
  '#set($x.y = 1)',
  '#foreach($i in ',
  '#foreach($i in $list)',
  '#break',
  '#stop',
  '#macro(m $a)',
  '#m($x)',
  '#define($d)',
  '$input.path("$',
  '$input.json("$.a',
  '$context.',
  '$x',
  '$x.y',
  '$list.get(0)',
  '$util.',
  'put(',
  'add(',
  '__proto__',
  'constructor',
  'replaceAll("',
  '##',
  '#*',
  '*#',
  '#[[',
  ']]#',
  '&&',
  '+',
  '-',
  '/',
  '== ',
];
const words = constantFrom(...WORDS);
const STEPS = [
  '$',
  '.',
  '..',
  '*',
  '[',
  ']',
  '[0]',
  '[-1:]',
  "['a']",
  '?(',
  '@',
  '.a',
  ')',
  '==',
  '1',
  "'",
  ',',
];
const steps = constantFrom(...STEPS, '__proto__');

describe('renderTemplate, for any template', () => {
  it('gives text or an error and never throws', () => {
    assert(
      property(array(words, { maxLength: 30 }), (parts) => {
        const rendered = tryRender(parts.join(''), { body: '{"a":[1,{"b":null}]}' });

        expect(Object.keys(rendered)[0]).toMatch(/^(?:text|error)$/);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('REQ-17 gives back any JSON through $input.json', () => {
    assert(
      property(json(), (body) => {
        const text = render("$input.json('$')", { body });

        expect(JSON.stringify(JSON.parse(text))).toBe(
          JSON.stringify(JSON.parse(body)).replaceAll(/(?<=[[:,]|^)-0(?=[\],}]|$)/g, '0'),
        );
      }),
    );
  });

  it('REQ-21 escapes and encodes any text so that it can be read back', () => {
    assert(
      property(string({ unit: 'grapheme' }), (text) => {
        const params = { querystring: { text } };
        const escaped = render('$util.escapeJavaScript($input.params("text"))', { params });

        expect(JSON.parse(`"${escaped.replaceAll("\\'", "'")}"`)).toBe(text);
        expect(render('$util.urlDecode($util.urlEncode($input.params("text")))', { params })).toBe(
          text,
        );
        expect(
          render('$util.base64Decode($util.base64Encode($input.params("text")))', { params }),
        ).toBe(text);
      }),
    );
  });

  it('calculates with integers as Java does', () => {
    assert(
      property(integer(), integer({ min: 1 }), (a, b) => {
        const params = { querystring: { a: String(a), b: String(b) } };
        const parse =
          '#set($n = 0)#set($a = $n.parseInt($input.params("a")))#set($b = $n.parseInt($input.params("b")))';

        expect(render(`${parse}#set($c = $a / $b)#set($d = $a % $b)$c $d`, { params })).toBe(
          `${BigInt(a) / BigInt(b)} ${BigInt(a) % BigInt(b)}`,
        );
      }),
    );
  });
});

describe('readJsonPath, for any path', () => {
  it('gives a value, or says that there is none or why it cannot be read', () => {
    assert(
      property(array(steps, { maxLength: 12 }), json(), (parts, body) => {
        const found = readJsonPath(toJava(JSON.parse(body)), parts.join(''));

        expect(Object.keys(found)[0]).toMatch(/^(?:value|missing|invalid)$/);
      }),
      { numRuns: 1000 },
    );
  });
});
