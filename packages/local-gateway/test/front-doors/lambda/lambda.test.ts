import { describe, expect, it } from 'vitest';

import { lambda } from '../../../src/front-doors/lambda/lambda.ts';
import {
  exchange,
  failed,
  httpRequest,
  type RequestParts,
  returned,
  textOf,
  valuesOf,
} from '../requests.ts';
import { restRoute } from '../rest-api/routes.ts';

function build(parts: RequestParts, envelope = false) {
  return lambda.buildEvent(
    httpRequest({ target: '/prod/x', ...parts }),
    { ...restRoute(), envelope },
    exchange,
  );
}

function read(result: ReturnType<typeof returned>) {
  return lambda.readResult(result, httpRequest(), restRoute(), exchange);
}

describe('lambda.buildEvent', () => {
  it('REQ-1: the event is the payload', () => {
    expect(build({ body: '{"message":"Hello World"}' })).toEqual({ message: 'Hello World' });
    expect(build({ body: '[1]' })).toEqual([1]);
    expect(build({ body: 'null' })).toBeNull();
  });

  it('REQ-7: without a body the event is an empty object', () => {
    expect(build({})).toEqual({});
  });

  it('REQ-9: what is not JSON reaches no function', () => {
    expect(() => build({ body: 'a=1' })).toThrow(
      'the request body is "a=1", expected JSON for a non-proxy integration',
    );
  });

  it('REQ-1, REQ-8, REQ-15: an envelope has what a template prints', () => {
    const event = build(
      { method: 'POST', target: '/prod/x?a=1&a=2', headers: [['X-A', '1']] },
      true,
    );

    expect(event).toMatchObject({
      resource: '/no-auth',
      httpMethod: 'POST',
      headers: { 'X-A': '1' },
      queryStringParameters: { a: '2' },
      pathParameters: {},
      stageVariables: {},
      requestContext: {
        integrationType: 'AWS',
        path: '/prod/x',
        identity: { sourceIp: '15.248.3.126', userArn: '' },
        authorizer: { principalId: '', claims: { sub: '', scope: '' } },
      },
      body: '{}',
      isBase64Encoded: false,
    });
    expect(build({ body: 'text' }, true)).toMatchObject({ body: 'text' });
  });
});

describe('lambda.readResult', () => {
  it.each([
    ['REQ-41', { message: 'Hello' }, '{"message":"Hello"}'],
    ['REQ-41', 'Pass', '"Pass"'],
    ['REQ-42', { statusCode: 404, body: 'x' }, '{"statusCode":404,"body":"x"}'],
  ])('%s: %j is the answer as JSON', (_, value, body) => {
    const response = read(returned(value));

    expect(response.statusCode).toBe(200);
    expect(textOf(response)).toBe(body);
    expect(valuesOf(response, 'content-type')).toEqual(['application/json']);
  });

  it('REQ-31: a thrown response is mapped back', () => {
    const thrown = {
      statusCode: 404,
      headers: { 'content-type': 'text/plain', server: 'x' },
      body: 'no such user',
    };

    const response = read(failed(JSON.stringify(thrown)));

    expect(response.statusCode).toBe(404);
    expect(textOf(response)).toBe('no such user');
    expect(valuesOf(response, 'content-type')).toEqual(['text/plain']);
    expect(valuesOf(response, 'x-amzn-remapped-server')).toEqual(['x']);
    expect(response.reason).toBeUndefined();
  });

  it.each([
    'secret',
    '{"statusCode":200}',
    '{"statusCode":"404"}',
    '{"statusCode":404,"headers":1}',
    '[]',
  ])('RESP-42: any other error, %s, is a 500 that says nothing', (message) => {
    const response = read(failed(message));

    expect(response).toMatchObject({
      statusCode: 500,
      reason: `the function failed: Error: ${message}`,
    });
    expect(textOf(response)).toBe('{"message": "Internal server error"}');
  });

  it('a thrown response without body is empty', () => {
    expect(textOf(read(failed('{"statusCode":503}')))).toBe('');
  });
});
