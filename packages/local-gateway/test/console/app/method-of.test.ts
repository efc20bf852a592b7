import { describe, expect, it } from 'vitest';

import type { PlacedMethod } from '../../../src/console/app/data/use-apis.ts';
import { methodOf } from '../../../src/console/app/trace/method-of.ts';

function placed(id: string, httpMethod: string, path: string): PlacedMethod {
  const method = { id, httpMethod, integrationType: 'AWS_PROXY', declaredType: 'AWS_PROXY' };
  const api = { id: 'api', frontDoor: 'http-api', stack: 'S', name: 'A', stages: [] } as const;
  return { api: { ...api, resources: [] }, path, method };
}

const route = { stage: 'v1', integrationType: 'AWS_PROXY' };

describe('methodOf', () => {
  it('finds a method of a REST API by path and verb', () => {
    const methods = [placed('Get', 'GET', '/a'), placed('Post', 'POST', '/a')];

    const found = methodOf(methods, { ...route, resourcePath: '/a', httpMethod: 'POST' });

    expect(found).toBe(methods[1]);
  });

  it('finds a route of an HTTP API by its key', () => {
    const methods = [placed('GET /a', 'GET', '/a'), placed('GET /b', 'GET', '/b')];

    const found = methodOf(methods, { ...route, resourcePath: 'GET /b', httpMethod: 'GET' });

    expect(found).toBe(methods[1]);
  });

  it('finds none for a request that nothing served', () => {
    expect(methodOf([placed('Get', 'GET', '/a')], undefined)).toBeUndefined();
  });
});
