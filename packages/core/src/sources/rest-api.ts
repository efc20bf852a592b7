import type { APIGatewayProxyEvent as Event, APIGatewayProxyResult as Result } from 'aws-lambda';

import { gatewayIdentity } from '../gateway-identity.ts';
import { lazyRequest } from '../lazy-request.ts';
import { own, ownText } from '../own.ts';
import { mergeHeaders, mergeQueries } from '../merge-maps.ts';
import { decodeParams } from '../params.ts';
import type { ProxySource } from './source.ts';

/** API Gateway REST API, Lambda proxy integration (payload format version 1.0 without a `version`). */
export const restApi: ProxySource<Event, Result, 'rest-api'> = {
  name: 'rest-api',

  matches(event): event is Event {
    const context = own(event, 'requestContext');
    // An HTTP API's payload 1.0 carries a `version` (REST-2); WebSocket events carry a `connectionId` (WS-3).
    return (
      ownText(context, 'resourcePath') !== undefined &&
      ownText(event, 'httpMethod') !== undefined &&
      own(event, 'version') === undefined &&
      own(context, 'connectionId') === undefined
    );
  },

  toRequest: lazyRequest<'rest-api'>({
    source: 'rest-api',
    method: (event) => ownText(event, 'httpMethod'),
    path: (event) => ownText(event, 'path'),
    route: (event) => ownText(event, 'resource'),
    // REST APIs leave path parameters encoded (REST-45).
    params: (event) => decodeParams(own(event, 'pathParameters')),
    queries: (event) =>
      mergeQueries(
        own(event, 'queryStringParameters'),
        own(event, 'multiValueQueryStringParameters'),
      ),
    headers: (event) => mergeHeaders(own(event, 'headers'), own(event, 'multiValueHeaders')),
    body: (event) => own(event, 'body'),
    isBase64Encoded: (event) => own(event, 'isBase64Encoded') === true,
    host: (event) => ownText(own(event, 'requestContext'), 'domainName'),
    clientIp: (event) => ownText(own(own(event, 'requestContext'), 'identity'), 'sourceIp'),
    identity: (event) => gatewayIdentity(own(event, 'requestContext')),
    requestId: (event) => ownText(own(event, 'requestContext'), 'requestId'),
    stage: (event) => ownText(own(event, 'requestContext'), 'stage'),
    receivedAt: (event) => own(own(event, 'requestContext'), 'requestTimeEpoch'),
  }),

  // Any other key is a 502 (RESP-1); `cookies` is one of them (RESP-2).
  toResult({ statusCode, headers, cookies, body, isBase64Encoded }) {
    const multiValueHeaders: Record<string, string[]> = {};
    for (const [name, value] of headers) (multiValueHeaders[name] ??= []).push(value);
    if (cookies.length > 0) multiValueHeaders['set-cookie'] = [...cookies];
    return { statusCode, multiValueHeaders, body, isBase64Encoded };
  },
};
