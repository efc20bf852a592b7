import { describe, expect, it } from 'vitest';

import { isProxyResult, readProxyBody, readProxyHeaders } from '../../src/reply/proxy-result.ts';

const ok = { statusCode: 200 };

describe('isProxyResult', () => {
  it.each([
    ['a lone status', ok, true],
    [
      'every key of the envelope',
      {
        ...ok,
        statusDescription: '200 OK',
        headers: {},
        multiValueHeaders: {},
        cookies: [],
        body: '',
        isBase64Encoded: false,
      },
      true,
    ],
    ['a status that is none beside a body', { statusCode: 'x', body: '' }, true],
    ['a lone status that is none', { statusCode: '200' }, false],
    ['a lone status between two', { statusCode: 200.5 }, false],
    ['another key', { ...ok, name: 'x' }, false],
    ['no status', { body: '' }, false],
    ['an inherited status', Object.create({ statusCode: 200, body: '' }), false],
    ['null', null, false],
    ['text', 'statusCode', false],
  ])('knows %s', (_, value, is) => {
    expect(isProxyResult(value)).toBe(is);
  });
});

describe('readProxyBody', () => {
  it.each([
    ['text', { body: 'a' }, 'a', false],
    ['base64', { body: '/w==', isBase64Encoded: true }, '/w==', true],
    ['no base64 where the flag is null', { body: 'a', isBase64Encoded: null }, 'a', false],
  ])('of %s has no content type of ours', (_, result, body, isBase64Encoded) => {
    expect(readProxyBody({ ...ok, ...result })).toEqual({
      statusCode: 200,
      headers: [],
      body,
      isBase64Encoded,
    });
  });

  it('of an object is its JSON, whatever the flag', () => {
    expect(readProxyBody({ ...ok, body: { a: 1 }, isBase64Encoded: true })).toMatchObject({
      headers: [['content-type', 'application/json']],
      body: '{"a":1}',
      isBase64Encoded: false,
    });
  });

  it.each(['A', 'AAA', 'AA=', '====', 'AA-_', ' AAA', 'AAA\n'])(
    'refuses %j, which is not the base64 that its flag promises (RFC 4648, 4)',
    (body) => {
      expect(() => readProxyBody({ ...ok, body, isBase64Encoded: true })).toThrow(
        new TypeError('body is not base64, isBase64Encoded is true'),
      );
    },
  );

  it('refuses a flag that is none', () => {
    expect(() => readProxyBody({ ...ok, body: '', isBase64Encoded: 'yes' })).toThrow(
      new TypeError('isBase64Encoded is the text "yes", expected true or false'),
    );
  });
});

describe('readProxyHeaders', () => {
  it('has the lists first and equal lines once (RESP-12)', () => {
    expect(
      readProxyHeaders({
        ...ok,
        headers: { 'x-a': 'b', 'x-c': 'd', 'x-e': 'g' },
        multiValueHeaders: { 'X-A': ['a', 'b'], 'x-e': ['f'], 'x-h': ['d'] },
      }),
    ).toEqual([
      ['x-a', 'a'],
      ['x-a', 'b'],
      ['x-e', 'f'],
      ['x-h', 'd'],
      ['x-c', 'd'],
      ['x-e', 'g'],
    ]);
  });

  it('needs neither', () => {
    expect(readProxyHeaders(ok)).toEqual([]);
    expect(readProxyHeaders({ ...ok, headers: { 'x-a': 'b' } })).toEqual([['x-a', 'b']]);
  });
});
