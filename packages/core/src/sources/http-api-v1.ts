import type { APIGatewayProxyResult as Result } from 'aws-lambda';

import { copyParams } from '../request/decode-params.ts';
import { lazyRequest } from '../request/lazy-request.ts';
import { payloadV1 } from '../request/payload-v1.ts';
import type { SourceEvents } from '../request/request.ts';
import { decodedMountOf } from '../request/stage-mount.ts';
import { toPayloadV1 } from '../reply/payload-v1-result.ts';
import { nameSource } from './name-source.ts';
import type { ProxySource } from './source.ts';

type Event = SourceEvents['http-api-v1'];

/**
 * API Gateway HTTP API, payload format 1.0: like a REST API's event with a `version` (HTTP1-1).
 *
 * What the event does not tell: the raw query string (HTTP1-7), so an order between different names; since path
 * parameters arrive decoded (HTTP1-6), whether a slash in one of them was encoded; and, as text types are handed over
 * as text, bytes of a text in another charset than UTF-8.
 */
export const httpApiV1: ProxySource<Event, Result, 'http-api-v1'> = {
  name: 'http-api-v1',

  matches: (event) => nameSource(event) === 'http-api-v1',

  toRequest: lazyRequest<'http-api-v1'>({
    source: 'http-api-v1',
    ...payloadV1,
    method: (event) => event.httpMethod,
    // Encoded, with a named stage and with the base path of a custom domain (HTTP1-5, HTTP1-9).
    fullPath: (event) => event.path,
    mount: (event, path) => decodedMountOf(path, routeOf(event), event),
    route: routeOf,
    params: (event) => copyParams(event.pathParameters),
  }),

  toResult: toPayloadV1,
};

// The default route has no template (HTTP1-2).
function routeOf({ resource }: Event): string | undefined {
  return resource === '$default' ? undefined : resource;
}
