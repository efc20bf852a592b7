import { describe, expect, it } from 'vitest';

import { mergeHeaders, remapHeaders } from '../../../src/front-doors/rest-api/response-headers.ts';

describe('remapHeaders', () => {
  it('RESP-25: what an HTTP backend says about itself comes back under other names', () => {
    expect(
      remapHeaders([
        ['Connection', 'keep-alive'],
        ['Content-Length', '1'],
        ['Date', 'today'],
        ['Server', 'nginx'],
        ['x-amzn-RequestId', '1'],
        ['Content-Type', 'text/plain'],
      ]),
    ).toEqual([
      ['x-amzn-Remapped-Connection', 'keep-alive'],
      ['x-amzn-Remapped-Content-Length', '1'],
      ['x-amzn-Remapped-Date', 'today'],
      ['x-amzn-Remapped-Server', 'nginx'],
      ['x-amzn-Remapped-x-amzn-RequestId', '1'],
      ['Content-Type', 'text/plain'],
    ]);
  });
});

describe('mergeHeaders', () => {
  it('RESP-12: keeps names apart that only one map has', () => {
    expect(mergeHeaders([['a', '1']], [['b', '2']])).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
  });
});
