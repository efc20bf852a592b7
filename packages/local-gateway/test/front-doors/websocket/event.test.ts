import { describe, expect, it } from 'vitest';

import { buildWebSocketEvent } from '../../../src/front-doors/websocket/event.ts';
import { exchange, httpRequest } from '../requests.ts';
import { webSocketRoute } from './routes.ts';

const upgrade = httpRequest({
  target: '/prod?token=a%20b&x=1&x=2',
  headers: [
    ['Host', 'ws.test'],
    ['Connection', 'Upgrade'],
    ['Upgrade', 'websocket'],
    ['User-Agent', 'wscat'],
    ['Sec-WebSocket-Protocol', 'chat'],
  ],
});

describe('buildWebSocketEvent', () => {
  it('WS-3, WS-6: CONNECT has headers and query, but neither path, method nor version', () => {
    const event = buildWebSocketEvent(upgrade, webSocketRoute({ routeKey: '$connect' }), exchange);

    expect(event).toMatchObject({
      headers: { Host: 'ws.test', 'Sec-WebSocket-Protocol': 'chat' },
      multiValueHeaders: { Host: ['ws.test'] },
      queryStringParameters: { token: 'a b', x: '2' },
      multiValueQueryStringParameters: { token: ['a b'], x: ['1', '2'] },
      isBase64Encoded: false,
    });
    expect(event.requestContext).toEqual({
      routeKey: '$connect',
      eventType: 'CONNECT',
      extendedRequestId: 'ZhDrKF5dDoEEHfA=',
      requestTime: '17/Jun/2024:14:48:13 +0000',
      messageDirection: 'IN',
      stage: 'prod',
      connectedAt: 1718635690000,
      requestTimeEpoch: 1718635693506,
      identity: { userAgent: 'wscat', sourceIp: '15.248.3.126' },
      requestId: 'ZhDrKF5dDoEEHfA=',
      domainName: 'dl7ptocha9.execute-api.eu-west-1.amazonaws.com',
      connectionId: 'R1kmxc2VNjMCFIA=',
      apiId: 'dl7ptocha9',
    });
    for (const key of ['path', 'httpMethod', 'version', 'body'])
      expect(event).not.toHaveProperty(key);
  });

  it('WS-3: CONNECT without a query has no maps of it', () => {
    const event = buildWebSocketEvent(
      httpRequest(),
      webSocketRoute({ routeKey: '$connect' }),
      exchange,
    );

    expect(event).not.toHaveProperty('queryStringParameters');
    expect(event).not.toHaveProperty('multiValueQueryStringParameters');
  });

  it('WS-4: MESSAGE has a body and no headers', () => {
    const event = buildWebSocketEvent(
      httpRequest({ body: '{"a":1}' }),
      webSocketRoute({ routeKey: 'send' }),
      exchange,
    );

    expect(Object.keys(event)).toEqual(['requestContext', 'body', 'isBase64Encoded']);
    expect(event.body).toBe('{"a":1}');
    expect(event.requestContext).toMatchObject({
      routeKey: 'send',
      eventType: 'MESSAGE',
      messageId: 'ZhDrKF5dDoEEHfA=',
      identity: { sourceIp: '15.248.3.126' },
    });
  });

  it('WS-5: DISCONNECT says why', () => {
    const usual = buildWebSocketEvent(
      httpRequest(),
      webSocketRoute({ routeKey: '$disconnect' }),
      exchange,
    );
    const away = webSocketRoute({
      routeKey: '$disconnect',
      disconnectStatusCode: 1001,
      disconnectReason: '',
    });

    expect(usual.requestContext).toMatchObject({
      eventType: 'DISCONNECT',
      disconnectStatusCode: 1005,
      disconnectReason: 'Client-side close frame status not set',
    });
    expect(buildWebSocketEvent(httpRequest(), away, exchange).requestContext).toMatchObject({
      disconnectStatusCode: 1001,
      disconnectReason: '',
    });
  });

  it('passes what the connection knows', () => {
    const known = {
      userAgent: 'wscat',
      messageId: 'm',
      authorizer: { principalId: 'a' },
      stageVariables: { a: 'b' },
    };

    const event = buildWebSocketEvent(httpRequest(), webSocketRoute(known), exchange);

    expect(event.stageVariables).toEqual({ a: 'b' });
    expect(event.requestContext).toMatchObject({
      messageId: 'm',
      authorizer: { principalId: 'a' },
      identity: { userAgent: 'wscat' },
    });
  });
});
