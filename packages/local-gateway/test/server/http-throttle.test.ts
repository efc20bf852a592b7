import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startGateway, type Gateway } from '../../src/gateway.ts';
import type { LogEntry } from '../../src/log.ts';
import { httpApi, writeAssembly } from '../assemblies.ts';
import { send } from '../http-client.ts';

const routes = ['GET /a', 'GET /b', 'GET /rare', 'ANY /free'];

describe('checkHttpThrottle', () => {
  let gateway: Gateway;
  const log: LogEntry[] = [];

  beforeAll(async () => {
    const folder = await writeAssembly({
      functions: { Ok: "export const handler = async () => 'ok';" },
      resources: {
        ...httpApi(
          'Throttled',
          routes.map((key) => ({ key, functionId: 'Ok' })),
        ),
        ThrottledStage: {
          Type: 'AWS::ApiGatewayV2::Stage',
          Properties: {
            ApiId: { Ref: 'Throttled' },
            StageName: '$default',
            DefaultRouteSettings: { ThrottlingBurstLimit: 2, ThrottlingRateLimit: 0 },
            RouteSettings: {
              'GET /rare': { ThrottlingBurstLimit: 1, ThrottlingRateLimit: 0 },
              'ANY /free': { ThrottlingBurstLimit: 100, ThrottlingRateLimit: 100 },
              'GET /b': { DetailedMetricsEnabled: true },
            },
          },
        },
        ...httpApi('Open', [{ key: 'GET /a', functionId: 'Ok' }]),
      },
    });
    gateway = await startGateway({ path: folder, port: 0, log: (entry) => log.push(entry) });
  });

  afterAll(() => gateway.close());

  async function statuses(api: string, path: string): Promise<readonly number[]> {
    const url = gateway.endpoints.find(({ name }) => name === api)?.url ?? '';
    const found: number[] = [];
    for (let count = 0; count < 3; count += 1) found.push((await send(url + path)).status);
    return found;
  }

  it.each([
    ['Throttled', '/a', [200, 200, 429]],
    ['Throttled', '/b', [200, 200, 429]],
    ['Throttled', '/rare', [200, 429, 429]],
    ['Throttled', '/free', [200, 200, 200]],
    ['Open', '/a', [200, 200, 200]],
  ])(
    'lets through on %s %s what its own throttle or the default of the stage allows',
    async (api, path, expected) => {
      expect(await statuses(api, path)).toEqual(expected);
    },
  );

  it('answers 429 as the service does (GW-25), and says which throttle it was', async () => {
    await statuses('Throttled', '/rare');

    expect(
      await send(`${gateway.endpoints.find(({ name }) => name === 'Throttled')?.url}/rare`),
    ).toMatchObject({
      status: 429,
      body: '{"message":"Too Many Requests"}',
      headers: { 'content-type': 'application/json', 'apigw-requestid': expect.any(String) },
    });
    const trace = log.findLast((entry) => entry.kind === 'request')?.trace;
    expect(trace?.response.reason).toBe('the throttle of stage $default for GET /rare is exceeded');
    expect(trace?.advice?.clause).toContain('GW-25');
  });
});
