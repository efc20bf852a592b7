import { describe, expect, it } from 'vitest';

import { readModel } from '../../src/model/read-model.ts';
import { createIntegrationOverrides } from '../../src/server/integration-overrides.ts';
import { lambdaIntegration, restApi, writeAssembly } from '../assemblies.ts';

const template = { 'application/json': '{}' };
const [api] = readModel(
  await writeAssembly({
    functions: { Echo: 'export const handler = async (event) => event;' },
    resources: restApi([
      { path: 'proxy', method: 'POST', integration: lambdaIntegration('Echo') },
      {
        path: 'aws',
        method: 'POST',
        integration: lambdaIntegration('Echo', {
          Type: 'AWS',
          PassthroughBehavior: 'NEVER',
          RequestTemplates: template,
          IntegrationResponses: [{ StatusCode: '201', SelectionPattern: 'x' }],
        }),
      },
      { path: 'mock', method: 'GET', integration: { Type: 'MOCK' } },
    ]),
  }),
).restApis;
if (api === undefined) throw new Error('no API');

const served = (methodId: string, type: 'AWS' | 'AWS_PROXY' | undefined) => {
  const overrides = createIntegrationOverrides();
  overrides.set(api.id, methodId, type);
  return overrides
    .apply(api)
    .resources.flatMap(({ methods }) => methods)
    .find(({ logicalId }) => logicalId === methodId)?.settings;
};

describe('createIntegrationOverrides', () => {
  it('gives an API without an override as it is', () => {
    const overrides = createIntegrationOverrides();
    overrides.set('another', 'Method0', 'AWS');

    expect(overrides.apply(api)).toBe(api);
  });

  it('gives a proxy method what type AWS cannot do without (REQ-2, REQ-33)', () => {
    expect(served('Method0', 'AWS')?.Integration).toMatchObject({
      Type: 'AWS',
      PassthroughBehavior: 'WHEN_NO_MATCH',
      IntegrationResponses: [{ StatusCode: '200', SelectionPattern: '' }],
    });
  });

  it('keeps every setting of a method of type AWS but the type', () => {
    const proxy = served('Method1', 'AWS_PROXY');

    expect(proxy?.Integration).toMatchObject({
      Type: 'AWS_PROXY',
      PassthroughBehavior: 'NEVER',
      RequestTemplates: template,
      IntegrationResponses: [{ StatusCode: '201' }],
    });
  });

  it('never changes the model', () => {
    const before = structuredClone(api);

    served('Method0', 'AWS');

    expect(api).toEqual(before);
  });

  it('leaves a method alone that calls no function, or that is of the type already', () => {
    expect(served('Method2', 'AWS')?.Integration.Type).toBe('MOCK');
    expect(served('Method1', 'AWS')?.Integration.IntegrationResponses).toHaveLength(1);
  });

  it('forgets an override', () => {
    const overrides = createIntegrationOverrides();
    overrides.set(api.id, 'Method0', 'AWS');
    expect(overrides.list()).toEqual([{ apiId: api.id, methodId: 'Method0', type: 'AWS' }]);

    overrides.set(api.id, 'Method0', undefined);

    expect(overrides.list()).toEqual([]);
    expect(overrides.apply(api)).toBe(api);
  });
});
