import type {
  APIGatewayProxyEventV2 as Event,
  APIGatewayProxyStructuredResultV2 as Result,
} from 'aws-lambda';

import { lazyRequest } from '../request/lazy-request.ts';
import { payloadV2 } from '../request/payload-v2.ts';
import { toPayloadV2 } from '../reply/payload-v2-result.ts';
import { nameSource } from './name-source.ts';
import type { ProxySource } from './source.ts';

/**
 * Lambda function URL: payload format 2.0 with a path that stays encoded (FURL-2).
 *
 * What the event does not tell: header lines are joined with commas (FURL-4), so several lines of a header look like
 * one; and text types are handed over as text (FURL-6), so bytes of a text in another charset than UTF-8 are lost.
 */
export const functionUrl: ProxySource<Event, Result, 'function-url'> = {
  name: 'function-url',

  matches: (event) => nameSource(event) === 'function-url',

  toRequest: lazyRequest<'function-url'>({
    source: 'function-url',
    ...payloadV2,
    fullPath: (event) => event.rawPath,
  }),

  streams: true,

  toResult: toPayloadV2,
};
