import type { Exchange } from '../exchange.ts';
import { buildHttpAuthorizerEvent } from '../front-doors/http-api/authorizer-event.ts';
import { buildHttpApiV1Event } from '../front-doors/http-api/event-v1.ts';
import { httpApiPaths } from '../front-doors/http-api/paths.ts';
import type { JsonObject } from '../front-doors/json.ts';
import { splitTarget } from '../front-doors/request-target.ts';
import type { HttpRequest } from '../http.ts';
import type { LambdaAuthorizer } from '../model/lambda-authorizer.ts';
import type { AuthorizerCache } from './authorizer-cache.ts';
import {
  failed,
  forbidden,
  unauthorized,
  type HttpAuthorized,
  type HttpRefusal,
} from './http-refusal.ts';
import { httpIdentitySource } from './http-identity-source.ts';
import { invokeTarget } from './invoke-target.ts';
import {
  readPolicyAnswer,
  readSimpleAnswer,
  type AuthorizerAnswer,
  type NoAnswer,
  type SimpleAnswer,
} from './lambda-authorizer-result.ts';
import { methodArn } from './method-arn.ts';
import { evaluatePolicy } from './policy.ts';
import type { RoutedHttpRequest } from './route-http-request.ts';
import type { Tracer } from './trace-request.ts';

/** What an authorizer of an HTTP API may answer. */
export type HttpAuthorizerAnswer = AuthorizerAnswer | SimpleAnswer;

/** Asks a Lambda authorizer of an HTTP API, or its cache (HTTP2-18, HTTP2-20, HTTP2-34). */
export async function askHttpAuthorizer(
  authorizer: LambdaAuthorizer,
  routed: RoutedHttpRequest,
  request: HttpRequest,
  exchange: Exchange,
  tracer: Tracer,
  cache: AuthorizerCache<HttpAuthorizerAnswer>,
): Promise<HttpAuthorized | HttpRefusal> {
  const { identitySources, ttlSeconds } = authorizer;
  const values: string[] = [];
  for (const source of identitySources) {
    const value = httpIdentitySource(source, routed, request, exchange);
    if (value === undefined) {
      return unauthorized(`the request has no ${source}, the authorizer was not asked`);
    }
    values.push(value);
  }
  const arn = routeArn(routed, request);
  // The cache belongs to a stage (GW-20): what API Gateway resets is that of one.
  const key = JSON.stringify([routed.stage.name, authorizer.id, values]);
  const cached = identitySources.length > 0 && ttlSeconds > 0 ? cache.get(key) : undefined;
  if (cached !== undefined) {
    tracer.note(`authorizer ${authorizer.name}: its cached answer was used (GW-20)`);
    return decide(cached, arn);
  }
  const event = authorizerEvent(authorizer, values, arn, routed, request, exchange);
  const answer = await invokeAuthorizer(authorizer, event, exchange, tracer);
  if ('failed' in answer) {
    return answer.failed === 'unauthorized' ? unauthorized(answer.reason) : failed(answer.reason);
  }
  if (identitySources.length > 0) cache.set(key, answer, ttlSeconds);
  return decide(answer, arn);
}

function routeArn({ api, route }: RoutedHttpRequest, request: HttpRequest): string {
  const { routePath } = httpApiPaths(splitTarget(request.target).path, route);
  return methodArn(api, route.stage, request.method, routePath);
}

/** The event of the function without its body, and what is asked about: a route, or a method as on REST APIs. */
function authorizerEvent(
  { payloadFormatVersion }: LambdaAuthorizer,
  values: readonly string[],
  arn: string,
  { route }: RoutedHttpRequest,
  request: HttpRequest,
  exchange: Exchange,
): JsonObject {
  if (payloadFormatVersion === '1.0') {
    const event = buildHttpApiV1Event(request, route, exchange);
    return omitBody({
      ...event,
      type: 'REQUEST',
      methodArn: arn,
      identitySource: values.join(','),
      authorizationToken: values.join(','),
    });
  }
  return buildHttpAuthorizerEvent(request, route, exchange, {
    routeArn: arn,
    identitySource: values,
  });
}

function omitBody(event: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(event).filter(([name]) => name !== 'body' && name !== 'isBase64Encoded'),
  );
}

async function invokeAuthorizer(
  { functionArn, simpleResponses, payloadFormatVersion }: LambdaAuthorizer,
  event: JsonObject,
  { traceId }: Exchange,
  tracer: Tracer,
): Promise<HttpAuthorizerAnswer | NoAnswer> {
  const invoked = await invokeTarget(tracer.invokeAuthorizer, functionArn, JSON.stringify(event), {
    traceId,
    timeoutInMillis: 10_000,
  });
  if (invoked.kind !== 'result') {
    const reason = invoked.kind === 'timeout' ? invoked.reason : invoked.error.message;
    return { failed: 'error', reason: `the authorizer failed: ${reason}` };
  }
  return simpleResponses && payloadFormatVersion === '2.0'
    ? readSimpleAnswer(invoked.result)
    : readPolicyAnswer(invoked.result, { plainContext: false });
}

/** HTTP2-18: the context as it is, `null` when there is none. */
function decide(answer: HttpAuthorizerAnswer, arn: string): HttpAuthorized | HttpRefusal {
  if ('isAuthorized' in answer) {
    return answer.isAuthorized
      ? { authorizer: { lambda: answer.context ?? null } }
      : forbidden('the authorizer answered isAuthorized: false');
  }
  const decision = evaluatePolicy(answer.policyDocument, arn);
  if (decision === undefined)
    return failed('"policyDocument" has no statements with an Effect each');
  if (decision === 'explicit deny') return forbidden(`the policy denies ${arn}`);
  return decision === 'allow'
    ? { authorizer: { lambda: answer.context ?? null } }
    : forbidden(`the policy does not allow ${arn}`);
}
