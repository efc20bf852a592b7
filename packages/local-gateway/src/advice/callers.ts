import type { AdviceEntry } from './entry.ts';

/** About who is calling, and how often; the first entry that fits counts. */
export const callerAdvice: readonly AdviceEntry[] = [
  {
    reasons: /the authorizer was not asked$/,
    clause: 'GW-16, HTTP2-34',
    meaning:
      'a missing or malformed identity source is a 401 before the authorizer sees the request',
    fix: 'send every identity source',
  },
  {
    reasons: /^malformed answer of the authorizer|^"policyDocument" has no statements/,
    clause: 'GW-19, HTTP2-20',
    meaning:
      'an authorizer answers principalId and policyDocument, or { isAuthorized: boolean } with simple responses',
    fix: 'return all members, context values flat on REST APIs',
  },
  {
    reasons: /^the authorizer failed/,
    clause: 'GW-15',
    meaning:
      'only an error with the message Unauthorized, to the letter, is a 401; any other is a 500',
    fix: "throw new Error('Unauthorized') for unknown callers",
  },
  {
    reasons: /^the policy does not allow /,
    clause: 'GW-20',
    meaning:
      'a kept policy is evaluated for every method: one that names a single method denies all others',
    fix: 'allow the ARNs of all methods that the token may call, or set the TTL to 0',
  },
  {
    reasons: /^the policy denies |isAuthorized: false/,
    clause: 'GW-17, HTTP2-34',
    meaning: 'the authorizer knows the caller and says no',
    fix: 'change what the authorizer answers for this caller',
  },
  {
    reasons: /^the signature is incomplete/,
    clause: 'GW-18',
    meaning: 'a SigV4 signature has a credential, the signed headers, the signature and a date',
    fix: 'sign the request with the AWS SDK, or with curl --aws-sigv4',
  },
  {
    reasons: /local-gateway\.json declares|is not signed|no SigV4 one|^the request has no /,
    clause: 'GW-18, REST-21, HTTP2-34',
    meaning: 'no issuer and no AWS account is asked here: callers are those that the app declares',
    fix: 'declare the caller under identities in local-gateway.json, and send its token or access key',
  },
  {
    reasons: /^the token has none of the scopes /,
    clause: 'HTTP2-34',
    meaning: 'the token needs one of the scopes of the route',
    fix: 'add the scope to the claims in local-gateway.json',
  },
  {
    reasons: /API key/,
    clause: 'GW-24',
    meaning: 'the key must be enabled and in a usage plan of this stage',
    fix: 'send x-api-key, and add key and stage to one usage plan',
  },
  {
    reasons: /^the (throttle|quota) of /,
    clause: 'GW-25',
    meaning:
      'the usage plan or stage allows no more requests now; a reload starts its counters anew',
    fix: 'wait, or raise the limit',
  },
  {
    reasons: /bytes, at most \d+ are allowed/,
    clause: 'REST-62, GW-23, HTTP2-35',
    meaning: 'URL and headers have limits of their own',
    fix: 'move data from URL and headers into the body',
  },
  {
    reasons: /^the body has more than /,
    clause: 'GW-27, HTTP2-35, FURL-22, ALB-15',
    meaning: 'a larger body is refused before any function is called',
    fix: 'let clients upload large files to S3, through a presigned URL',
  },
];
