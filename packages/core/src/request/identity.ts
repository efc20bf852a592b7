import type { TextMap } from './request.ts';

/** The certificate of a client behind a domain with mutual TLS. */
export interface ClientCertificate {
  readonly clientCertPem: string | undefined;
  readonly subjectDN: string | undefined;
  readonly issuerDN: string | undefined;
  readonly serialNumber: string | undefined;
}

/** Who the front door says is calling; `kind` says by which means. */
export type Identity =
  | NoIdentity
  | MtlsIdentity
  | IamIdentity
  | CognitoIdentity
  | JwtIdentity
  | LambdaIdentity;

/** Nobody: the route asks for no authorization. */
export interface NoIdentity {
  readonly kind: 'none';
}

/** Nothing but a client certificate. */
export interface MtlsIdentity {
  readonly kind: 'mtls';
  readonly clientCert: ClientCertificate;
}

/** A signed request of an AWS principal. */
export interface IamIdentity {
  readonly kind: 'iam';
  readonly accountId: string | undefined;
  readonly accessKey: string | undefined;
  readonly userArn: string | undefined;
  readonly userId: string | undefined;
  readonly principalOrgId: string | undefined;
  /** The identity pool's identity, when the credentials come from Amazon Cognito. */
  readonly cognitoIdentityId: string | undefined;
  readonly clientCert?: ClientCertificate;
}

/** A token of an Amazon Cognito user pool, checked by a REST API. */
export interface CognitoIdentity {
  readonly kind: 'cognito';
  /** All values are text (REST-21). */
  readonly claims: TextMap;
  readonly clientCert?: ClientCertificate;
}

/** A JSON web token, checked by an HTTP API. */
export interface JwtIdentity {
  readonly kind: 'jwt';
  /** All values are text (HTTP2-17). */
  readonly claims: TextMap;
  /** Empty unless the route asks for scopes. */
  readonly scopes: readonly string[];
  readonly clientCert?: ClientCertificate;
}

/** What a Lambda authorizer returned. */
export interface LambdaIdentity {
  readonly kind: 'lambda';
  readonly principalId: string | undefined;
  readonly context: Readonly<Record<string, unknown>>;
  readonly clientCert?: ClientCertificate;
}

/** The identity of a route that asks for no authorization. */
export const noIdentity: NoIdentity = Object.freeze({ kind: 'none' });
