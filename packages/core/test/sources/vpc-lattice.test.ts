import { describe, expect, it } from 'vitest';

import { requestOf } from '../calls.ts';
import { frontDoorEvent } from '../events.ts';

describe('vpcLattice', () => {
  const event = frontDoorEvent('vpc-lattice');
  const context = Object(event['requestContext']);

  it('reads an exact query from the path, where it is (LAT-4)', () => {
    const request = requestOf({ ...event, path: '/a?b=1&b=2', queryStringParameters: { b: '2' } });

    expect(request.path).toBe('/a');
    expect(request.queries).toEqual({ b: ['1', '2'] });
  });

  it('reads the query from its map when the path has none', () => {
    const request = requestOf({ ...event, path: '/a', queryStringParameters: { b: ['1', '2'] } });

    expect(request.queries).toEqual({ b: ['1', '2'] });
  });

  it('takes a path that is no text for the root', () => {
    const request = requestOf({ ...event, path: 7, queryStringParameters: { b: ['1'] } });

    expect(request.path).toBe('/');
    expect(request.queries).toEqual({ b: ['1'] });
  });

  it('tells the principal of a signed request (LAT-2)', () => {
    const principal = 'arn:aws:sts::123456789012:assumed-role/caller/name';
    const requestContext = { ...context, identity: { principal } };

    expect(requestOf({ ...event, requestContext }).identity).toMatchObject({
      kind: 'iam',
      userArn: principal,
      accountId: '123456789012',
    });
  });

  it('reads microseconds as milliseconds (LAT-3)', () => {
    const requestContext = { ...context, timeEpoch: '1795341600123456' };

    expect(requestOf({ ...event, requestContext }).receivedAt).toBe(1_795_341_600_123);
  });
});

describe.each(['vpc-lattice', 'vpc-lattice-v1'] as const)('the host behind %s', (frontDoor) => {
  it('is what the client asked for', () => {
    const event = frontDoorEvent(frontDoor, { headers: { host: 'service.test:8080' } });

    expect(requestOf(event).host).toBe('service.test:8080');
  });
});
