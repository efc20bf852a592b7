import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  readMappingValue,
  type HttpMappingScope,
} from '../../../src/mapping/http-api/mapping-value.ts';

const scope: HttpMappingScope = {
  request: {
    method: 'POST',
    target: '/dev/users/7?tag=a&tag=b%20c&Tag=d',
    headers: [
      ['X-Two', '1'],
      ['x-two', '2'],
    ],
    body: Buffer.from('{"user":{"name":"ada","tags":["x","y"]},"count":3}'),
  },
  path: '/users/7',
  pathParameters: { id: '7' },
  stageVariables: { env: 'e1' },
  context: { requestId: 'abc=', identity: { sourceIp: '127.0.0.1' } },
  response: { headers: [['ETag', '"1"']], body: Buffer.from('{"ok":true}') },
};

describe('readMappingValue', () => {
  it.each([
    ['text', 'text'],
    ["''", "''"],
    ['$request.header.X-TWO', '1,2'],
    ['${request.header.x-two}', '1,2'],
    ['$request.querystring.tag', 'a,b c'],
    ['$request.querystring.Tag', 'd'],
    ['$request.path', '/users/7'],
    ['$request.path.id', '7'],
    ['$request.body.user.name', 'ada'],
    ['$request.body.user.tags[1]', 'y'],
    ['$request.body.user', '{"name":"ada","tags":["x","y"]}'],
    ['$request.body.count', '3'],
    ['$context.requestId', 'abc='],
    ['$context.identity.sourceIp', '127.0.0.1'],
    ['$stageVariables.env', 'e1'],
    ['$response.header.etag', '"1"'],
    ['$response.body.ok', 'true'],
    ['${request.path.id} ${stageVariables.env}', '7 e1'],
    ['/api$request.path', '/api/users/7'],
    ['/$stageVariables.env/$request.path.id', '/e1/7'],
    ['<$request.header.none>', '<>'],
    ['$5.00', '$5.00'],
    ['$requested.path', '$requested.path'],
  ])('reads %s as %j', (value, text) => {
    expect(readMappingValue(value, scope)).toBe(text);
  });

  it('reads the whole body', () => {
    expect(readMappingValue('$request.body', scope)).toBe(
      '{"user":{"name":"ada","tags":["x","y"]},"count":3}',
    );
  });

  it.each([
    '$request.header.none',
    '${request.querystring.none}',
    '$request.path.none',
    '$request.body.none',
    '$context.none',
    '$context.identity',
    '$stageVariables.none',
    '$stageVariables.__proto__',
    '$response.header.none',
  ])('finds nothing in %s', (value) => {
    expect(readMappingValue(value, scope)).toBeUndefined();
  });

  it('looks into the first 100 KB of a body', () => {
    const body = Buffer.from(JSON.stringify({ a: 'x', long: 'y'.repeat(102_400) }));

    expect(
      readMappingValue('$request.body.a', { ...scope, request: { ...scope.request, body } }),
    ).toBeUndefined();
  });

  it('never fails, whatever the value', () => {
    const part = fc.constantFrom(
      '$',
      '{',
      '}',
      'request',
      '.body',
      '.path',
      '[',
      ']',
      '*',
      '..',
      'a',
      '?(@',
      ')',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect(readMappingValue(parts.join(''), scope)).toSatisfy(
          (text: unknown) => text === undefined || typeof text === 'string',
        );
      }),
    );
  });
});
