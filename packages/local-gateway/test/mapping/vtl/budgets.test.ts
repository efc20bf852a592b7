import { describe, expect, it } from 'vitest';

import { render, tryRender } from '../mapping-data.ts';

const long = 'a'.repeat(60);

describe('budgets of renderTemplate', () => {
  it.each([
    ['a range of 5e7', '#foreach($i in [1..50000000])x#end', 'range'],
    [
      'nested loops of 2,000',
      '#foreach($i in [1..2000])#foreach($j in [1..2000])x#end#end',
      'steps',
    ],
    ['a macro that calls itself', '#macro(m)#m()#end#m()', 'nested'],
    ['two macros that call each other', '#macro(a)#b()#end#macro(b)#a()#end#a()', 'nested'],
    ['a block that holds itself', '#define($d)$d#end$d', 'nested'],
    ['text that renders itself', "#set($t = '#evaluate($t)')#evaluate($t)", 'nested'],
    [
      'text that doubles 40 times',
      `#set($t = "${long}")#foreach($i in [1..40])#set($t = "$t$t")#end`,
      'characters',
    ],
    [
      'text that doubles by +',
      `#set($t = "${long}")#foreach($i in [1..40])#set($t = $t + $t)#end$t`,
      'characters',
    ],
    [
      'text that doubles by concat',
      `#set($t = "${long}")#foreach($i in [1..40])#set($t = $t.concat($t))#end`,
      'characters',
    ],
    [
      'a list that doubles',
      '#set($l = [1])#foreach($i in [1..60])#set($d = $l.addAll($l))#end',
      'steps',
    ],
    [
      'a map that doubles when printed',
      '#set($m = {"a": "a"})#foreach($i in [1..60])#set($n = {"l": $m, "r": $m})#set($m = $n)#end$m',
      'took longer',
    ],
    ['a list that holds itself', '#set($l = [])#set($d = $l.add($l))$l', 'nested'],
    ['a map that holds itself', '#set($m = {})#set($m.m = $m)$m', 'nested'],
  ])('GW-26 stops %s', (_, template, error) => {
    // On a slow machine time may be up before the budget that is meant.
    const reason = new RegExp(`${error}|took longer`);
    expect(tryRender(template)).toEqual({ error: expect.stringMatching(reason) });
  });

  it.each([
    '$util.urlEncode($t)',
    '$t.matches("(a+)+b")',
    '$t.replaceAll("(a|aa)+$b", "")',
    '$t.split("(a*)*b")',
  ])('GW-29 gives up on an expression that backtracks: %s', (template) => {
    const rendered = tryRender(`#set($t = "${long}")${template}`);

    expect(JSON.stringify(rendered)).toMatch(/did not finish|"text"/);
  });

  it('GW-26 stops text that doubles by replaceAll', () => {
    const grow = '#set($t = $t.replaceAll("a", "aa"))';

    expect(tryRender(`#set($t = "${long}")#foreach($i in [1..40])${grow}#end`)).toHaveProperty(
      'error',
    );
  });

  it.each(['(', '[', 'a{2,1}', '(?<n', '*'])('GW-29 refuses the pattern %s', (pattern) => {
    expect(tryRender(`#set($t = "a")$t.matches('${pattern}')`)).toHaveProperty('error');
  });

  it('leaves room for a template with a thousand items', () => {
    const body = JSON.stringify({ list: Array.from({ length: 1000 }, (_, id) => ({ id })) });

    const text = render(
      `[#foreach($i in $input.path('$.list')){"id":$i.id}#if($foreach.hasNext),#end#end]`,
      { body },
    );

    expect(JSON.parse(text)).toHaveLength(1000);
  });
});
