import type { APIGatewayProxyEvent as Event, APIGatewayProxyResult as Result } from 'aws-lambda';

import { decodeParams } from '../request/decode-params.ts';
import { lazyRequest } from '../request/lazy-request.ts';
import { mountOf } from '../request/mount.ts';
import { hasCustomDomain } from '../request/stage-mount.ts';
import { payloadV1 } from '../request/payload-v1.ts';
import { toPayloadV1 } from '../reply/payload-v1-result.ts';
import { warnOnce } from '../log/warn-once.ts';
import { nameSource } from './name-source.ts';
import type { ProxySource } from './source.ts';

/**
 * API Gateway REST API, Lambda proxy integration: payload format 1.0 without a `version` (REST-2).
 *
 * What the event does not tell: the raw query string (REST-43), so an order between different names, and `;` from `&`
 * (REST-40); whether a header with a comma was one line or several lines that the client had joined itself (REST-32);
 * the first of two slashes that a path begins with (REST-50); and bytes that are no UTF-8, in place of which AWS writes
 * U+FFFD unless the API's `binaryMediaTypes` have their type (REST-55).
 */
export const restApi: ProxySource<Event, Result, 'rest-api'> = {
  name: 'rest-api',

  matches: (event) => nameSource(event) === 'rest-api',

  toRequest: lazyRequest<'rest-api'>({
    source: 'rest-api',
    ...payloadV1,
    method: (event) => event.httpMethod,
    // Encoded, without the stage, with the base path of a custom domain (REST-44, REST-46, REST-52).
    fullPath: (event) => event.path,
    mount: (event, path) =>
      hasCustomDomain(event) ? mountOf(path, event.resource, event.pathParameters) : '',
    route: (event) => event.resource,
    // Path parameters stay encoded (REST-45).
    params: (event) => decodeParams(event.pathParameters),
  }),

  streams: true,

  toResult(reply, event) {
    // An event with bytes shows that the API is set up for them (REST-55).
    if (reply.isBase64Encoded && !event.isBase64Encoded) warnOnce(needsBinaryMediaTypes);
    return toPayloadV1(reply);
  },
};

// RESP-28..32.
const needsBinaryMediaTypes =
  'a REST API decodes bytes only for clients whose first accepted type is in its binaryMediaTypes: set them to "*/*"';
