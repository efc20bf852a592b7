import { describe, expect, it } from 'vitest';

import {
  buildRequestAuthorizerEvent,
  buildTokenAuthorizerEvent,
  methodArn,
} from '../../../src/front-doors/rest-api/authorizer-event.ts';
import { exchange, httpRequest } from '../requests.ts';
import { restRoute } from './routes.ts';

describe('methodArn', () => {
  it.each([
    ['/prod/users/a%2Fb?x=1', 'GET/users/a%2Fb'],
    ['/prod', 'GET/'],
    ['/prod//x', 'GET/x'],
  ])('GW-21, GW-22: names the method of %s', (target, method) => {
    expect(methodArn(httpRequest({ target }), restRoute(), 'eu-west-1')).toBe(
      `arn:aws:execute-api:eu-west-1:123456789012:puhdx84jy9/prod/${method}`,
    );
  });
});

describe('buildTokenAuthorizerEvent', () => {
  it('GW-21: has a type, a method and a token', () => {
    const request = httpRequest({ method: 'POST', target: '/prod/lambda-token' });

    expect(buildTokenAuthorizerEvent(request, restRoute(), 'eu-west-1', 'Bearer foo')).toEqual({
      type: 'TOKEN',
      methodArn: 'arn:aws:execute-api:eu-west-1:123456789012:puhdx84jy9/prod/POST/lambda-token',
      authorizationToken: 'Bearer foo',
    });
  });
});

describe('buildRequestAuthorizerEvent', () => {
  it('GW-22: has no body, empty maps, and the length and signature of the request', () => {
    const request = httpRequest({
      method: 'POST',
      target: '/prod/x',
      headers: [
        ['content-length', '1'],
        ['authorization', 'AWS4-HMAC-SHA256 x'],
        ['connection', 'close'],
      ],
      body: 'x',
    });
    const route = restRoute({ authorizationType: 'AWS_IAM' });

    const event = buildRequestAuthorizerEvent(request, route, exchange, 'eu-west-1');

    expect(event).toMatchObject({
      type: 'REQUEST',
      headers: { 'content-length': '1', authorization: 'AWS4-HMAC-SHA256 x' },
      queryStringParameters: {},
      multiValueQueryStringParameters: {},
      pathParameters: {},
      stageVariables: {},
    });
    expect(event).not.toHaveProperty('body');
    expect(event).not.toHaveProperty('isBase64Encoded');
    expect(event.headers).not.toHaveProperty('connection');
  });
});
