import { describe, expect, it } from 'vitest';

import { parseJson } from '../../src/request/parse-json.ts';

/** Lists in lists, around some text. */
const nested = (levels: number, inner = '') => `${'['.repeat(levels)}${inner}${']'.repeat(levels)}`;
const long = JSON.stringify('x'.repeat(70_000));

describe('parseJson', () => {
  it('refuses more levels than can be looked at, whatever the limit (CORE-28)', () => {
    const text = '['.repeat(100_000) + ']'.repeat(100_000);

    expect(() => parseJson(text, 1_000_000)).toThrow(
      expect.objectContaining({ statusCode: 400, message: 'body is nested too deep' }),
    );
    expect(() => parseJson(text, Infinity)).toThrow('body is nested too deep');
  });

  it.each(['1', 'null', '"a"', '[]', '{"a":{"b":[1,null,"c"]}}', ' {"a":1}\n'])(
    'gives for %s what JSON.parse gives',
    (text) => {
      expect(parseJson(text)).toEqual(JSON.parse(text));
    },
  );

  it.each(['', '{', '[1', 'undefined', "{'a':1}"])('refuses %j with 400', (text) => {
    expect(() => parseJson(text)).toThrow(
      expect.objectContaining({ statusCode: 400, message: 'body is not valid JSON' }),
    );
  });

  it.each([
    ['lists', (levels: number) => nested(levels)],
    ['objects', (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`],
    ['levels beside others', (levels: number) => `[1,{"a":null},${nested(levels - 1)}]`],
    ['levels after text', (levels: number) => `["[[[[",${nested(levels - 1)}]`],
    ['levels around long text', (levels: number) => nested(levels, long)],
    ['levels before long text', (levels: number) => `[${nested(levels - 1)},${long}]`],
  ])('takes as many levels of %s as the limit says', (_, make) => {
    expect(parseJson(make(5), 5)).toEqual(JSON.parse(make(5)));
    expect(() => parseJson(make(6), 5)).toThrow(
      expect.objectContaining({ statusCode: 400, message: 'body is nested deeper than 5 levels' }),
    );
  });

  it.each([
    ['escaped quotes', String.raw`"\"[[[[[["`],
    ['escaped backslashes', String.raw`"\\",[],"[[[[[["`],
    ['levels that are closed again', '[],[],{},{},[],{}'],
  ])('does not take %s before long text for levels', (_, text) => {
    const list = `[${text},${long}]`;

    expect(parseJson(list, 2)).toEqual(JSON.parse(list));
  });

  it.each([
    ['lists', '[', 'deep'],
    ['objects', '{"a":', 'deep'],
    ['lists after a list', '[],[', 'deep'],
    ['lists after text', '["a",[', 'deep'],
    ['lists after text that ends with a backslash', String.raw`"\\"[`, 'deep'],
    ['lists within the first kilobyte', `${' '.repeat(959)}[`, 'deep'],
    ['lists after the first kilobyte', `${' '.repeat(960)}[`, 'no JSON'],
    ['lists that are closed', '[],', 'no JSON'],
    ['objects that are closed', '{},', 'no JSON'],
    ['brackets in text', '"[', 'no JSON'],
    ['brackets in text with a quote', String.raw`"\"[`, 'no JSON'],
  ])('refuses a long text that begins with many %s', (_, start, finding) => {
    const last = start.startsWith('{"') ? start : start.slice(-1);
    const closed = start.endsWith(',');
    const text = closed ? start.repeat(70_000) : start + last.repeat(70_000);

    expect(() => parseJson(text)).toThrow(
      finding === 'deep' ? 'body is nested deeper than 64 levels' : 'body is not valid JSON',
    );
  });

  it('parses a text of 65,535 characters before it counts', () => {
    expect(() => parseJson('['.repeat(65_535))).toThrow('body is not valid JSON');
    expect(() => parseJson('['.repeat(65_536))).toThrow('body is nested deeper');
  });

  it.each(['[[null]]', '[[1]]', '{"a":{"b":null}}', '{"a":{"b":"c"}}', '[{"a":null}]'])(
    'takes %s for two levels',
    (text) => {
      expect(parseJson(text, 2)).toEqual(JSON.parse(text));
    },
  );

  it.each(['1', 'null', '"a"'])('takes %s for no level', (text) => {
    expect(parseJson(text, 0)).toBe(JSON.parse(text));
  });

  it('takes 64 levels unless told otherwise', () => {
    expect(parseJson(nested(64))).toEqual(JSON.parse(nested(64)));
    expect(() => parseJson(nested(65))).toThrow('deeper than 64 levels');
  });

  it.each([
    '{"__proto__":{"a":1}}',
    '[{"b":{"__proto__":null}}]',
    '{"a":{},"b":[[],{"__proto__":null}]}',
    '{"constructor":{"prototype":{"a":1}}}',
  ])('refuses %s, whose key may reach a prototype', (text) => {
    expect(() => parseJson(text)).toThrow(
      expect.objectContaining({
        statusCode: 400,
        message: 'body has a key that may reach a prototype',
      }),
    );
  });

  it('takes a key `constructor` that reaches none', () => {
    expect(parseJson('{"constructor":"Norman Foster"}')).toEqual({ constructor: 'Norman Foster' });
  });

  it.each([
    ['before', (deep: string) => `{"constructor":"Norman Foster","a":${deep}}`],
    ['around', (deep: string) => `{"constructor":${deep}}`],
    ['in a list before', (deep: string) => `[{"constructor":"Norman Foster"},${deep}]`],
    ['in an object before', (deep: string) => `{"a":{"constructor":"Norman Foster"},"b":${deep}}`],
  ])('counts levels with such a key %s them', (_, make) => {
    const text = make(nested(4));

    expect(parseJson(text, 5)).toEqual(JSON.parse(text));
    expect(() => parseJson(make(nested(5)), 5)).toThrow('body is nested deeper than 5 levels');
  });
});
