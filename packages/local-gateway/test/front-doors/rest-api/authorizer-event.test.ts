import { describe, expect, it } from 'vitest';

import { buildRequestAuthorizerEvent } from '../../../src/front-doors/rest-api/authorizer-event.ts';
import { exchange, httpRequest } from '../requests.ts';
import { restRoute } from './routes.ts';

describe('buildRequestAuthorizerEvent', () => {
  const arn = 'arn:aws:execute-api:eu-west-1:123456789012:puhdx84jy9/prod/POST/x';

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

    const event = buildRequestAuthorizerEvent(request, route, exchange, arn);

    expect(event).toMatchObject({
      type: 'REQUEST',
      methodArn: arn,
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

  it.each([
    ['', '0'],
    ['text', '4'],
  ])('GW-22: says the length of the body %j where the client did not', (body, length) => {
    const request = httpRequest({ method: 'POST', target: '/prod/x', headers: [], body });

    const { headers } = buildRequestAuthorizerEvent(request, restRoute(), exchange, arn);

    expect(headers).toMatchObject({ 'Content-Length': length });
    expect(Object.keys(headers)).toEqual(Object.keys(headers).toSorted());
  });
});
