import { headerValue } from '../front-doors/header-lines.ts';
import { splitTarget } from '../front-doors/request-target.ts';
import type { HttpRequest } from '../http.ts';
import type { GatewayRefusal } from './gateway-refusal.ts';

/** What a request says about its signature. */
export type Signature =
  | { readonly kind: 'none' }
  | { readonly kind: 'signed'; readonly accessKey: string }
  /** An `Authorization` header that is no SigV4 one, or not all of one, with AWS's text about it (GW-18). */
  | { readonly kind: 'malformed'; readonly message: string; readonly reason: string };

/** Reads the access key out of a SigV4 `Authorization` header or query; the signature itself is not verified. */
export function readSignature({ headers, target }: HttpRequest): Signature {
  const header = headerValue(headers, 'authorization');
  if (header === undefined) {
    const { query } = splitTarget(target);
    const credential = new URLSearchParams(query).get('X-Amz-Credential');
    const [accessKey = ''] = credential?.split('/') ?? [];
    return accessKey === '' ? { kind: 'none' } : { kind: 'signed', accessKey };
  }
  const [, algorithm = '', rest = ''] = /^(\S*)\s*(.*)$/s.exec(header.trim()) ?? [];
  const parts = (algorithm === 'AWS4-HMAC-SHA256' ? rest : header.trim())
    .split(algorithm === 'AWS4-HMAC-SHA256' ? ',' : /[\s,]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const odd = parts.find((part, index) => !part.includes('=') && !(index === 0 && isScheme(part)));
  if (odd !== undefined) {
    return {
      kind: 'malformed',
      reason: noSignature,
      message: `'${odd}' not a valid key=value pair (missing equal-sign) in Authorization header: '${header}'.`,
    };
  }
  const values = new Map(
    parts.map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]),
  );
  const missing = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => !values.get(name));
  const dated = ['x-amz-date', 'date'].some((name) => headerValue(headers, name) !== undefined);
  if (missing.length > 0 || !dated) {
    const texts = [
      ...missing.map((name) => `Authorization header requires '${name}' parameter.`),
      ...(dated
        ? []
        : ["Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."]),
      `Authorization=${header}`,
    ];
    const found = [
      ...missing.map((name) => `no ${name}`),
      ...(dated ? [] : ['neither X-Amz-Date nor Date']),
    ];
    return {
      kind: 'malformed',
      message: texts.join(' '),
      reason:
        algorithm === 'AWS4-HMAC-SHA256'
          ? `the signature is incomplete: found ${found.join(' and ')}`
          : noSignature,
    };
  }
  return { kind: 'signed', accessKey: values.get('Credential')?.split('/')[0] ?? '' };
}

const noSignature = 'the Authorization header is no SigV4 one';

/** A request without a SigV4 signature where one is asked for, or where nothing is (GW-6, GW-18). */
export function refuseUnsigned(signature: Exclude<Signature, { kind: 'signed' }>): GatewayRefusal {
  return signature.kind === 'none'
    ? {
        refused: 'MISSING_AUTHENTICATION_TOKEN',
        statusCode: 403,
        message: 'Missing Authentication Token',
        reason: 'the request is not signed, and the method asks for AWS_IAM',
      }
    : {
        refused: 'DEFAULT_4XX',
        statusCode: 403,
        message: signature.message,
        errorType: 'IncompleteSignatureException',
        reason: signature.reason,
      };
}

function isScheme(part: string): boolean {
  return part === 'AWS4-HMAC-SHA256' || part === 'Bearer' || part === 'Basic';
}
