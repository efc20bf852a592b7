import { readHost } from '../request/host.ts';
import type { VpcLatticeEventV1 as Event } from '../request/lattice-event.ts';
import { lazyRequest } from '../request/lazy-request.ts';
import { parseQuery, readQueries } from '../request/read-queries.ts';
import { type LatticeResult as Result, toLatticeResult } from '../reply/lattice-result.ts';
import { nameSource } from './name-source.ts';
import type { ProxySource } from './source.ts';

/**
 * VPC Lattice, event version 1: no `requestContext`, names with underscores (LAT-1).
 *
 * What the event does not tell: the client's address, its identity and the protocol; and header lines are joined with
 * commas, so several lines of a header look like one.
 */
export const vpcLatticeV1: ProxySource<Event, Result, 'vpc-lattice-v1'> = {
  name: 'vpc-lattice-v1',

  matches: (event) => nameSource(event) === 'vpc-lattice-v1',

  toRequest: lazyRequest<'vpc-lattice-v1'>({
    source: 'vpc-lattice-v1',
    method: (event) => event.method,
    fullPath: (event) => event.raw_path.split('?', 1)[0],
    queries: ({ raw_path: rawPath, query_string_parameters: map }, { options }, add) => {
      const question = rawPath.indexOf('?');
      return question === -1
        ? readQueries(add, map, undefined, options.limits.queries)
        : parseQuery(add, rawPath.slice(question + 1), options.limits.queries);
    },
    headers: (event) => ({ single: event.headers, multi: undefined, cookies: undefined }),
    body: (event) => event.body,
    isBase64Encoded: (event) => event.is_base64_encoded,
    host: (_, request) => readHost(request.header('host')),
  }),

  toResult: toLatticeResult,
};
