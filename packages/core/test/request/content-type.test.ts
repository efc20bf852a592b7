import { describe, expect, it } from 'vitest';

import { parseContentType } from '../../src/request/content-type.ts';

describe('parseContentType', () => {
  it.each([
    ['application/json', 'application/json', undefined],
    ['Text/HTML', 'text/html', undefined],
    ['text/plain \t; charset=UTF-8', 'text/plain', 'utf-8'],
    ['text/plain; \tCharset=utf-8', 'text/plain', 'utf-8'],
    ['text/plain;charset="UTF-8"', 'text/plain', 'utf-8'],
    [String.raw`text/plain;a="\";charset=x";charset=y`, 'text/plain', 'y'],
    ['text/plain;a="b;c";charset=y', 'text/plain', 'y'],
    ['text/plain;a="";charset=y', 'text/plain', 'y'],
    ['text/plain;charset=a;charset=b', 'text/plain', 'a'],
    ['text/plain;;;charset=a;', 'text/plain', 'a'],
    ['text/plain;xcharset=a;charsets=b', 'text/plain', undefined],
    ["a/b; boundary=----=_Part_1.2'()+,/:=?-; charset=a", 'a/b', 'a'],
    ['a/b; Boundary="a:b";charset=a', 'a/b', 'a'],
    ['a/b; boundary=a*b!;charset=a', 'a/b', 'a'],
    ["a!#$%&'*+.^_`|~-1/b!", "a!#$%&'*+.^_`|~-1/b!", undefined],
  ])('of %j is %s with the charset %s (RFC 9110, 8.3.1)', (header, type, charset) => {
    expect(parseContentType(header)).toMatchObject({ type, charset });
  });

  it.each([
    ["a/b; boundary=----=_Part_1.2'()+,/:=?-; charset=a", "----=_Part_1.2'()+,/:=?-"],
    ['a/b; Boundary="a:b";charset=a', 'a:b'],
    ['a/b; boundary=a*b!;boundary=c', 'a*b!'],
    [String.raw`a/b; boundary="a\"b\\"`, String.raw`a"b\ `.trimEnd()],
    ['a/b; x="; boundary=c"; boundary=d', 'd'],
    ['a/b; x="; boundary=c"', undefined],
    ['a/b; xboundary=c', undefined],
    ['a/b; boundary=""', ''],
    ['a/b', undefined],
    ['application/json', undefined],
  ])('of %j has the boundary %j (RFC 2046, 5.1.1)', (header, boundary) => {
    expect(parseContentType(header)?.boundary).toBe(boundary);
  });

  it('reads quoted characters of a charset (RFC 9110, 5.6.4)', () => {
    expect(parseContentType(String.raw`a/b; charset="UTF\-8"`)?.charset).toBe('utf-8');
  });

  it.each([
    '',
    'text',
    'text/',
    '/plain',
    ' text/plain',
    'text /plain',
    'text/plain text/html',
    'text/plain, text/html',
    'text/plain;a',
    'text/plain;a=',
    'text/plain;=b',
    'text/plain;a="',
    'text/plain;a="b"c',
    'text/plain;a=b c=d',
    'text/plain;a=(b)',
    'a/b;a=b:c',
    'a/b;boundary=',
    'a/b;boundary=a b',
    'a/b;boundary=a, b/c',
    'text/plain; charset=utf-8 ',
  ])('is undefined for %j', (header) => {
    expect(parseContentType(header)).toBeUndefined();
  });
});
