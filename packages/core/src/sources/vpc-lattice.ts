import { readHost } from '../request/host.ts';
import type { VpcLatticeEvent as Event } from '../request/lattice-event.ts';
import { lazyRequest } from '../request/lazy-request.ts';
import { asText } from '../own.ts';
import { readLatticeIdentity } from '../request/read-lattice-identity.ts';
import { parseQuery, readQueries } from '../request/read-queries.ts';
import { type LatticeResult as Result, toLatticeResult } from '../reply/lattice-result.ts';
import { nameSource } from './name-source.ts';
import type { ProxySource } from './source.ts';

/**
 * VPC Lattice, event version 2. It has the `version` of an HTTP API's payload 2.0 and is told by its service (LAT-7).
 *
 * What the event does not tell: the client's address and the protocol; both headers could come from the client.
 */
export const vpcLattice: ProxySource<Event, Result, 'vpc-lattice'> = {
  name: 'vpc-lattice',

  matches: (event) => nameSource(event) === 'vpc-lattice',

  toRequest: lazyRequest<'vpc-lattice'>({
    source: 'vpc-lattice',
    method: (event) => event.method,
    fullPath: ({ path }) => (typeof path === 'string' ? path.split('?', 1)[0] : undefined),
    // The path may carry the query string (LAT-4), and is exact then.
    queries: ({ path, queryStringParameters }, { options }, add) => {
      const question = typeof path === 'string' ? path.indexOf('?') : -1;
      return question === -1
        ? readQueries(add, queryStringParameters, undefined, options.limits.queries)
        : parseQuery(add, path.slice(question + 1), options.limits.queries);
    },
    headers: (event) => ({ single: event.headers, multi: undefined, cookies: undefined }),
    body: (event) => event.body,
    isBase64Encoded: (event) => event.isBase64Encoded,
    host: (_, request) => readHost(request.header('host')),
    identity: (event) => readLatticeIdentity(event.requestContext.identity),
    // Microseconds, as text (LAT-3).
    receivedAt: (event) => Math.floor(Number(asText(event.requestContext.timeEpoch)) / 1000),
  }),

  toResult: toLatticeResult,
};
