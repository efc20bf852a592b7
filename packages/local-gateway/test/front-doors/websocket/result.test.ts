import { describe, expect, it } from 'vitest';

import { errorFrame } from '../../../src/front-doors/websocket/frames.ts';
import { readWebSocketResult } from '../../../src/front-doors/websocket/result.ts';
import type { WebSocketRoute } from '../../../src/front-doors/websocket/route.ts';
import { exchange, failed, httpRequest, returned, textOf } from '../requests.ts';
import { webSocketRoute } from './routes.ts';

const offer = httpRequest({ headers: [['Sec-WebSocket-Protocol', 'chat, other']] });

function connect(value: unknown, request = offer) {
  const route = webSocketRoute({ routeKey: '$connect' });
  return readWebSocketResult(returned(value), request, route, exchange);
}

function message(value: unknown, route: Partial<WebSocketRoute> = {}) {
  return readWebSocketResult(returned(value), httpRequest(), webSocketRoute(route), exchange);
}

describe('readWebSocketResult on $connect', () => {
  it('WS-7: a 2xx accepts, another status refuses with it', () => {
    expect(connect({ statusCode: 200 }).statusCode).toBe(200);
    expect(connect({ statusCode: 401, body: 'who are you' })).toMatchObject({ statusCode: 401 });
    expect(textOf(connect({ statusCode: 401, body: 'who are you' }))).toBe('who are you');
  });

  it('WS-7: a function error refuses with 502', () => {
    const route = webSocketRoute({ routeKey: '$connect' });

    expect(readWebSocketResult(failed('x'), offer, route, exchange)).toMatchObject({
      statusCode: 502,
      reason: 'the function failed: Error: x',
    });
  });

  it.each([
    [null, 'the result of $connect is null'],
    [{ body: 'x' }, '"statusCode" is undefined'],
    [{ statusCode: 200, headers: 'x' }, '"headers" is the string "x"'],
  ])('WS-7: %j refuses with 502', (value, reason) => {
    expect(connect(value)).toMatchObject({
      statusCode: 502,
      reason: expect.stringContaining(reason),
    });
  });

  it('WS-8: a sub-protocol is accepted only when offered and returned', () => {
    const accepted = { statusCode: 200, headers: { 'sec-websocket-protocol': 'chat' } };

    expect(connect(accepted).headers).toEqual([['Sec-WebSocket-Protocol', 'chat']]);
    expect(connect({ statusCode: 200, headers: null }).headers).toEqual([]);
    expect(connect(accepted, httpRequest()).headers).toEqual([]);
  });
});

describe('readWebSocketResult on messages', () => {
  it('WS-9: the result is discarded unless the route has a response', () => {
    expect(textOf(message({ statusCode: 200, body: 'x' }))).toBe('');
    expect(textOf(message({ statusCode: 200, body: 'x' }, { routeResponse: true }))).toBe('x');
    expect(textOf(message('x', { routeResponse: true }))).toBe('');
  });

  it('WS-10: a function error is a frame', () => {
    const response = readWebSocketResult(failed('x'), httpRequest(), webSocketRoute(), exchange);

    expect(response).toMatchObject({ statusCode: 200, reason: 'the function failed: Error: x' });
    expect(textOf(response)).toBe(
      '{"message":"Internal server error","connectionId":"R1kmxc2VNjMCFIA=","requestId":"ZhDrKF5dDoEEHfA="}',
    );
  });

  it('WS-5: nobody hears about $disconnect', () => {
    const route = webSocketRoute({ routeKey: '$disconnect' });
    const read = (result: ReturnType<typeof returned>) =>
      readWebSocketResult(result, httpRequest(), route, exchange);

    expect(read(returned({ statusCode: 500, body: 'x' }))).toEqual({
      statusCode: 200,
      headers: [],
      body: new Uint8Array(0),
    });
    expect(read(failed('x'))).toMatchObject({
      body: new Uint8Array(0),
      reason: 'the function failed: Error: x',
    });
  });
});

describe('errorFrame', () => {
  it('WS-2: a message that no route takes is Forbidden', () => {
    expect(
      JSON.parse(Buffer.from(errorFrame('Forbidden', webSocketRoute(), exchange)).toString()),
    ).toEqual({
      message: 'Forbidden',
      connectionId: 'R1kmxc2VNjMCFIA=',
      requestId: 'ZhDrKF5dDoEEHfA=',
    });
  });
});
