import type {
  APIGatewayProxyEventV2 as Event,
  APIGatewayProxyStructuredResultV2 as Result,
} from 'aws-lambda';

import { encodePath } from '../request/encode-path.ts';
import { lazyRequest } from '../request/lazy-request.ts';
import { payloadV2 } from '../request/payload-v2.ts';
import { decodedMountOf } from '../request/stage-mount.ts';
import { toPayloadV2 } from '../reply/payload-v2-result.ts';
import { nameSource } from './name-source.ts';
import type { ProxySource } from './source.ts';

/**
 * API Gateway HTTP API, payload format 2.0.
 *
 * What the event does not tell: AWS has decoded the path (HTTP2-7), so an encoded slash is a slash and what the client
 * had encoded without need is plain; it joins header lines with commas (HTTP2-12), so several lines of a header look
 * like one; and it hands text types over as text (HTTP2-16), so bytes of a text in another charset than UTF-8 are lost.
 */
export const httpApi: ProxySource<Event, Result, 'http-api'> = {
  name: 'http-api',

  matches: (event) => nameSource(event) === 'http-api',

  toRequest: lazyRequest<'http-api'>({
    source: 'http-api',
    ...payloadV2,
    fullPath: ({ rawPath }) => (typeof rawPath === 'string' ? encodePath(rawPath) : undefined),
    mount: (event, path) => decodedMountOf(path, routeOf(event), event),
    route: routeOf,
  }),

  toResult: toPayloadV2,
};

// `POST /users/{id}`; the default route has no template (HTTP2-4).
function routeOf({ routeKey }: Event): string | undefined {
  if (typeof routeKey !== 'string') return undefined;
  const slash = routeKey.indexOf(' /');
  return slash === -1 ? undefined : routeKey.slice(slash + 1);
}
