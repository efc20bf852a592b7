import { assert, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodeBase64, encodeBase64 } from '../../src/front-doors/base64.ts';
import { anyText } from './texts.ts';

describe('decodeBase64', () => {
  it('gives back any bytes', { timeout: 60_000 }, () => {
    assert(
      property(uint8Array(), (bytes) => {
        expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
      }),
    );
  });

  it.each(['YQ', 'YWI', 'YWJj', 'YQ==', 'YWI=', ''])('takes %s, padded or not', (text) => {
    expect(decodeBase64(text)).toEqual(new Uint8Array(Buffer.from(text, 'base64')));
  });

  it.each(['%%%', 'Y', 'YQ=', 'YQ===', 'YQ==junk', 'Y Q=', 'YQ\n', '_-8', 'not base64', '=', '☕'])(
    'CORE-34: refuses %s',
    (text) => {
      expect(decodeBase64(text)).toBeUndefined();
    },
  );

  it('takes nothing but what encodes back to the same digits', { timeout: 60_000 }, () => {
    assert(
      property(anyText, (text) => {
        const bytes = decodeBase64(text);
        const again = bytes && encodeBase64(bytes).replaceAll('=', '');
        // The last digit may carry bits that no byte has room for.
        expect(again?.slice(0, -1)).toBe(bytes && text.replaceAll('=', '').slice(0, -1));
      }),
    );
  });

  it('is linear on a long text', () => {
    expect(decodeBase64('A'.repeat(8_000_000))).toHaveLength(6_000_000);
    expect(decodeBase64('='.repeat(1_000_000))).toBeUndefined();
  });
});
