import { type ClientCertificate, type IamIdentity, type Identity, noIdentity } from './identity.ts';
import { asText, detach, emptyMap, isRecord } from './own.ts';
import type { TextMap } from './request.ts';

/** Who calls, from the `requestContext` of payload format 1.0 (REST-10..12, REST-19..23, HTTP1-8). */
export function readIdentityV1(context: unknown): Identity {
  if (!isRecord(context)) return noIdentity;
  const { authorizer } = context;
  const identity = isRecord(context['identity']) ? context['identity'] : {};
  const clientCert = readClientCert(identity['clientCert']);
  if (isRecord(authorizer)) {
    const { claims, jwt, lambda } = authorizer;
    if (isRecord(claims)) return { kind: 'cognito', claims: toTextMap(claims), ...clientCert };
    if (isRecord(jwt) || isRecord(lambda)) return readIdentityV2(context);
    if (typeof authorizer['principalId'] === 'string') return toLambda(authorizer, clientCert);
  }
  if (typeof identity['userArn'] === 'string') return toIam(identity, 'user', clientCert);
  return toMtls(clientCert);
}

/** Who calls, from the `requestContext` of payload format 2.0 (HTTP2-5, HTTP2-17..19, FURL-3). */
export function readIdentityV2(context: unknown): Identity {
  if (!isRecord(context)) return noIdentity;
  const { authorizer, authentication } = context;
  const clientCert = readClientCert(isRecord(authentication) && authentication['clientCert']);
  if (isRecord(authorizer)) {
    const { jwt, iam } = authorizer;
    if (isRecord(jwt)) {
      const scopes = Array.isArray(jwt['scopes']) ? jwt['scopes'].map(String) : [];
      return { kind: 'jwt', claims: toTextMap(jwt['claims']), scopes, ...clientCert };
    }
    if (isRecord(iam)) return toIam(iam, 'userId', clientCert);
    // Without a context the authorizer's member is `null` (HTTP2-18).
    if ('lambda' in authorizer) return toLambda(authorizer['lambda'], clientCert);
  }
  return toMtls(clientCert);
}

/** The spread of it adds a certificate to an identity, or nothing. */
type WithCertificate = { readonly clientCert?: ClientCertificate };

function readClientCert(cert: unknown): WithCertificate {
  if (!isRecord(cert)) return {};
  return {
    clientCert: {
      clientCertPem: asText(cert['clientCertPem']),
      subjectDN: asText(cert['subjectDN']),
      issuerDN: asText(cert['issuerDN']),
      serialNumber: asText(cert['serialNumber']),
    },
  };
}

function toMtls({ clientCert }: WithCertificate): Identity {
  return clientCert === undefined ? noIdentity : { kind: 'mtls', clientCert };
}

function toIam(
  iam: Record<string, unknown>,
  userIdKey: 'user' | 'userId',
  cert: WithCertificate,
): IamIdentity {
  const cognito = iam['cognitoIdentity'];
  return {
    kind: 'iam',
    accountId: asText(iam['accountId']),
    accessKey: asText(iam['accessKey']),
    userArn: asText(iam['userArn']),
    userId: asText(iam[userIdKey]),
    principalOrgId: asText(iam['principalOrgId']),
    cognitoIdentityId: asText(isRecord(cognito) ? cognito['identityId'] : iam['cognitoIdentityId']),
    ...cert,
  };
}

function toLambda(context: unknown, cert: WithCertificate): Identity {
  const copy = emptyMap<unknown>();
  const { principalId } = isRecord(context) ? context : copy;
  if (isRecord(context)) {
    for (const name of Object.keys(context)) {
      // What the service adds is no part of what the authorizer returned (REST-19).
      if (name !== 'principalId' && name !== 'integrationLatency')
        copy[name] = detach(context[name]);
    }
  }
  return { kind: 'lambda', principalId: asText(principalId), context: copy, ...cert };
}

function toTextMap(record: unknown): TextMap {
  const map = emptyMap<string>();
  if (!isRecord(record)) return map;
  for (const name of Object.keys(record)) {
    const value = record[name];
    if (value !== null && value !== undefined) {
      map[name] = typeof value === 'string' ? value : JSON.stringify(value);
    }
  }
  return map;
}
