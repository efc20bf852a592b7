import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { readModel } from '../../src/model/read-model.ts';
import { writeAssembly } from '../assemblies.ts';

const yaml = `
openapi: 3.0.1
info: { title: Shop }
paths:
  /pets:
    get:
      responses:
        200: { description: ok }
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: { application/json: '{"statusCode": 200}' }
        responses: { default: { statusCode: 200 } }
  /link:
    get:
      x-amazon-apigateway-integration:
        { type: http_proxy, httpMethod: GET, uri: 'http://inner.test', connectionType: VPC_LINK, connectionId: a }
`;

/** An API of which the document is a file asset. */
async function modelOf(document: string) {
  const folder = await writeAssembly({
    resources: {
      Api: {
        Type: 'AWS::ApiGateway::RestApi',
        Properties: { BodyS3Location: { Bucket: 'assets', Key: 'api.yaml' } },
      },
    },
  });
  const asset = { source: { path: 'asset.yaml', packaging: 'file' } };
  const destinations = { here: { objectKey: 'api.yaml' } };
  await writeFile(join(folder, 'asset.yaml'), document);
  await writeFile(
    join(folder, 'Test.assets.json'),
    JSON.stringify({ files: { api: { ...asset, destinations } } }),
  );
  return readModel(folder);
}

describe('readDocument', () => {
  it.each([
    ['YAML', yaml],
    [
      'JSON',
      '{"paths":{"/pets":{"get":{"x-amazon-apigateway-integration":{"type":"mock"}}},"/link":{}}}',
    ],
  ])('reads a document in %s', async (_format, document) => {
    const { restApis } = await modelOf(document);

    expect(restApis[0]?.resources.map(({ path }) => path)).toContain('/pets');
  });

  it('says that a VPC link in it is not served', async () => {
    const { diagnostics } = await modelOf(yaml);

    expect(diagnostics.map(({ message }) => message).join()).toContain('VPC links are not served');
  });

  it('says what is no document', async () => {
    const { diagnostics } = await modelOf('a: [');

    expect(diagnostics.map(({ message }) => message)).toEqual([
      'its OpenAPI document api.yaml is neither JSON nor YAML',
    ]);
  });
});
