import { expect, it } from 'vitest';

import { matchResource } from '../../../src/front-doors/rest-api/matching.ts';
import { describeRecorded, recordedCases } from '../../contract.ts';

interface RoutingFact {
  readonly resources?: Readonly<Record<string, readonly string[]>>;
  readonly request: string;
  readonly servedBy: string;
}

describeRecorded('matchResource, as asserted on AWS', (folder) => {
  const cases = recordedCases(folder, 'recorded/localstack/rest-routing-and-api-keys.json');
  const facts = cases.flatMap(({ assertedFacts = [] }) => {
    const rows = assertedFacts as unknown as readonly RoutingFact[];
    return rows.map((row) => ({ ...row, resources: row.resources ?? rows[0]?.resources ?? {} }));
  });

  it.each(facts)(
    'GW-1, GW-2, GW-5: $request is served by $servedBy',
    ({ resources, request, servedBy }) => {
      const [method = '', path = ''] = request.split(' ');
      const list = Object.entries(resources).map(([resourcePath, methods]) => ({
        resourcePath,
        methods,
      }));

      const match = matchResource(list, method, path);

      expect(`${match?.resource.resourcePath} ${match?.method}`).toContain(servedBy);
    },
  );

  it('GW-4: nothing serves the recorded calls that were refused', () => {
    const list = [{ resourcePath: '/existing', methods: ['GET'] }];

    expect(matchResource(list, 'GET', '/existing')?.method).toBe('GET');
    expect(matchResource(list, 'GET', '/random-non-existing')).toBeUndefined();
    expect(matchResource(list, 'POST', '/existing')).toBeUndefined();
  });
});
