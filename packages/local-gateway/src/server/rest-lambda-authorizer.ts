import type { Exchange } from '../exchange.ts';
import { buildRequestAuthorizerEvent } from '../front-doors/rest-api/authorizer-event.ts';
import { fillStageVariables } from '../front-doors/stage-variables.ts';
import type { HttpRequest } from '../http.ts';
import { functionArnOf } from '../model/functions.ts';
import type { LambdaAuthorizer } from '../model/lambda-authorizer.ts';
import type { RestStage } from '../model/rest-api.ts';
import type { AuthorizerCache } from './authorizer-cache.ts';
import {
  accessDenied,
  authorizerFailure,
  authorizerMisconfigured,
  unauthorized,
  type GatewayRefusal,
} from './gateway-refusal.ts';
import { invokeTarget } from './invoke-target.ts';
import {
  readPolicyAnswer,
  type AuthorizerAnswer,
  type NoAnswer,
} from './lambda-authorizer-result.ts';
import { methodArn } from './method-arn.ts';
import { evaluatePolicy } from './policy.ts';
import { readIdentity } from './rest-authorizer-request.ts';
import type { RoutedRequest } from './route-rest-request.ts';
import type { Tracer } from './trace-request.ts';

/** What a Lambda authorizer let pass. */
export interface LambdaAuthorized {
  /** `requestContext.authorizer` (REST-19). */
  readonly authorizer: Readonly<Record<string, string | number>>;
  readonly usageIdentifierKey?: string;
}

/** Asks a `TOKEN` or `REQUEST` authorizer, or its cache, and evaluates the policy it gave (GW-15..GW-23). */
export async function askRestAuthorizer(
  authorizer: LambdaAuthorizer,
  routed: RoutedRequest,
  request: HttpRequest,
  exchange: Exchange,
  tracer: Tracer,
  cache: AuthorizerCache<AuthorizerAnswer>,
): Promise<LambdaAuthorized | GatewayRefusal> {
  const arn = methodArn(routed.api, routed.stage.name, request.method, routed.path);
  if (Buffer.byteLength(arn) > maxMethodArnBytes) return requestUriTooLong(arn);

  const identity = readIdentity(authorizer, routed, request, exchange);
  if ('refused' in identity) return identity;
  // The cache belongs to a stage (GW-20): what API Gateway flushes is that of one.
  const key = JSON.stringify([routed.stage.name, authorizer.id, identity.values]);
  const ttlSeconds = authorizer.identitySources.length === 0 ? 0 : authorizer.ttlSeconds;
  const cached = ttlSeconds > 0 ? cache.get(key) : undefined;
  if (cached !== undefined) {
    tracer.note(`authorizer ${authorizer.name}: its cached answer was used (GW-20)`);
    return decide(cached, arn, 0);
  }
  const event =
    authorizer.type === 'TOKEN'
      ? { type: 'TOKEN', methodArn: arn, authorizationToken: identity.values[0] }
      : buildRequestAuthorizerEvent(request, routed.route, exchange, arn);
  const start = performance.now();
  const answer = await invokeAuthorizer(authorizer, routed.stage, event, exchange, tracer);
  if ('failed' in answer) return refuseNoAnswer(answer);
  cache.set(key, answer, ttlSeconds);
  return decide(answer, arn, Math.round(performance.now() - start));
}

// GW-23.
const maxMethodArnBytes = 1_600;

function requestUriTooLong(arn: string): GatewayRefusal {
  return {
    refused: 'DEFAULT_4XX',
    statusCode: 414,
    message: 'Request URI too long',
    reason: `the method ARN has ${Buffer.byteLength(arn)} bytes, at most ${maxMethodArnBytes} are allowed with an authorizer`,
  };
}

async function invokeAuthorizer(
  { functionArn }: LambdaAuthorizer,
  { variables }: RestStage,
  event: object,
  { traceId }: Exchange,
  tracer: Tracer,
): Promise<AuthorizerAnswer | NoAnswer> {
  const filled = fillStageVariables(functionArn, variables);
  if ('missing' in filled) {
    const reason = `stage variable ${filled.missing} of the authorizer URI is not defined`;
    return { failed: 'malformed', reason };
  }
  const arn = functionArnOf(filled.uri) ?? filled.uri;
  const invoked = await invokeTarget(tracer.invokeAuthorizer, arn, JSON.stringify(event), {
    traceId,
    timeoutInMillis: 29_000,
  });
  if (invoked.kind === 'result') return readPolicyAnswer(invoked.result, { plainContext: true });
  const reason = invoked.kind === 'timeout' ? invoked.reason : invoked.error.message;
  return { failed: 'error', reason: `the authorizer failed: ${reason}` };
}

function refuseNoAnswer({ failed, reason }: NoAnswer): GatewayRefusal {
  if (failed === 'unauthorized') return unauthorized(reason);
  return failed === 'error' ? authorizerFailure(reason) : authorizerMisconfigured(reason);
}

function decide(
  { principalId, policyDocument, context = {}, usageIdentifierKey }: AuthorizerAnswer,
  arn: string,
  integrationLatency: number,
): LambdaAuthorized | GatewayRefusal {
  const decision = evaluatePolicy(policyDocument, arn);
  if (decision === undefined) {
    return authorizerMisconfigured('"policyDocument" has no statements with an Effect each');
  }
  // REST-20: values arrive as text.
  const texts = Object.entries(context).map(([name, value]) => [name, String(value)] as const);
  const authorizer = { principalId, integrationLatency, ...Object.fromEntries(texts) };
  if (decision !== 'allow') {
    // GW-17.
    const message = 'User is not authorized to access this resource';
    const denied =
      decision === 'explicit deny'
        ? accessDenied(`${message} with an explicit deny`, `the policy denies ${arn}`)
        : accessDenied(message, `the policy does not allow ${arn}`);
    return { ...denied, authorizer };
  }
  return {
    authorizer,
    ...(usageIdentifierKey !== undefined && { usageIdentifierKey }),
  };
}
