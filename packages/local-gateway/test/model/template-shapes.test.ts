import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import type { Model } from '../../src/model/model.ts';
import { readModel } from '../../src/model/read-model.ts';

async function modelOf(Resources: Readonly<Record<string, unknown>>): Promise<Model> {
  const file = join(await mkdtemp(join(tmpdir(), 'templates-')), 'App.template.json');
  await writeFile(file, JSON.stringify({ Resources }));
  return readModel(file);
}

const api = { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'Api' } };

const deployment = (properties: object) => ({
  Type: 'AWS::ApiGateway::Deployment',
  Properties: { RestApiId: { Ref: 'Api' }, ...properties },
});

describe('the shapes of templates written by hand', () => {
  it('serves the stage that a deployment makes itself (REST-60)', async () => {
    const StageDescription = {
      Variables: { color: 'red' },
      MethodSettings: [
        { ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 5, ThrottlingBurstLimit: 9 },
      ],
    };
    const { restApis } = await modelOf({
      Api: api,
      Deployment: deployment({ StageName: 'prod', StageDescription }),
    });

    expect(restApis[0]?.stages).toEqual([
      {
        name: 'prod',
        deploymentId: expect.stringMatching(/^\w{6}$/),
        variables: { color: 'red' },
        throttles: [{ resourcePath: '/*', httpMethod: '*', rate: 5, burst: 9 }],
      },
    ]);
  });

  it('takes a stage of its own before the one that a deployment makes', async () => {
    const { restApis } = await modelOf({
      Api: api,
      Deployment: deployment({ StageName: 'prod' }),
      Stage: {
        Type: 'AWS::ApiGateway::Stage',
        Properties: { RestApiId: { Ref: 'Api' }, StageName: 'prod', Variables: { a: 'b' } },
      },
    });

    expect(restApis[0]?.stages).toMatchObject([{ name: 'prod', variables: { a: 'b' } }]);
  });
});
