import type { Exchange } from '../exchange.ts';
import { headerValue } from '../front-doors/header-lines.ts';
import type { JsonObject } from '../front-doors/json.ts';
import type { RestIdentity } from '../front-doors/rest-api/route.ts';
import type { FrontDoorResponse, HttpRequest } from '../http.ts';
import type { Settings } from '../model/settings.ts';
import type { TokenAuthorizer } from '../model/token-authorizer.ts';
import type { AuthorizerCache } from './authorizer-cache.ts';
import { cognitoClaims } from './cognito-claims.ts';
import { accessDenied, unauthorized, type GatewayRefusal } from './gateway-refusal.ts';
import type { AuthorizerAnswer } from './lambda-authorizer-result.ts';
import { readIamCaller } from './iam-caller.ts';
import { notSupported } from './not-supported.ts';
import { askRestAuthorizer } from './rest-lambda-authorizer.ts';
import type { RoutedRequest } from './route-rest-request.ts';
import { readSignature, refuseUnsigned } from './sigv4-header.ts';
import { claimsOf, hasScope, undeclaredToken } from './token-identity.ts';
import type { Tracer } from './trace-request.ts';

/** What authorization found out about the caller. */
export interface Authorized {
  /** `requestContext.authorizer`. */
  readonly authorizer?: JsonObject;
  readonly identity?: Readonly<Partial<RestIdentity>>;
  readonly usageIdentifierKey?: string;
}

/** Authorizes a request as its method asks for: who calls, why not, or that this gateway cannot tell. */
export async function authorizeRest(
  routed: RoutedRequest,
  request: HttpRequest,
  exchange: Exchange,
  tracer: Tracer,
  settings: Settings,
  cache: AuthorizerCache<AuthorizerAnswer>,
): Promise<Authorized | GatewayRefusal | FrontDoorResponse> {
  const { authorizationType, authorizer, authorizationScopes } = routed.method;
  if (authorizationType === 'NONE') return {};
  if (authorizationType === 'AWS_IAM') return authorizeIam(request, settings, tracer);
  if (authorizer === undefined) {
    return notSupported(`the method asks for ${authorizationType} and names no authorizer`);
  }
  if (authorizer.kind === 'token') {
    return authorizeToken(authorizer, authorizationScopes, request, settings, tracer);
  }
  if (authorizer.problem !== undefined) return notSupported(authorizer.problem);
  return askRestAuthorizer(authorizer, routed, request, exchange, tracer, cache);
}

/** GW-18 as far as it goes without AWS: the signature of a declared access key is not verified. */
function authorizeIam(
  request: HttpRequest,
  settings: Settings,
  tracer: Tracer,
): Authorized | GatewayRefusal {
  const signature = readSignature(request);
  if (signature.kind !== 'signed') return refuseUnsigned(signature);
  const caller = readIamCaller(request, settings, tracer);
  if ('reason' in caller) {
    return {
      refused: 'DEFAULT_4XX',
      statusCode: 403,
      message: 'The security token included in the request is invalid.',
      errorType: 'UnrecognizedClientException',
      reason: caller.reason,
    };
  }
  const { accessKey, accountId, userArn, userId } = caller;
  return { identity: { accessKey, accountId, userArn, caller: userId, user: userId } };
}

/** A user pool's token: declared ones are taken, no pool is asked (REST-21). */
function authorizeToken(
  { name, identitySource }: TokenAuthorizer,
  scopes: readonly string[],
  request: HttpRequest,
  settings: Settings,
  tracer: Tracer,
): Authorized | GatewayRefusal {
  const header = identitySource.split('.').at(-1) ?? 'Authorization';
  const token = headerValue(request.headers, header);
  if (token === undefined || token === '') return unauthorized(`the request has no ${header}`);
  const claims = claimsOf(settings, token);
  if (claims === undefined) return unauthorized(undeclaredToken);
  if (!hasScope(claims, scopes)) {
    return accessDenied(
      'User is not authorized to access this resource',
      `the token has none of the scopes ${scopes.join(', ')}`,
    );
  }
  tracer.note(`authorizer ${name}: a test identity of local-gateway.json was taken`);
  return { authorizer: { claims: cognitoClaims(claims) } };
}
