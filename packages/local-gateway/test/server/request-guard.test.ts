import { describe, expect, it } from 'vitest';

import type { HeaderLine } from '../../src/http.ts';
import { isLoopbackHost, refuseRequest } from '../../src/server/request-guard.ts';

const host: HeaderLine = ['Host', 'localhost:3000'];

function refuse(
  parts: { method?: string; target?: string; headers?: readonly HeaderLine[] },
  httpVersion = '1.1',
) {
  const request = { method: 'GET', target: '/', headers: [host], body: new Uint8Array(), ...parts };
  return refuseRequest(request, httpVersion)?.statusCode;
}

describe('refuseRequest', () => {
  it('lets an ordinary request pass', () => {
    expect(refuse({})).toBeUndefined();
    expect(refuse({ headers: [host, ['Transfer-Encoding', 'ChUnKeD']] })).toBeUndefined();
  });

  it.each([
    ['GW-07: no Host', { headers: [] }, '1.1', 400],
    ['GW-07: two Hosts', { headers: [host, host] }, '1.1', 400],
    ['GW-08: an absolute target', { target: 'http://evil/x' }, '1.1', 400],
    ['GW-08: an asterisk', { method: 'OPTIONS', target: '*' }, '1.1', 400],
    [
      'GW-02: TE on HTTP/1.0',
      { headers: [host, ['Transfer-Encoding', 'chunked']] as const },
      '1.0',
      400,
    ],
    [
      'GW-04: another coding',
      { headers: [host, ['Transfer-Encoding', 'gzip, chunked']] as const },
      '1.1',
      501,
    ],
    ['TRACE', { method: 'TRACE' }, '1.1', 405],
    ['CON-01: a foreign host', { headers: [['Host', 'attacker.com:3000']] as const }, '1.1', 403],
  ])('refuses %s', (_name, parts, version, status) => {
    expect(refuse(parts, version)).toBe(status);
  });
});

describe('isLoopbackHost', () => {
  it.each(['localhost', 'localhost:3000', '127.0.0.1:1', '[::1]:65535'])('takes %s', (name) => {
    expect(isLoopbackHost(name)).toBe(true);
  });

  it.each([
    '',
    '0.0.0.0:3000',
    '127.0.0.1.nip.io',
    'localhost.',
    'LOCALHOST',
    '[::ffff:127.0.0.1]',
    '2130706433',
    'localhost:3000@evil',
    'localhost:',
    'localhost:123456',
    'evil\nlocalhost',
  ])('CON-02: refuses %j', (name) => {
    expect(isLoopbackHost(name)).toBe(false);
  });
});
