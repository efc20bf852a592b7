import type { Exchange } from '../../exchange.ts';
import type { HttpRequest } from '../../http.ts';
import { decodeValues } from '../percent-decoding.ts';
import { isJsonObject } from '../json.ts';
import { buildRestEvent, type RestApiEvent } from '../rest-api/event.ts';
import type { LambdaRoute } from './route.ts';

/**
 * The event of a function behind a non-proxy `AWS` integration: the JSON of the request's body (REQ-1), `{}`
 * when there is none (REQ-7), or the envelope around it.
 *
 * @throws {NotJsonError} for a body that is not JSON, which Lambda refuses with 400 before any function runs (REQ-9).
 */
export function buildLambdaEvent(
  request: HttpRequest,
  route: LambdaRoute,
  exchange: Exchange,
): unknown {
  const text = Buffer.from(request.body).toString('utf8');
  if (route.envelope) return envelope(buildRestEvent(request, route, exchange), text);
  if (text === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new NotJsonError(
      `the request body is ${JSON.stringify(text.slice(0, 60))}, expected JSON for a non-proxy integration`,
      { cause },
    );
  }
}

/** A body that is no payload; its cause says why. */
export class NotJsonError extends TypeError {
  override readonly name = 'NotJsonError';
}

// What a template prints is text, and nothing prints as nothing (REQ-15); an empty body prints `{}` (REQ-8).
function envelope({ requestContext: context, ...event }: RestApiEvent, body: string): unknown {
  const { claims, principalId } = context.authorizer ?? {};
  return {
    resource: event.resource,
    httpMethod: event.httpMethod,
    headers: event.headers,
    queryStringParameters: event.queryStringParameters ?? {},
    // Templates read path parameters decoded.
    pathParameters: decodeValues(event.pathParameters ?? {}),
    stageVariables: event.stageVariables ?? {},
    requestContext: {
      integrationType: 'AWS',
      accountId: context.accountId,
      apiId: context.apiId,
      stage: context.stage,
      requestId: context.requestId,
      extendedRequestId: context.extendedRequestId,
      resourcePath: context.resourcePath,
      httpMethod: context.httpMethod,
      path: context.path,
      protocol: context.protocol,
      domainName: context.domainName,
      domainPrefix: context.domainPrefix,
      requestTimeEpoch: context.requestTimeEpoch,
      identity: texts(context.identity),
      authorizer: {
        principalId: principalId ?? '',
        claims: {
          sub: '',
          email: '',
          scope: '',
          username: '',
          ...(isJsonObject(claims) && claims),
        },
      },
    },
    body: body === '' ? '{}' : body,
    isBase64Encoded: false,
  };
}

function texts(values: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]: [string, unknown]) => [name, value ?? '']),
  );
}
