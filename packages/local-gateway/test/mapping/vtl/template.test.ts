import { describe, expect, it } from 'vitest';

import { context, javaMap, render, tryRender } from '../mapping-data.ts';
import { createContextMap } from '../../../src/mapping/overrides.ts';

describe('renderTemplate', () => {
  it('REQ-15 prints nothing for what is undefined or null', () => {
    expect(render('[$nope][$!nope.a][${context.nope}][$context.identity.user]')).toBe('[][][][]');
  });

  it('REQ-16 prints an object in map style and a list as JSON', () => {
    const body = '{"a":{"b":1,"c":[{"d":"e"}]}}';

    expect(render("$input.path('$.a') $input.path('$.a.c')", { body })).toBe(
      '{b=1, c=[{"d":"e"}]} [{"d":"e"}]',
    );
  });

  it('REQ-17 gives JSON text, the raw body, and nothing below the body', () => {
    expect(render("$input.json('$')|$input.body|$input.body.a|", { body: '{ "a" : 1 }' })).toBe(
      '{"a":1}|{ "a" : 1 }||',
    );
  });

  it('reads text that is no JSON as that text', () => {
    expect(render("$input.path('$').split('&')[1] $input.json('$')", { body: 'a=1&b=2' })).toBe(
      'b=2 "a=1&b=2"',
    );
  });

  it('tells a body that only looks like JSON', () => {
    expect(tryRender("$input.json('$')", { body: '{"a":' })).toEqual({
      error: expect.stringContaining('expected a value'),
      malformedBody: true,
    });
  });

  it('REQ-18 looks a parameter up in path, then query string, then header', () => {
    const params = {
      path: { a: 'path' },
      querystring: { a: 'query', b: 'query' },
      header: { a: 'header', b: 'header', c: 'header' },
    };

    expect(
      render("$input.params('a') $input.params('b') $input.params('c') $input.params('d')|", {
        params,
      }),
    ).toBe('path query header |');
    expect(render("$input.params().keySet() $input.params().get('header').c", { params })).toBe(
      '[path, querystring, header] header',
    );
  });

  it('REQ-19 tells header names apart by case', () => {
    const params = { header: { 'X-Tag': '1' } };

    expect(render("[$input.params('x-tag')][$input.params('X-Tag')]", { params })).toBe('[][1]');
  });

  it.each([
    ['$util.escapeJavaScript("it\'s")', "it\\'s"],
    ['$util.escapeJavaScript("it\'s").replaceAll("\\\\\'","\'")', "it's"],
    ["$util.urlEncode('a b:c~(é)')", 'a+b%3Ac%7E%28%C3%A9%29'],
    ["$util.urlDecode('a+b%3Ac')", 'a b:c'],
    ["$util.base64Decode($util.base64Encode('é'))", 'é'],
    [`$util.parseJson('{"a":[1]}').a[0]`, '1'],
  ])('REQ-21 %s', (template, text) => {
    expect(render(template)).toBe(text);
  });

  it('REQ-21 fails on text that $util.parseJson cannot read', () => {
    expect(tryRender("$util.parseJson('{')")).toHaveProperty('error');
  });

  it('REQ-22 lists the keys of $context with the overrides', () => {
    expect(render('$context.keySet()')).toBe(
      `[${[...Object.keys(context), 'requestOverride', 'responseOverride'].join(', ')}]`,
    );
  });

  it('REQ-23 reads an authorizer, and prints nothing for its claims as a whole', () => {
    const authorizer = { principalId: 'u1', admin: 'true', claims: { sub: 's1', 'a:b': 'c' } };

    expect(
      render(
        `$context.authorizer.principalId $context.authorizer.admin [$context.authorizer.claims] $context.authorizer.claims.sub $context.authorizer.claims['a:b']`,
        { context: createContextMap({ authorizer }) },
      ),
    ).toBe('u1 true [] s1 c');
  });

  it('REQ-24 reads stage variables in every form', () => {
    expect(
      render(
        '$stageVariables.a $stageVariables["a"] ${stageVariables.a}x $stageVariables.get("a")',
        {
          stageVariables: { a: '1' },
        },
      ),
    ).toBe('1 1 1x 1');
  });

  it('REQ-29 knows no $context.error outside of gateway responses', () => {
    expect(render('[$context.error.message$context.error.responseType]')).toBe('[]');
  });

  it('REQ-27 refuses an override that is set twice in one run', () => {
    const set = '#set($context.responseOverride.header.a = "1")';

    expect(tryRender(set)).toEqual({ text: '' });
    expect(tryRender(set + set)).toEqual({ error: expect.stringContaining('set twice') });
    expect(tryRender('#set($context.responseOverride.status = 400)'.repeat(2))).toHaveProperty(
      'error',
    );
  });

  it('REQ-13 leaves a loop after 1,000 iterations', () => {
    expect(render('#foreach($i in [1..1500])x#end')).toBe('x'.repeat(1000));
  });

  it('REQ-13 refuses a template above 300 KB', () => {
    expect(tryRender('x'.repeat(300 * 1024))).toHaveProperty('text');
    expect(tryRender('x'.repeat(300 * 1024 + 1))).toHaveProperty('error');
  });

  it.each([
    ['#if($a', 'syntax'],
    ['#if(true)x', 'balanced'],
    ['x#end', 'balanced'],
    ['#if(true)x#stop', 'balanced'],
    ['#foreach($i in [1])x#{else}y#end', '#else'],
    ['#if($a == null)x#end', 'null'],
    ['#parse("other")', '#parse'],
    ['$input.path("$.a[")', 'JSONPath'],
    ["$input.path('$.list').get(3)", 'out of bounds'],
    ["#set($t = 'abc')$t.substring(2, 9)", 'out of bounds'],
    ['#set($i = 0)$i.parseInt("x")', 'expected an integer'],
  ])('fails as AWS does on %s', (template, error) => {
    expect(tryRender(template, { body: '{"list":[1]}' })).toEqual({
      error: expect.stringContaining(error),
    });
  });

  it.each([
    ['a\n#set($x = 1)\nb', 'a\nb'],
    ['#if(true)\r\nyes\r\n#end\r\nend', 'yes\r\nend'],
    ['#set($x = 1)\n  #set($y = 2)\nb', 'b'],
    ['a\n  #set($y = 2)\nb', 'a\n  b'],
    ['#* a *#\nb', '\nb'],
    ['## a\nb', 'b'],
    ['#macro(m)x#end\n#m()\ny', 'xy'],
  ])('takes line ends with directives: %j', (template, text) => {
    expect(render(template)).toBe(text);
  });

  it('keeps variables that a loop or macro shadows', () => {
    expect(render('#set($i = "out")#foreach($i in [1..2])$i#end$i')).toBe('12out');
    expect(render('#macro(m $i)$i#end#set($i = "out")#m("in")$i')).toBe('inout');
  });

  it('leaves loops with #break and templates with #stop', () => {
    expect(render('#foreach($i in [1..3])$i#if($i == 2)#break#end,#end.')).toBe('1,2.');
    expect(render('#foreach($i in [1..3])$i#if($i == 2)#stop#end,#end.')).toBe('1,2');
    expect(render('a#stop()b')).toBe('a');
  });

  it('knows where a loop is', () => {
    expect(
      render(
        '#foreach($i in ["a","b"])$foreach.index$foreach.count$foreach.hasNext$foreach.first$foreach.last,#end',
      ),
    ).toBe('01truetruefalse,12falsefalsetrue,');
  });

  it('leaves an unknown macro and unknown directives as text', () => {
    expect(render('#nope("a", $x) #nope $5 #5')).toBe('#nope("a",$x) #nope $5 #5');
  });

  it('knows the loop around a loop', () => {
    expect(
      render('#foreach($i in [1..2])#foreach($j in [1..2])$foreach.parent.count$j #end#end'),
    ).toBe('11 12 21 22 ');
  });

  it('leaves quoted text without references as it is', () => {
    expect(render('#set($price = "1 $")$price.replaceAll("\\$", "EUR")')).toBe('1 EUR');
  });

  it('hands a #@macro its body', () => {
    expect(render('#macro(m $a)<$a $bodyContent>#end#@m("x")y#end')).toBe('<x y>');
  });

  it('prints a context map that a test made', () => {
    expect(render('$context', { context: javaMap({ a: 1, b: { c: 2.5 } }) })).toBe(
      '{a=1, b={c=2.5}}',
    );
  });
});
