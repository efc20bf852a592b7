import { describe, expect, it } from 'vitest';

import {
  readLatticeResult,
  readLatticeV1Result,
} from '../../../src/front-doors/vpc-lattice/result.ts';
import { exchange, failed, httpRequest, returned, textOf, valuesOf } from '../requests.ts';
import { latticeRoute } from './routes.ts';

describe.each([
  ['readLatticeResult', readLatticeResult],
  ['readLatticeV1Result', readLatticeV1Result],
])('%s', (_, readResult) => {
  const read = (value: unknown) =>
    readResult(returned(value), httpRequest(), latticeRoute, exchange);

  it('LAT-5: reads the envelope', () => {
    const response = read({
      isBase64Encoded: false,
      statusCode: 201,
      statusDescription: '201 Created',
      headers: { 'x-a': '1' },
      body: 'x',
    });

    expect(response.statusCode).toBe(201);
    expect(textOf(response)).toBe('x');
    expect(valuesOf(response, 'x-a')).toEqual(['1']);
    expect(valuesOf(response, 'content-length')).toEqual(['1']);
  });

  it('LAT-5: decodes base64, and takes nothing for nothing', () => {
    expect(read({ statusCode: 200, body: '/wBB', isBase64Encoded: true }).body).toHaveLength(3);
    expect(read({ statusCode: 200, body: null }).body).toHaveLength(0);
    expect(read({ statusCode: 200, isBase64Encoded: true }).body).toHaveLength(0);
  });

  it.each([
    [{ body: 'x' }, '"statusCode" is undefined'],
    [{ statusCode: '200' }, '"statusCode" is the string "200"'],
    ['text', 'the result is the string "text"'],
    [{ statusCode: 200, body: {} }, '"body" is an object'],
    [{ statusCode: 200, headers: 'x' }, '"headers" is the string "x"'],
    [{ statusCode: 200, headers: { a: {} } }, 'header "a" is an object'],
    [{ statusCode: 200, isBase64Encoded: 1 }, '"isBase64Encoded" is the number 1'],
    [{ statusCode: 200, body: '%', isBase64Encoded: true }, '"body" is not base64'],
  ])('LAT-5: %j is 502', (value, reason) => {
    expect(read(value)).toMatchObject({ statusCode: 502, reason: expect.stringContaining(reason) });
  });

  it('answers a function error with 502, too', () => {
    const response = readResult(failed('secret'), httpRequest(), latticeRoute, exchange);

    expect(response).toMatchObject({
      statusCode: 502,
      reason: 'the function failed: Error: secret',
    });
    expect(textOf(response)).not.toContain('secret');
  });
});

describe('readLatticeResult', () => {
  it('LAT-5: takes lists of values, version 1 does not', () => {
    const result = returned({
      statusCode: 200,
      headers: { 'set-cookie': ['a=1', 'b=2'], 'x-a': '1' },
    });

    const response = readLatticeResult(result, httpRequest(), latticeRoute, exchange);

    expect(valuesOf(response, 'set-cookie')).toEqual(['a=1', 'b=2']);
    expect(readLatticeV1Result(result, httpRequest(), latticeRoute, exchange).statusCode).toBe(502);
  });
});
