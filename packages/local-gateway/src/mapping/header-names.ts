import {
  droppedRequestHeaders,
  remappedResponseHeaders,
} from '../front-doors/rest-api/header-names.ts';

/** Request header mappings that break every call (REQ-37). */
const ILLEGAL_ANYWHERE: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding']);
const ILLEGAL_TOWARDS_LAMBDA: ReadonlySet<string> = new Set([
  'authorization',
  'connection',
  'expect',
  'proxy-authenticate',
  'te',
]);

/** Whether the gateway keeps a client's header from the integration (REST-27). */
export function isDroppedRequestHeader(name: string): boolean {
  return droppedRequestHeaders.has(name.toLowerCase());
}

/**
 * The name under which an integration's response header reaches the client:
 * `x-amzn-Remapped-<Name>` in the spelling given (RESP-22), or `undefined` when it is dropped (RESP-24).
 */
export function responseHeaderName(name: string): string | undefined {
  const key = name.toLowerCase();
  if (key === 'transfer-encoding') return undefined;
  return remappedResponseHeaders.has(key) ? `x-amzn-Remapped-${name}` : name;
}

/** Whether mapping this request header makes the call fail with 500 for the integration type (REQ-37, REST-35). */
export function isIllegalRequestHeader(name: string, integrationType: string): boolean {
  const key = name.toLowerCase();
  if (ILLEGAL_ANYWHERE.has(key)) return true;
  return (
    (integrationType === 'AWS' || integrationType === 'AWS_PROXY') &&
    ILLEGAL_TOWARDS_LAMBDA.has(key)
  );
}
