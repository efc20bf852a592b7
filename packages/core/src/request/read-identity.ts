import { type ClientCertificate, type Identity, noIdentity } from './identity.ts';
import { asText, detach, emptyMap, isRecord } from '../own.ts';
import type { TextMap } from './request.ts';

/** Who calls, from the `requestContext` of payload format 1.0 (REST-10..12, REST-19..23, HTTP1-8). */
export function readIdentityV1(context: unknown): Identity {
  if (!isRecord(context)) return noIdentity;
  const { authorizer } = context;
  const identity = isRecord(context['identity']) ? context['identity'] : emptyMap<unknown>();
  const cert = readClientCert(identity['clientCert']);
  if (isRecord(authorizer)) {
    const { lambda, jwt, scopes } = authorizer;
    const claims = toTextMap(authorizer['claims']);
    if (Object.keys(claims).length > 0) {
      // An HTTP API tells the scopes of a token beside its claims, or `null` (HTTP1-8); a user pool's are claims (REST-21).
      return scopes === undefined
        ? { kind: 'cognito', claims, ...cert }
        : { kind: 'jwt', claims, scopes: toTexts(scopes), ...cert };
    }
    const found =
      isRecord(lambda) || isRecord(jwt) ? readAuthorizerV2(authorizer, cert) : undefined;
    if (found !== undefined) return found;
    if (Object.keys(authorizer).some((name) => isReturned(name, authorizer[name]))) {
      return toLambda(authorizer, cert, isReturned);
    }
  }
  return knownText(identity['userArn']) === undefined
    ? toMtls(cert)
    : toIam(identity, identity['user'], identity['cognitoIdentityId'], cert);
}

/** Who calls, from the `requestContext` of payload format 2.0 (HTTP2-5, HTTP2-17..19, FURL-3). */
export function readIdentityV2(context: unknown): Identity {
  if (!isRecord(context)) return noIdentity;
  const { authorizer, authentication } = context;
  const cert = readClientCert(isRecord(authentication) && authentication['clientCert']);
  return (isRecord(authorizer) ? readAuthorizerV2(authorizer, cert) : undefined) ?? toMtls(cert);
}

/** To be spread into an identity. */
type Certificate = { readonly clientCert: ClientCertificate } | undefined;

function readAuthorizerV2(
  { lambda, jwt, iam }: Record<string, unknown>,
  cert: Certificate,
): Identity | undefined {
  if (isRecord(lambda)) return toLambda(lambda, cert, isAny);
  if (isRecord(jwt)) {
    const { claims, scopes } = jwt;
    return { kind: 'jwt', claims: toTextMap(claims), scopes: toTexts(scopes), ...cert };
  }
  if (isRecord(iam)) {
    const { cognitoIdentity: cognito, userId } = iam;
    return toIam(iam, userId, isRecord(cognito) ? cognito['identityId'] : undefined, cert);
  }
  // An authorizer that returned no context (HTTP2-18).
  return lambda === null ? toLambda(emptyMap(), cert, isAny) : undefined;
}

// An HTTP API gives nothing but what the authorizer returned (HTTP2-18).
function isAny(): boolean {
  return true;
}

// Not what the service itself writes into an authorizer's context, known or not (REST-19, HTTP1-8, REQ-15).
function isReturned(name: string, value: unknown): boolean {
  if (name === 'principalId') return knownText(value) !== undefined;
  if (name === 'claims') return value !== null && !isRecord(value);
  if (name === 'scopes') return value !== null;
  return name !== 'integrationLatency';
}

function toLambda(
  authorizer: Record<string, unknown>,
  cert: Certificate,
  isContext: (name: string, value: unknown) => boolean,
): Identity {
  const context = emptyMap<unknown>();
  for (const name of Object.keys(authorizer)) {
    if (name !== 'principalId' && isContext(name, authorizer[name])) {
      context[name] = detach(authorizer[name]);
    }
  }
  return { kind: 'lambda', principalId: knownText(authorizer['principalId']), context, ...cert };
}

function toIam(
  iam: Record<string, unknown>,
  userId: unknown,
  cognitoIdentityId: unknown,
  cert: Certificate,
): Identity {
  return {
    kind: 'iam',
    accountId: knownText(iam['accountId']),
    accessKey: knownText(iam['accessKey']),
    userArn: knownText(iam['userArn']),
    userId: knownText(userId),
    principalOrgId: knownText(iam['principalOrgId']),
    cognitoIdentityId: knownText(cognitoIdentityId),
    ...cert,
  };
}

function toMtls(cert: Certificate): Identity {
  return cert === undefined ? noIdentity : { kind: 'mtls', ...cert };
}

function readClientCert(cert: unknown): Certificate {
  if (!isRecord(cert)) return undefined;
  return {
    clientCert: {
      clientCertPem: knownText(cert['clientCertPem']),
      subjectDN: knownText(cert['subjectDN']),
      issuerDN: knownText(cert['issuerDN']),
      serialNumber: knownText(cert['serialNumber']),
    },
  };
}

function toTexts(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter(isText) : [];
}

function toTextMap(record: unknown): TextMap {
  const map = emptyMap<string>();
  if (!isRecord(record)) return map;
  for (const name of Object.keys(record)) {
    const value = record[name];
    // Nothing is `null`, and empty text in a mapping template (REQ-15).
    if (value !== null && value !== undefined && value !== '') {
      map[name] = isText(value) ? value : toJsonText(value);
    }
  }
  return map;
}

function toJsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '';
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function knownText(value: unknown): string | undefined {
  return asText(value) || undefined;
}
