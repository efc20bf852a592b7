import type { LambdaEnvelope } from '../lambda-envelope.ts';
import { copyParams } from '../decode-params.ts';
import { type Identity, noIdentity } from '../identity.ts';
import { lazyRequest } from '../lazy-request.ts';
import { asText, detach, emptyMap, own } from '../own.ts';
import { readHeaders } from '../read-headers.ts';
import { readQueries } from '../read-queries.ts';
import { isMarked } from './marker.ts';
import type { ProxySource } from './source.ts';

/**
 * API Gateway REST API, non-proxy `AWS` integration. The event is what the request template renders: API Gateway's own
 * *method request passthrough*, which is recognised, or, without a template, the client's payload itself, which is read
 * only when the options say `passthrough`.
 *
 * What the event does not tell: the bytes of the body, since the template sends its JSON value; of a repeated query
 * parameter all but the last value, and of a repeated header (REQ-20).
 */
export const lambda: ProxySource<unknown, unknown, 'lambda'> = {
  name: 'lambda',

  matches(event): event is LambdaEnvelope {
    return isMarked(event, 'body-json');
  },

  toRequest(event, options = {}) {
    return options.passthrough || !lambda.matches(event)
      ? toBareRequest(event, options)
      : toEnvelopeRequest(event, options);
  },

  // The result is mapped by the integration responses (REQ-41); an envelope would be shown to the client (REQ-42).
  toResult({ value, body }) {
    return value ?? body;
  },
};

const toBareRequest = lazyRequest<'lambda'>({
  source: 'lambda',
  // The integration always invokes the function with POST (REST-64).
  method: () => 'POST',
  fullPath: () => '/',
  queries: () => emptyMap(),
  headers: () => emptyMap(),
  body: toJsonText,
  value: (event) => ({ value: detach(event) }),
});

const toEnvelopeRequest = lazyRequest<'lambda'>({
  source: 'lambda',
  method: (event) => contextOf(event, 'http-method'),
  fullPath: (event) => {
    const params = own(own(event, 'params'), 'path');
    return contextOf(event, 'resource-path')?.replace(/\{([^}+]+)\+?\}/g, (_, name: string) =>
      encodeURIComponent(asText(own(params, name)) ?? ''),
    );
  },
  route: (event) => contextOf(event, 'resource-path'),
  params: (event) => copyParams(own(own(event, 'params'), 'path')),
  queries: (event, { options }) =>
    readQueries(own(own(event, 'params'), 'querystring'), undefined, options.limits),
  headers: (event, { options }) =>
    readHeaders(own(own(event, 'params'), 'header'), undefined, options.limits),
  body: (event) => toJsonText(own(event, 'body-json')),
  value: (event) => ({ value: detach(own(event, 'body-json')) }),
  host: (event) => contextOf(event, 'domain-name'),
  protocol: () => 'https',
  clientIp: (event) => contextOf(event, 'source-ip'),
  identity: readIdentity,
  requestId: (event) => contextOf(event, 'request-id'),
  stage: (event) => contextOf(event, 'stage'),
  receivedAt: (event) => Number(contextOf(event, 'request-time-epoch')),
});

/** A member of the context; a template renders empty text for what API Gateway does not know (REQ-15). */
function contextOf(event: unknown, name: string): string | undefined {
  return asText(own(own(event, 'context'), name)) || undefined;
}

function toJsonText(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

function readIdentity(event: unknown): Identity {
  const userArn = contextOf(event, 'user-arn');
  const principalId = contextOf(event, 'authorizer-principal-id');
  if (principalId !== undefined) return { kind: 'lambda', principalId, context: emptyMap() };
  if (userArn === undefined) return noIdentity;
  return {
    kind: 'iam',
    accountId: contextOf(event, 'account-id'),
    accessKey: undefined,
    userArn,
    userId: contextOf(event, 'user'),
    principalOrgId: undefined,
    cognitoIdentityId: contextOf(event, 'cognito-identity-id'),
  };
}
