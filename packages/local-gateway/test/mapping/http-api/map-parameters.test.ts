import { describe, expect, it } from 'vitest';

import { mapHttpRequest, mapHttpResponse } from '../../../src/mapping/http-api/map-parameters.ts';
import type { HttpMappingScope } from '../../../src/mapping/http-api/mapping-value.ts';
import {
  readParameterMapping,
  type ParameterMapping,
} from '../../../src/mapping/http-api/parameter-mapping.ts';

const request = {
  method: 'POST',
  target: '/users/7?a=1&b=2&a=3',
  headers: [
    ['X-A', '1'],
    ['x-a', '2'],
  ] as const,
  body: Buffer.from('{"line":"a\\r\\nset-cookie: x=1","name":"ada","wide":"☕"}'),
};

const response = {
  statusCode: 200,
  headers: [
    ['X-Own', '1'],
    ['Content-Length', '2'],
  ] as const,
  body: Buffer.from('ok'),
};

const scope: HttpMappingScope = {
  request,
  path: '/users/7',
  pathParameters: { id: '7' },
  stageVariables: {},
  context: {},
  response,
};

function mappings(of: 'request' | 'response', entries: Readonly<Record<string, string>>) {
  return Object.entries(entries).map(([key, value]) => {
    const mapping = readParameterMapping(key, value, of);
    if (typeof mapping === 'string') throw new Error(mapping);
    return mapping;
  }) satisfies ParameterMapping[];
}

const sent = (entries: Readonly<Record<string, string>>) =>
  mapHttpRequest(mappings('request', entries), request, scope);
const answered = (entries: Readonly<Record<string, string>>) =>
  mapHttpResponse(mappings('response', entries), response, scope);

describe('mapHttpRequest', () => {
  it.each([
    ['append:header.x-a', '3', [...request.headers, ['x-a', '3']]],
    ['overwrite:header.x-a', '3', [['x-a', '3']]],
    ['remove:header.X-a', '', []],
    ['remove:header.none', '', request.headers],
  ])('%s changes the headers', (key, value, headers) => {
    expect(sent({ [key]: value }).request.headers).toEqual(headers);
  });

  it.each([
    ['append:querystring.a', 'x y&z', '/users/7?a=1&b=2&a=3&a=x%20y%26z'],
    ['overwrite:querystring.a', '4', '/users/7?b=2&a=4'],
    ['remove:querystring.a', '', '/users/7?b=2'],
    ['remove:querystring.A', '', '/users/7?a=1&b=2&a=3'],
  ])('%s changes the query', (key, value, target) => {
    expect(sent({ [key]: value }).request.target).toBe(target);
  });

  it('leaves no question mark behind', () => {
    expect(sent({ 'remove:querystring.a': '', 'remove:querystring.b': '' }).request.target).toBe(
      '/users/7',
    );
  });

  it.each([
    ['$request.path.id', '/7'],
    ['/other$request.path', '/other/users/7'],
  ])('overwrite:path with %s gives %s', (value, path) => {
    expect(sent({ 'overwrite:path': value }).path).toBe(path);
  });

  it('renames a header, as values are what the client sent', () => {
    const { headers } = sent({
      'remove:header.x-a': '',
      'append:header.x-b': '$request.header.x-a',
    }).request;

    expect(headers).toEqual([['x-b', '1,2']]);
  });

  it.each(['line', 'wide'])('writes no header that cannot be sent: %s', (name) => {
    const { request: mapped, skipped } = sent({ 'append:header.x-b': `$request.body.${name}` });

    expect(mapped.headers).toEqual(request.headers);
    expect(skipped.join()).toContain('expected one line of Latin-1 characters');
  });
});

describe('mapHttpResponse', () => {
  it('spells header names as the service does (HTTP1-14)', () => {
    expect(answered({ 'append:header.x-two-words': 'v' }).response.headers).toEqual([
      ...response.headers,
      ['X-Two-Words', 'v'],
    ]);
  });

  it.each(['199', '600', '20', 'x', '200.5', ''])('takes no status %j', (value) => {
    const { response: mapped, skipped } = answered({ 'overwrite:statuscode': value });

    expect(mapped.statusCode).toBe(200);
    expect(skipped.join()).toContain('expected 200 to 599');
  });

  it.each([204, 304])('sends nothing with %i', (status) => {
    expect(answered({ 'overwrite:statuscode': String(status) }).response).toEqual({
      statusCode: status,
      headers: [['X-Own', '1']],
      body: new Uint8Array(0),
    });
  });

  it('counts the body of what had none', () => {
    const empty = { statusCode: 204, headers: [] as const, body: Buffer.alloc(0) };

    expect(
      mapHttpResponse(mappings('response', { 'overwrite:statuscode': '200' }), empty, scope),
    ).toMatchObject({
      response: { statusCode: 200, headers: [['Content-Length', '0']] },
    });
  });
});

describe('readParameterMapping', () => {
  it.each([
    'access-control-allow-origin',
    'apigw-x',
    'Authorization',
    'content-length',
    'Proxy-Authenticate',
    'TE',
    'x-amz-date',
    'X-Forwarded-For',
    'via',
  ])('HTTP2-37: refuses the reserved header %s', (name) => {
    expect(readParameterMapping(`append:header.${name}`, 'x', 'request')).toContain(
      'AWS reserves this header',
    );
  });

  it.each(['host', 'x-forwarded-port', 'content-type', 'cookie', 'tea'])('takes %s', (name) => {
    expect(readParameterMapping(`append:header.${name}`, 'x', 'response')).toBeTypeOf('object');
  });

  it.each([
    ['append:path', 'request'],
    ['overwrite:statuscode', 'request'],
    ['overwrite:path', 'response'],
    ['append:querystring.a', 'response'],
    ['set:header.a', 'request'],
    ['append:header.', 'request'],
    ['integration.request.header.a', 'request'],
  ] as const)('refuses %s of a %s', (key, of) => {
    expect(readParameterMapping(key, 'x', of)).toContain(`cannot map "${key}", expected`);
  });
});
