import { describe, expect, it } from 'vitest';

import { toCorsHeaders } from '../../src/cors/cors-headers.ts';

const origin = 'https://app.example';

describe('toCorsHeaders', () => {
  it('exposes no header, and allows no credentials, that nobody named', () => {
    const { replyHeaders } = toCorsHeaders({ origins: [origin] });

    expect(replyHeaders(origin)).toEqual({
      headers: [['access-control-allow-origin', origin]],
      vary: ['Origin'],
    });
  });

  it('exposes several headers as one list', () => {
    const { replyHeaders } = toCorsHeaders({
      origins: [origin],
      exposedHeaders: ['x-total', 'etag'],
    });

    expect(replyHeaders(origin).headers).toContainEqual([
      'access-control-expose-headers',
      'x-total, etag',
    ]);
  });

  it('says the same to every origin where every origin may read', () => {
    const { replyHeaders } = toCorsHeaders({ origins: '*', exposedHeaders: ['etag'] });

    for (const asking of [origin, 'null', undefined]) {
      expect(replyHeaders(asking)).toEqual({
        headers: [
          ['access-control-allow-origin', '*'],
          ['access-control-expose-headers', 'etag'],
        ],
        vary: [],
      });
    }
  });

  it.each([['none', undefined], ['a list', [origin]] as const])(
    'lets nobody read without an origin that is text: %s',
    (_, asking) => {
      const { replyHeaders } = toCorsHeaders({ origins: ['https://*.example', origin] });

      expect(replyHeaders(asking)).toEqual({ headers: [], vary: ['Origin'] });
    },
  );

  it('repeats requested headers up to 4096 characters', () => {
    const { preflightHeaders } = toCorsHeaders({ origins: [origin] });
    const ask = (names: string) =>
      preflightHeaders({ 'access-control-request-headers': names }).map(([name]) => name);

    expect(ask('x'.repeat(4096))).toContain('access-control-allow-headers');
    expect(ask('x'.repeat(4097))).not.toContain('access-control-allow-headers');
  });

  it.each(['x-a\r\nx-b', 'x-a: b', 'x-(a)', 'ü'])(
    'does not repeat %j, which is no list of names',
    (names) => {
      const { preflightHeaders } = toCorsHeaders({ origins: [origin] });

      expect(preflightHeaders({ 'access-control-request-headers': names })).toEqual([
        ['access-control-allow-methods', 'GET, HEAD, PUT, PATCH, POST, DELETE'],
        ['vary', 'Access-Control-Request-Headers'],
      ]);
    },
  );
});
