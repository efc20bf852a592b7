import { describe, expect, it } from 'vitest';

import { refuseContentEncoding } from '../../src/request/refuse-content-encoding.ts';
import { requestThrough } from '../calls.ts';

const refuse = (headers: Readonly<Record<string, string>>) => () =>
  refuseContentEncoding(requestThrough('http-api', { headers }));

describe('refuseContentEncoding', () => {
  it.each([{}, { 'content-encoding': 'Identity' }])('takes %j, which is none', (headers) => {
    expect(refuse(headers)).not.toThrow();
  });

  it.each(['gzip', 'br, identity'])('refuses %s', (coding) => {
    expect(refuse({ 'content-encoding': coding })).toThrow(
      expect.objectContaining({
        statusCode: 415,
        message: 'body has a content encoding, expected none',
      }),
    );
  });
});
