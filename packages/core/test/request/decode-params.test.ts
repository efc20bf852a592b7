import { describe, expect, it } from 'vitest';

import { copyParams, decodeParams } from '../../src/request/decode-params.ts';

const kinds = [
  ['decodeParams', decodeParams],
  ['copyParams', copyParams],
] as const;

describe.each(kinds)('%s', (_, read) => {
  it.each([undefined, null, 'text', ['a']])('makes an empty map of %j', (params) => {
    expect(Object.entries(read(params))).toEqual([]);
    expect(Object.getPrototypeOf(read(params))).toBeNull();
  });

  it('leaves out what is no text', () => {
    expect({ ...read({ id: '7', other: 7, none: null }) }).toEqual({ id: '7' });
  });
});

describe('decodeParams', () => {
  it('decodes once', () => {
    expect({ ...decodeParams({ id: 'a%2520b+c' }) }).toEqual({ id: 'a%20b+c' });
  });

  it.each(['%', '%zz', '%ff'])('refuses %j with 400, and says where it is', (id) => {
    expect(() => decodeParams({ id })).toThrow(
      expect.objectContaining({
        statusCode: 400,
        message: 'path parameter "id" has a malformed escape',
      }),
    );
  });
});

describe('copyParams', () => {
  it('decodes nothing', () => {
    expect({ ...copyParams({ id: 'a%20b%' }) }).toEqual({ id: 'a%20b%' });
  });
});
