import { describe, expect, it } from 'vitest';

import { nameSource } from '../../src/sources/name-source.ts';

const lattice = { raw_path: '/', method: 'GET' };
const rest = { httpMethod: 'GET', requestContext: { requestId: 'id', resourcePath: '/' } };

describe('nameSource', () => {
  it.each([
    ['has both members of VPC Lattice', lattice, 'vpc-lattice-v1'],
    ['has no method', { raw_path: '/' }, undefined],
    ['has no path', { method: 'GET' }, undefined],
    ['has a context that is none', { ...lattice, requestContext: null }, undefined],
    ['names request and resource', rest, 'rest-api'],
    ['names the request alone', { ...rest, requestContext: { requestId: 'id' } }, 'rest-api'],
    ['names the resource alone', { ...rest, requestContext: { resourcePath: '/' } }, 'rest-api'],
    ['names neither', { ...rest, requestContext: {} }, undefined],
  ])('of an event that %s', (_, event, name) => {
    expect(nameSource(event)).toBe(name);
  });

  it('gives nothing for an event whose members throw', () => {
    const event = Object.defineProperty({}, 'requestContext', {
      get() {
        throw new Error('no event of Lambda');
      },
    });

    expect(nameSource(event)).toBeUndefined();
  });
});
