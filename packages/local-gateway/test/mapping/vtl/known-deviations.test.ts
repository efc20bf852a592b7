import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { tryRender } from '../mapping-data.ts';

/** Where rendering differs from API Gateway's: what it gives there, and what it gives here. */
const deviations = [
  {
    title: 'Directive names in braces',
    template: '#{if}(true)yes#{end}',
    there: { text: 'yes' },
    here: { error: 'syntax: found blocks that are not balanced, expected one #end for each' },
  },
  {
    title: 'Variables named by operators',
    template: '#set($in = 1)$in',
    there: { text: '1' },
    here: { error: expect.stringMatching(/^syntax: /) },
  },
  {
    title: 'Several backslashes',
    template: '\\\\\\\\$context.stage',
    there: { text: '\\\\v1' },
    here: { text: '\\v1' },
  },
  {
    title: 'Escaped `#set`',
    template: '\\#set($x = 1)',
    there: { text: '#set($x = 1)' },
    here: { text: '#set( = 1)' },
  },
  {
    title: 'Macro arguments are passed by value',
    template: '#macro(m $a)#set($n = "late")$a#end#set($n = "early")#m("$n")',
    there: { text: 'late' },
    here: { text: 'early' },
  },
  {
    title: '`$foreach.stop()` and `$foreach.topmost`',
    template: '#foreach($i in [1..3])$i#if($i == 2)$foreach.stop()#end#end',
    there: { text: '12' },
    here: { text: '123' },
  },
  {
    title: 'Methods of other Java classes',
    template: '$context.stage.getBytes().size()',
    there: { text: '2' },
    here: { text: '' },
  },
  {
    title: 'Reflection',
    template: '$context.stage.getClass().getName()',
    there: { text: 'java.lang.String' },
    here: { text: '' },
  },
  {
    title: 'Possessive quantifiers and other expressions only Java has',
    template: "$context.stage.matches('[a-z0-9]++')",
    there: { text: 'true' },
    here: { error: expect.stringContaining('expected a regular expression') },
  },
  {
    title: 'Budgets',
    template: '#foreach($i in [1..1000])#foreach($j in [1..1000])#end#end',
    there: { text: '' },
    here: { error: expect.stringMatching(/^took (?:more|longer) than/) },
  },
];

const documentation = readFileSync(
  new URL('../../../docs/mapping-templates.md', import.meta.url),
  'utf8',
);

describe('known deviations of renderTemplate', () => {
  it.each(deviations)('$title', ({ title, template, there, here }) => {
    expect(tryRender(template)).toEqual(here);
    expect(here).not.toEqual(there);
    expect(documentation).toContain(`**${title}**`);
  });

  it('are all that is documented', () => {
    const titles = [...documentation.matchAll(/^- \*\*(.+?)\*\*/gm)].map(([, title]) => title);

    expect(titles).toEqual(deviations.map(({ title }) => title));
  });
});
