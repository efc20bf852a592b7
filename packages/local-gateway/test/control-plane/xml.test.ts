import { describe, expect, it } from 'vitest';

import { toXml } from '../../src/control-plane/xml.ts';

describe('toXml', () => {
  it.each([
    ['text', 'a<b>&"c"', 'a&#60;b&#62;&#38;&#34;c&#34;'],
    ['numbers and booleans', { a: 1, b: false }, '<a>1</a><b>false</b>'],
    ['lists', { a: ['x', { b: 'y' }] }, '<a><member>x</member><member><b>y</b></member></a>'],
    ['dates', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['nothing for undefined', { a: undefined, b: null }, '<b></b>'],
  ])('writes %s', (_what, value, xml) => {
    expect(toXml(value)).toBe(xml);
  });
});
