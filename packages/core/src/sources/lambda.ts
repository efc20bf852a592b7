import { copyParams } from '../request/decode-params.ts';
import { HttpError } from '../errors/errors.ts';
import type { LambdaEnvelope } from '../request/lambda-envelope.ts';
import { toIntegrationResult } from '../reply/integration-result.ts';
import { lazyRequest } from '../request/lazy-request.ts';
import { emptyMap } from '../own.ts';
import { parseJson } from '../request/parse-json.ts';
import { payloadV1 } from '../request/payload-v1.ts';
import { decodedMountOf } from '../request/stage-mount.ts';
import { nameSource } from './name-source.ts';
import type { ProxySource } from './source.ts';

/**
 * API Gateway REST API, non-proxy `AWS` integration. The event is what the request template renders: the envelope of
 * {@link LambdaEnvelope}, which is recognised, or, without a template, the client's payload itself, which is read only
 * when the options say `passthrough`.
 *
 * What the event does not tell: of a repeated header or query parameter all but the last value (REQ-20), and an empty
 * body from an empty object (REQ-8), which counts as empty when the client sent no content type.
 */
export const lambda: ProxySource<unknown, unknown, 'lambda'> = {
  name: 'lambda',

  matches: (event) => nameSource(event) === 'lambda',

  toRequest(event, options) {
    return options?.passthrough || nameSource(event) !== 'lambda'
      ? toBareRequest(event, options)
      : toEnvelopeRequest(event, options);
  },

  toResult: toIntegrationResult,
};

const toBareRequest = lazyRequest<'lambda'>({
  source: 'lambda',
  // The integration always invokes the function with POST (REST-64).
  method: () => 'POST',
  fullPath: () => '/',
  queries: () => emptyMap(),
  body: toJsonText,
  value(event, { options }) {
    const text = toJsonText(event);
    return text === undefined ? undefined : { value: parseJson(text, options.limits.jsonDepth) };
  },
});

// `undefined` for what is no JSON, which only a test can hand over.
function toJsonText(event: unknown): string | undefined {
  try {
    return JSON.stringify(event);
  } catch {
    // More levels than the stack has.
    throw new HttpError(400, 'payload is nested too deep');
  }
}

const toEnvelopeRequest = lazyRequest<'lambda'>({
  ...payloadV1,
  source: 'lambda',
  method: (event: LambdaEnvelope) => event.httpMethod,
  // With the stage (REQ-22, REST-46).
  fullPath: (event: LambdaEnvelope) => event.requestContext.path,
  mount: (event: LambdaEnvelope, path) => decodedMountOf(path, event.resource, event),
  route: (event: LambdaEnvelope) => event.resource,
  params: (event: LambdaEnvelope) => copyParams(event.pathParameters),
  headers: (event: LambdaEnvelope) => ({
    single: event.headers,
    multi: undefined,
    cookies: undefined,
  }),
  body: (event: LambdaEnvelope, request) =>
    event.body === '{}' && request.header('content-type') === undefined ? undefined : event.body,
});
