import { describe, expect, it } from 'vitest';

import { toApisView } from '../../src/console/apis-view.ts';
import type { ConsoleSource } from '../../src/console/console-source.ts';
import { startGateway } from '../../src/gateway.ts';
import { lambdaIntegration, restApi, writeAssembly } from '../assemblies.ts';
import { lessonParts } from './lesson.ts';

async function withGateway(
  parts: Parameters<typeof writeAssembly>[0],
  use: (gateway: ConsoleSource) => void,
) {
  const gateway = await startGateway({ path: await writeAssembly(parts), port: 0 });
  try {
    use(gateway);
  } finally {
    await gateway.close();
  }
}

describe('toApisView', () => {
  it('lists APIs, stages, resources and methods', async () => {
    await withGateway(lessonParts, (gateway) => {
      const [api] = toApisView(gateway).apis;

      expect(api).toMatchObject({ name: 'TestApi', stack: 'Test', frontDoor: 'rest-api' });
      expect(api?.stages).toEqual([{ name: 'v1', url: gateway.endpoints[0]?.url }]);
      expect(
        api?.resources.map(({ path, methods }) => [path, methods[0]?.integrationType]),
      ).toEqual([
        ['/aws', 'AWS'],
        ['/mapped', 'AWS'],
        ['/mock', 'MOCK'],
        ['/proxy', 'AWS_PROXY'],
        ['/topic', 'HTTP_PROXY'],
      ]);
    });
  });

  it('shows an override and what the template says', async () => {
    await withGateway(lessonParts, (gateway) => {
      const api = gateway.endpoints[0]?.apiId ?? '';
      const find = () =>
        toApisView(gateway)
          .apis[0]?.resources.flatMap(({ methods }) => methods)
          .find(({ declaredType }) => declaredType === 'AWS_PROXY');

      gateway.overrideIntegration(api, find()?.id ?? '', 'AWS');

      expect(find()).toMatchObject({ integrationType: 'AWS', declaredType: 'AWS_PROXY' });
    });
  });

  it('lists no more methods than a page can bear, and says how many are left out (CON-12)', async () => {
    const routes = Array.from({ length: 30 }, (_, index) => ({
      path: `path${index}`,
      method: 'GET',
      integration: lambdaIntegration('Echo'),
    }));

    await withGateway({ ...lessonParts, resources: restApi(routes) }, (gateway) => {
      const { apis, omitted } = toApisView(gateway, 20);

      expect(apis[0]?.resources).toHaveLength(20);
      expect(omitted).toBe(10);
    });
  });

  it('takes names like __proto__ for names (CON-12)', async () => {
    const resources = restApi([
      { path: '__proto__', method: 'GET', integration: lambdaIntegration('Echo') },
      { path: 'constructor', method: 'GET', integration: lambdaIntegration('Echo') },
    ]);

    await withGateway({ ...lessonParts, resources }, (gateway) => {
      expect(toApisView(gateway).apis[0]?.resources.map(({ path }) => path)).toEqual([
        '/__proto__',
        '/constructor',
      ]);
    });
  });
});
