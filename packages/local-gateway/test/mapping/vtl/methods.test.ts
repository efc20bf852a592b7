import { describe, expect, it } from 'vitest';

import { render, tryRender } from '../mapping-data.ts';

const body = JSON.stringify({
  text: 'Hello',
  list: [3, 1, 2],
  map: { a: 1, b: 'two' },
  half: 0.5,
  n: 7,
});
const root = "#set($r = $input.path('$'))";

describe('callMethod', () => {
  it.each([
    ['$r.text.length() $r.text.isEmpty() $r.text.empty', '5 false false'],
    ['$r.text.indexOf("l") $r.text.indexOf("l", 3) $r.text.lastIndexOf("l")', '2 3 3'],
    ['$r.text.substring(1) $r.text.substring(1, 3) $r.text.charAt(4)', 'ello el o'],
    [
      '$r.text.equals("Hello") $r.text.equals(5) $r.text.compareToIgnoreCase("hello")',
      'true false 0',
    ],
    ['$r.text.endsWith("lo") $r.text.startsWith("lo") $r.text.trim()', 'true false Hello'],
    ['$r.text.replaceFirst("l", "$0$0") $r.text.replaceAll("(l+)", "[$1]")', 'Helllo He[ll]o'],
    ['$r.text.replace("l", "$1") $r.text.toString().concat("!")', 'He$1$1o Hello!'],
    ['$r.text.split("l") $r.text.split("x").size()', '[He, , o] 1'],
  ])('REQ-14 on text: %s', (template, text) => {
    expect(render(root + template, { body })).toBe(text);
  });

  it.each([
    ['$r.list.size() $r.list.contains(1) $r.list.indexOf(2) $r.list.get(0)', '3 true 2 3'],
    ['$r.list.subList(1, 3) $r.list.isEmpty() $r.list.lastIndexOf(9)', '[1, 2] false -1'],
    ['#set($d = $r.list.add(9))$d $r.list', 'true [3,1,2,9]'],
    ['#set($d = $r.list.remove(0))$d $r.list #set($r.list[0] = "x")$r.list', '3 [1,2]["x",2]'],
    ['#set($l = [])#set($d = $l.addAll($r.list))$l.containsAll([1, 2]) $l', 'true [3, 1, 2]'],
    ['#set($l = ["b"])$!l.add(0, "a")#set($d = $l.set(1, "c"))$l $d', '[a, c] b'],
    ['#set($l = [1])$!l.clear()$l $l.equals([])', '[] true'],
  ])('REQ-14 on lists: %s', (template, text) => {
    expect(render(root + template, { body })).toBe(text);
  });

  it.each([
    ['$r.map.keySet() $r.map.values() $r.map.size() $r.map.isEmpty()', '[a, b] [1, two] 2 false'],
    ['$r.map.get("a") $r.map.containsKey("z") $r.map.containsValue("two")', '1 false true'],
    ['$r.map.getOrDefault("z", "-") $r.map.remove("a") $r.map', '- 1 {b=two}'],
    ['$!r.map.putAll({"c": 3})$r.map.toString() $r.map.put("c", 4)', '{a=1, b=two, c=3} 3'],
    ['#foreach($e in $r.map.entrySet())$e.key=$e.getValue() #end', 'a=1 b=two '],
    ['$r.map.equals({"a": 1, "b": "two"}) #set($m = $r.map)$!m.clear()$r.map', 'true{}'],
  ])('REQ-14 on maps: %s', (template, text) => {
    expect(render(root + template, { body })).toBe(text);
  });

  it.each([
    [
      '$r.n.toString().length() $r.n.equals(7) $r.n.equals("7") $r.n.compareTo(9)',
      '1 true false -1',
    ],
    [
      '$r.half.intValue() $r.n.doubleValue() $r.n.parseDouble("1") $r.n.valueOf("12")',
      '0 7.0 1.0 12',
    ],
    ['#set($d = $r.n / 2)$d #set($d = $r.n / 0)[$d] #set($d = $r.n * $r.half)$d', '3[] 3.5'],
    [
      '#set($d = 9007199254740991 + 2)$d #set($d = -7 % 3)$d #set($d = $r.n - "x")[$d]',
      '9007199254740993-1[]',
    ],
    ['#if($r.n >= 7 && $r.half < 1)y#end#if("a" > 1)n#end#if(true == "true")y#end', 'yy'],
  ])('REQ-14 on numbers: %s', (template, text) => {
    expect(render(root + template, { body })).toBe(text);
  });

  it.each([
    '$x.constructor',
    '$x.getClass()',
    '$x.class.forName("java.lang.Runtime")',
    '$x.__proto__',
    '$x["__proto__"]',
    '$x.constructor("return process").call()',
    '$x.hasOwnProperty("a")',
    '$x.valueOf()',
  ])('GW-27 gives nothing for %s', (template) => {
    for (const value of ['{}', '[]', '"text"', 'true']) {
      expect(render(`#set($x = ${value})[${template}]`)).toMatch(/^\[(?:\(\))?\]$/);
    }
  });

  it.each([
    '#set($x.__proto__.polluted = 1)',
    '#set($x["__proto__"]["polluted"] = 1)',
    '#set($x.constructor.prototype.polluted = 1)',
    '#set($util.methods = 1)#set($input.constructor = 1)',
    '$!x.put("__proto__", {"polluted": 1})',
    '#set($d = {"__proto__": {"polluted": 1}})',
    '#set($__proto__ = {"polluted": 1})#set($constructor = 1)',
    '#foreach($__proto__ in [1])#end#macro(constructor $__proto__)#end#constructor(1)',
  ])('GW-27 writes no prototype: %s', (template) => {
    tryRender(`#set($x = {})${template}`);

    expect(Object.prototype).not.toHaveProperty('polluted');
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });
});
