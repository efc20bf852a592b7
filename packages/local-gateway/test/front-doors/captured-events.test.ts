import { expect, it } from 'vitest';

import type { HeaderLine, HttpRequest } from '../../src/http.ts';
import type { Exchange } from '../../src/exchange.ts';
import {
  buildHttpAuthorizerEvent,
  type HttpAuthorizerEvent,
} from '../../src/front-doors/http-api/authorizer-event.ts';
import type { HttpApiEvent } from '../../src/front-doors/http-api/event.ts';
import { httpApi } from '../../src/front-doors/http-api/http-api.ts';
import {
  buildRequestAuthorizerEvent,
  type RequestAuthorizerEvent,
} from '../../src/front-doors/rest-api/authorizer-event.ts';
import type { RestApiEvent } from '../../src/front-doors/rest-api/event.ts';
import { restApi } from '../../src/front-doors/rest-api/rest-api.ts';
import { describeRecorded, readRecorded } from '../contract.ts';
import { exchange } from './requests.ts';

/** Each captured event is taken apart into the request and the route it came from, and built again. */
describeRecorded('buildEvent, against captured events', (folder) => {
  it.each([
    'apigw-http-iam-auth',
    'apigw-http-jwt-authorizer-auth',
    'apigw-http-lambda-authorizer-auth',
  ])('HTTP2-1..HTTP2-19: %s is built again, key by key', (name) => {
    const captured = readRecorded(
      folder,
      `recorded/events/powertools-ts/${name}.json`,
    ) as HttpApiEvent;
    const { requestContext, ...event } = captured;
    const request = requestOf({
      method: requestContext.http.method,
      target: event.rawPath,
      headers: Object.entries(event.headers).filter(([header]) => !MADE_BY_SERVICE.test(header)),
    });

    const built = httpApi.buildEvent(request, { ...requestContext }, exchangeOf(captured));

    expect(JSON.stringify(built, null, 1)).toBe(JSON.stringify(captured, null, 1));
  });

  it.each([
    'apigw-rest-no-auth',
    'apigw-rest-lambda-authorizer-auth',
    'apigw-rest-jwt-authorizer-auth',
    'apigw-rest-iam-auth',
  ])('REST-1..REST-33: %s is built again, key by key', (name) => {
    const captured = readRecorded(
      folder,
      `recorded/events/powertools-ts/${name}.json`,
    ) as RestApiEvent;
    const { requestContext } = captured;
    const request = requestOf({
      method: captured.httpMethod,
      target: requestContext.path,
      headers: [
        ...Object.entries(captured.headers).filter(([header]) => !MADE_BY_SERVICE.test(header)),
        // What the service takes out again (REST-22, REST-27).
        ['connection', 'keep-alive'],
        ...(requestContext.identity.accessKey === null
          ? []
          : [['authorization', 'AWS4-HMAC-SHA256 x'] as const]),
      ],
    });
    const route = {
      ...requestContext,
      endpointType: 'EDGE',
      ...(requestContext.identity.accessKey !== null && { authorizationType: 'AWS_IAM' }),
    } as const;

    const built = restApi.buildEvent(request, route, exchangeOf(captured));

    expect(JSON.stringify(masked(built), null, 1)).toBe(JSON.stringify(masked(captured), null, 1));
  });
});

describeRecorded('authorizer events, against captured events', (folder) => {
  it('GW-22: apigw-rest-authorizer-request is built again, key by key', () => {
    const file = 'recorded/events/powertools-ts/apigw-rest-authorizer-request.json';
    const captured = readRecorded(folder, file) as RequestAuthorizerEvent;
    const { requestContext, methodArn } = captured;
    const request = requestOf({
      method: captured.httpMethod,
      target: requestContext.path,
      headers: [
        ...Object.entries(captured.headers).filter(([header]) => !MADE_BY_SERVICE.test(header)),
        ['connection', 'keep-alive'],
      ],
    });
    const route = { ...requestContext, endpointType: 'EDGE' } as const;

    const built = buildRequestAuthorizerEvent(request, route, exchangeOf(captured), methodArn);

    expect(JSON.stringify(masked(built), null, 1)).toBe(JSON.stringify(masked(captured), null, 1));
  });

  it('HTTP2-20: apigw-http-authorizer-request is built again, key by key', () => {
    const file = 'recorded/events/powertools-ts/apigw-http-authorizer-request.json';
    const captured = readRecorded(folder, file) as HttpAuthorizerEvent;
    const { requestContext, routeArn, identitySource } = captured;
    const request = requestOf({
      method: requestContext.http.method,
      target: captured.rawPath,
      headers: Object.entries(captured.headers).filter(([header]) => !MADE_BY_SERVICE.test(header)),
    });

    const built = buildHttpAuthorizerEvent(request, requestContext, exchangeOf(captured), {
      routeArn,
      identitySource,
    });

    expect(JSON.stringify(built, null, 1)).toBe(JSON.stringify(captured, null, 1));
  });
});

const MADE_BY_SERVICE = /^(?:CloudFront-.*|Via|X-Amz-Cf-Id|X-Forwarded-.*|X-Amzn-Trace-Id)$/i;

function requestOf(parts: {
  method: string;
  target: string;
  headers: readonly HeaderLine[];
}): HttpRequest {
  return { ...parts, body: new Uint8Array(0) };
}

function exchangeOf({
  headers,
  requestContext: context,
}: Pick<HttpApiEvent | RestApiEvent, 'headers' | 'requestContext'>): Exchange {
  const traceId = headers['x-amzn-trace-id'] ?? headers['X-Amzn-Trace-Id'] ?? '';
  return 'http' in context
    ? {
        ...exchange,
        traceId,
        extendedRequestId: context.requestId,
        receivedAt: context.timeEpoch,
        sourceIp: context.http.sourceIp,
      }
    : {
        traceId,
        requestId: context.requestId,
        extendedRequestId: context.extendedRequestId,
        receivedAt: context.requestTimeEpoch,
        sourceIp: context.identity.sourceIp ?? '',
      };
}

/** The event with the values that CloudFront makes up replaced. */
function masked(event: object): unknown {
  return JSON.parse(JSON.stringify(event), (key, value: unknown) =>
    MADE_BY_SERVICE.test(key) ? 'masked' : value,
  );
}
