import type { JsonObject } from '../json.ts';

/** What the model knows about the method of a REST API that a request reached. */
export interface RestRoute {
  readonly apiId: string;
  /** Owner of the API: 12 digits. */
  readonly accountId: string;
  readonly stage: string;
  /** At least one, or left out: an event has `null` for none (REST-60). */
  readonly stageVariables?: Readonly<Record<string, string>>;
  /** Six characters (REST-17). */
  readonly resourceId: string;
  /** The template: `/users/{id}`, `/{proxy+}` (REST-47). */
  readonly resourcePath: string;
  /** The verb the method was declared with, `ANY` included; the event has the request's own. */
  readonly httpMethod: string;
  /** As the path had them, still percent-encoded (REST-45). */
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly deploymentId: string;
  /** `abc123.execute-api.eu-west-1.amazonaws.com`; its first label is the domain prefix (REST-17). */
  readonly domainName: string;
  /**
   * Base path mapping of a custom domain, `''` for `(none)` (REST-52).
   * @default the default endpoint, whose paths start with the stage
   */
  readonly basePath?: string;
  /** @default 'REGIONAL' */
  readonly endpointType?: 'EDGE' | 'REGIONAL' | 'PRIVATE';
  /** @default none: no body is binary */
  readonly binaryMediaTypes?: readonly string[];
  /** Bytes from which responses are compressed; requests are then decompressed (REST-59, RESP-35). @default never */
  readonly minimumCompressionSize?: number;
  /** `AWS_IAM` takes a SigV4 `Authorization` header out of the event (REST-22). */
  readonly authorizationType?: string;
  /** `requestContext.authorizer`, absent without an authorizer (REST-9). */
  readonly authorizer?: JsonObject;
  /** What is known about the caller besides address and user agent. */
  readonly identity?: Readonly<Partial<RestIdentity>>;
  /** Operation id of an imported OpenAPI document (REST-18). */
  readonly operationName?: string;
}

/** `requestContext.identity`: twelve members, always all there (REST-10), and three that depend on the method. */
export interface RestIdentity {
  readonly cognitoIdentityPoolId: string | null;
  readonly accountId: string | null;
  readonly cognitoIdentityId: string | null;
  readonly caller: string | null;
  readonly sourceIp: string | null;
  readonly principalOrgId: string | null;
  readonly accessKey: string | null;
  readonly cognitoAuthenticationType: string | null;
  readonly cognitoAuthenticationProvider: string | null;
  readonly userArn: string | null;
  readonly userAgent: string | null;
  readonly user: string | null;
  /** Only when the method requires an API key (REST-11). */
  readonly apiKey?: string;
  readonly apiKeyId?: string;
  /** Only behind a custom domain with mutual TLS (REST-12). */
  readonly clientCert?: ClientCertificate;
}

/** A client certificate as mutual TLS reports it (REST-12). */
export interface ClientCertificate {
  readonly clientCertPem: string;
  readonly subjectDN: string;
  readonly issuerDN: string;
  /** Hexadecimal bytes with colons between them. */
  readonly serialNumber: string;
  /** Dates as `May 28 12:30:02 2019 GMT`. */
  readonly validity: { readonly notBefore: string; readonly notAfter: string };
}
