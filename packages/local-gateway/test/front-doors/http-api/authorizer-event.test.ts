import { describe, expect, it } from 'vitest';

import { buildHttpAuthorizerEvent } from '../../../src/front-doors/http-api/authorizer-event.ts';
import { exchange, httpRequest } from '../requests.ts';
import { httpApiRoute } from './routes.ts';

describe('buildHttpAuthorizerEvent', () => {
  it('HTTP2-20: has the members of the event but its body, after four of its own', () => {
    const request = httpRequest({
      method: 'POST',
      target: '/v1/x%20y',
      headers: [['cookie', 'a=1']],
      body: 'x',
    });
    const route = httpApiRoute({
      stage: 'v1',
      routeKey: 'ANY /{proxy+}',
      pathParameters: { proxy: 'x%20y' },
    });

    const event = buildHttpAuthorizerEvent(request, route, exchange, {
      routeArn: 'arn:aws:execute-api:eu-west-1:123456789012:lsw1ro4ipb/v1/POST/x%20y',
      identitySource: ['Bearer x'],
    });

    expect(Object.keys(event)).toEqual([
      'version',
      'type',
      'routeArn',
      'identitySource',
      'routeKey',
      'rawPath',
      'rawQueryString',
      'cookies',
      'headers',
      'requestContext',
      'pathParameters',
    ]);
    expect(event).toMatchObject({
      type: 'REQUEST',
      routeArn: 'arn:aws:execute-api:eu-west-1:123456789012:lsw1ro4ipb/v1/POST/x%20y',
      identitySource: ['Bearer x'],
    });
  });
});
