import { noIdentity } from '../identity.ts';
import { lazyRequest } from '../lazy-request.ts';
import { emptyMap } from '../own.ts';
import type { ProxySource } from './source.ts';

/**
 * API Gateway REST API, non-proxy `AWS` integration: the event is the client's payload itself. A bare payload has no
 * marker, so it is read as one only when the options say `passthrough`.
 */
export const lambda: ProxySource<unknown, unknown, 'lambda'> = {
  name: 'lambda',

  matches(_event): _event is unknown {
    return false;
  },

  toRequest: lazyRequest<'lambda'>({
    source: 'lambda',
    // The integration always invokes the function with POST (REST-64).
    method: () => 'POST',
    path: () => '/',
    queries: () => emptyMap(),
    headers: () => emptyMap(),
    value: (event) => event,
    body: (event) => (event === undefined ? undefined : JSON.stringify(event)),
    isBase64Encoded: () => false,
    identity: () => noIdentity,
  }),

  // The result is mapped by the integration responses (REQ-41); an envelope would be shown to the client (REQ-42).
  toResult({ value, body }) {
    return value ?? body;
  },
};
