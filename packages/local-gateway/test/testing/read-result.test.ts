import { describe, expect, it } from 'vitest';

import { frontDoors, readResult } from '../../src/testing.ts';
import { httpRequest, textOf, valuesOf } from '../front-doors/requests.ts';

describe('readResult', () => {
  it('RESP-2: says why a front door refuses', () => {
    const response = readResult('rest-api', { statusCode: 200, cookies: ['a=1'] }, httpRequest());

    expect(response.statusCode).toBe(502);
    expect(response.reason).toBe(
      'unknown key "cookies" in a REST proxy result: expected only statusCode, headers, multiValueHeaders, body, isBase64Encoded',
    );
  });

  it('takes a web request', () => {
    const request = new Request('https://api.test/x', {
      method: 'HEAD',
      headers: { accept: 'image/png' },
    });

    const response = readResult('rest-api', { body: '/wBB', isBase64Encoded: true }, request, {
      binaryMediaTypes: ['image/png'],
    });

    expect(valuesOf(response, 'content-length')).toEqual(['3']);
    expect(response.body).toHaveLength(0);
  });

  it('RT-14: a result is JSON on its way, nothing is null', () => {
    expect(textOf(readResult('http-api', undefined, httpRequest()))).toBe('null');
    expect(textOf(readResult('http-api', { at: new Date(0), no: undefined }, httpRequest()))).toBe(
      '{"at":"1970-01-01T00:00:00.000Z"}',
    );
  });

  it.each([
    ['a cycle', cycle()],
    ['a bigint', { body: 1n }],
    ['a toJSON that throws', { toJSON: () => fail() }],
  ])('%s cannot be a result', (_, value) => {
    expect(readResult('rest-api', value, httpRequest())).toMatchObject({
      statusCode: 502,
      reason: 'the function failed: Error: Unable to stringify response body',
    });
  });

  it.each(frontDoors)('%s sends what the handler meant', (frontDoor) => {
    const key = frontDoor === 'alb-multi-value' ? 'multiValueHeaders' : 'headers';
    const headers = frontDoor === 'alb-multi-value' ? { 'x-a': ['1'] } : { 'x-a': '1' };

    const response = readResult(
      frontDoor,
      { statusCode: 200, [key]: headers, body: 'x' },
      httpRequest(),
    );

    expect(response).toMatchObject({ statusCode: 200 });
    expect(response.reason).toBeUndefined();
    // Behind a non-proxy integration an envelope is data (REQ-42).
    expect(textOf(response)).toContain('x');
  });
});

function cycle(): unknown {
  const value: Record<string, unknown> = {};
  value['self'] = value;
  return value;
}

function fail(): never {
  throw new Error('no');
}
