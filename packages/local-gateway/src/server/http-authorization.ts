import type { Exchange } from '../exchange.ts';
import { jwtAuthorizer } from '../front-doors/http-api/jwt-claims.ts';
import type { FrontDoorResponse, HttpRequest } from '../http.ts';
import type { Settings } from '../model/settings.ts';
import type { TokenAuthorizer } from '../model/token-authorizer.ts';
import type { AuthorizerCache } from './authorizer-cache.ts';
import { forbidden, unauthorized, type HttpAuthorized, type HttpRefusal } from './http-refusal.ts';
import { iamAuthorizer, readIamCaller } from './iam-caller.ts';
import { httpIdentitySource } from './http-identity-source.ts';
import { askHttpAuthorizer, type HttpAuthorizerAnswer } from './http-lambda-authorizer.ts';
import { notSupported } from './not-supported.ts';
import type { RoutedHttpRequest } from './route-http-request.ts';
import { claimsOf, hasScope, scopesOf, undeclaredToken } from './token-identity.ts';
import type { Tracer } from './trace-request.ts';

/** Authorizes a request as its route asks for: who calls, why not, or that this gateway cannot tell. */
export async function authorizeHttp(
  routed: RoutedHttpRequest,
  request: HttpRequest,
  exchange: Exchange,
  tracer: Tracer,
  settings: Settings,
  cache: AuthorizerCache<HttpAuthorizerAnswer>,
): Promise<HttpAuthorized | HttpRefusal | FrontDoorResponse> {
  const { authorizationType, authorizer, authorizationScopes } = routed.declared;
  if (authorizationType === 'NONE') return {};
  if (authorizationType === 'AWS_IAM') {
    const caller = readIamCaller(request, settings, tracer);
    return 'reason' in caller ? forbidden(caller.reason) : { authorizer: iamAuthorizer(caller) };
  }
  if (authorizer === undefined) {
    return notSupported(`the route asks for ${authorizationType} and names no authorizer`);
  }
  if (authorizer.kind === 'token') {
    return authorizeJwt(
      authorizer,
      authorizationScopes,
      routed,
      request,
      exchange,
      settings,
      tracer,
    );
  }
  if (authorizer.problem !== undefined) return notSupported(authorizer.problem);
  return askHttpAuthorizer(authorizer, routed, request, exchange, tracer, cache);
}

/** HTTP2-17, HTTP2-34: declared tokens are taken, no issuer is asked. */
function authorizeJwt(
  { name, identitySource }: TokenAuthorizer,
  wanted: readonly string[],
  routed: RoutedHttpRequest,
  request: HttpRequest,
  exchange: Exchange,
  settings: Settings,
  tracer: Tracer,
): HttpAuthorized | HttpRefusal {
  const token = httpIdentitySource(identitySource, routed, request, exchange);
  if (token === undefined) return unauthorized(`the request has no ${identitySource}`);
  const claims = claimsOf(settings, token);
  if (claims === undefined) return unauthorized(undeclaredToken);
  if (!hasScope(claims, wanted)) {
    return forbidden(`the token has none of the scopes ${wanted.join(', ')}`);
  }
  tracer.note(`authorizer ${name}: a test identity of local-gateway.json was taken`);
  return { authorizer: jwtAuthorizer(claims, wanted.length > 0 ? scopesOf(claims) : null) };
}
