import { describe, expect, it } from 'vitest';

import {
  isDroppedRequestHeader,
  isIllegalRequestHeader,
  responseHeaderName,
} from '../../src/mapping/header-names.ts';

describe('responseHeaderName', () => {
  it.each(['Authorization', 'connection', 'WWW-Authenticate', 'User-Agent', 'date', 'HOST'])(
    'RESP-22 remaps %s in its own spelling',
    (name) => {
      expect(responseHeaderName(name)).toBe(`x-amzn-Remapped-${name}`);
    },
  );

  it.each([
    'Accept',
    'TE',
    'Set-Cookie',
    'Location',
    'Cache-Control',
    'ETag',
    'Content-Type',
    'Via',
  ])('RESP-23 passes %s', (name) => {
    expect(responseHeaderName(name)).toBe(name);
  });

  it('RESP-24 drops Transfer-Encoding', () => {
    expect(responseHeaderName('Transfer-encoding')).toBeUndefined();
  });
});

describe('isDroppedRequestHeader', () => {
  it.each([
    ['Content-Length', true],
    ['tE', true],
    ['Upgrade', true],
    ['Cookie', false],
    ['Authorization', false],
    ['Via', false],
  ])('REST-27 %s: %s', (name, dropped) => {
    expect(isDroppedRequestHeader(name)).toBe(dropped);
  });
});

describe('isIllegalRequestHeader', () => {
  it.each([
    ['Content-Length', 'HTTP_PROXY', true],
    ['Transfer-Encoding', 'HTTP', true],
    ['te', 'AWS', true],
    ['TE', 'HTTP', false],
    ['Authorization', 'AWS_PROXY', true],
    ['Authorization', 'HTTP_PROXY', false],
    ['X-Amz-Invocation-Type', 'AWS', false],
  ])('REQ-37 %s for %s: %s', (name, type, illegal) => {
    expect(isIllegalRequestHeader(name, type)).toBe(illegal);
  });
});
