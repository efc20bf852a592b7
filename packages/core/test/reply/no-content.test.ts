import { describe, expect, it } from 'vitest';

import { noContent, reply } from '../../src/index.ts';

describe('noContent', () => {
  it('is a 204 without a body', () => {
    expect(noContent()).toEqual(reply(undefined, { statusCode: 204 }));
  });

  it('has headers and cookies', () => {
    const init = { headers: { 'x-a': 'b' }, cookies: [{ name: 'session', maxAge: 0 }] };

    expect(noContent(init)).toEqual(reply(undefined, { ...init, statusCode: 204 }));
    expect(noContent(init).cookies).toEqual(['session=; Max-Age=0']);
  });
});
