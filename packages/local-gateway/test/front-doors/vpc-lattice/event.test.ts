import { describe, expect, it } from 'vitest';

import {
  buildLatticeEvent,
  buildLatticeV1Event,
} from '../../../src/front-doors/vpc-lattice/event.ts';
import { bodyTypes } from '../body-types.ts';
import { exchange, httpRequest } from '../requests.ts';
import { latticeRoute } from './routes.ts';

const request = httpRequest({
  method: 'POST',
  target: '/new%20path?a=1&a=%32&b',
  headers: [
    ['X-A', '1'],
    ['x-a', '2'],
    ['Connection', 'close'],
    ['Content-Type', 'text/plain'],
  ],
  body: 'x',
});

describe('buildLatticeEvent', () => {
  it('LAT-2, LAT-3, LAT-4, LAT-7: is version 2.0, with the query string in its path', () => {
    expect(buildLatticeEvent(request, latticeRoute, exchange)).toEqual({
      version: '2.0',
      path: '/new%20path?a=1&a=%32&b',
      method: 'POST',
      headers: {
        'x-a': ['1', '2'],
        'content-type': ['text/plain'],
        'content-length': ['1'],
        host: ['test.vpc-lattice-svcs.eu-west-1.on.aws'],
        'x-forwarded-for': ['15.248.3.126'],
      },
      queryStringParameters: { a: ['1', '2'], b: [''] },
      body: 'x',
      isBase64Encoded: false,
      requestContext: {
        serviceNetworkArn: latticeRoute.serviceNetworkArn,
        serviceArn: latticeRoute.serviceArn,
        targetGroupArn: latticeRoute.targetGroupArn,
        identity: latticeRoute.identity,
        region: 'eu-west-1',
        timeEpoch: '1718635693506000',
      },
    });
  });

  it('LAT-2: has no body and no query when there are none', () => {
    const { identity: _, ...anonymous } = latticeRoute;

    expect(buildLatticeEvent(httpRequest(), anonymous, exchange)).toMatchObject({
      path: '/',
      body: null,
      isBase64Encoded: false,
      queryStringParameters: {},
      requestContext: { identity: {} },
    });
  });

  it.each(bodyTypes)('a body of %s is %s', (type, kind) => {
    const headers = type === undefined ? [] : [['content-type', type] as const];

    const event = buildLatticeEvent(httpRequest({ body: 'x', headers }), latticeRoute, exchange);

    expect(event.isBase64Encoded).toBe(kind === 'base64');
  });
});

describe('buildLatticeV1Event', () => {
  it('LAT-1: has the query in raw_path, joined headers and names of its own', () => {
    expect(buildLatticeV1Event(request, latticeRoute, exchange)).toEqual({
      raw_path: '/new%20path?a=1&a=%32&b',
      method: 'POST',
      headers: {
        'x-a': '1,2',
        'content-type': 'text/plain',
        'content-length': '1',
        host: 'test.vpc-lattice-svcs.eu-west-1.on.aws',
        'x-forwarded-for': '15.248.3.126',
      },
      query_string_parameters: { a: '2', b: '' },
      body: 'x',
      is_base64_encoded: false,
    });
  });

  it('LAT-1: a body that is no text is base64', () => {
    expect(buildLatticeV1Event(httpRequest({ body: 'x' }), latticeRoute, exchange)).toMatchObject({
      body: 'eA==',
      is_base64_encoded: true,
    });
  });
});
