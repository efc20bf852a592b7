import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { readModel } from '../../src/model/read-model.ts';

async function modelOf(type: string, Body: object) {
  const file = join(await mkdtemp(join(tmpdir(), 'templates-')), 'App.template.json');
  await writeFile(
    file,
    JSON.stringify({ Resources: { Api: { Type: type, Properties: { Body } } } }),
  );
  return readModel(file);
}

const integration = { 'x-amazon-apigateway-integration': { type: 'mock' } };
const pet = { type: 'object', required: ['name'] };

describe('the models of OpenAPI documents (REQ-54, REQ-56)', () => {
  it.each([
    [
      'a request body of OpenAPI 3',
      { openapi: '3.0.1' },
      { requestBody: { content: { 'application/json': { schema: pet } } } },
      ['application/json'],
    ],
    [
      'a body parameter of Swagger 2',
      { swagger: '2.0' },
      { parameters: [{ in: 'body', name: 'body', schema: pet }] },
      ['application/json'],
    ],
    [
      'a body parameter of what the document consumes',
      { swagger: '2.0', consumes: ['application/vnd.pet+json', 'application/json'] },
      { parameters: [{ in: 'body', name: 'body', schema: pet }] },
      ['application/vnd.pet+json', 'application/json'],
    ],
    [
      'a body parameter of what the operation consumes',
      { swagger: '2.0', consumes: ['text/plain'] },
      {
        consumes: ['application/json'],
        parameters: [{ in: 'body', name: 'body', schema: pet }],
      },
      ['application/json'],
    ],
  ])(
    'become stored ones where %s has its schema in place',
    async (_name, document, body, types) => {
      const { restApis } = await modelOf('AWS::ApiGateway::RestApi', {
        ...document,
        paths: { '/pets': { post: { ...body, ...integration } } },
      });

      const [api] = restApis;
      const RequestModels = api?.resources[0]?.methods[0]?.settings.RequestModels ?? {};
      expect(Object.keys(RequestModels)).toEqual(types);
      for (const name of Object.values(RequestModels)) expect(api?.models[name]).toEqual(pet);
    },
  );

  it('refer to others from a schema in place', async () => {
    const { restApis } = await modelOf('AWS::ApiGateway::RestApi', {
      openapi: '3.0.1',
      paths: {
        '/pets': {
          post: {
            requestBody: {
              content: {
                'application/json': {
                  schema: { type: 'array', items: { $ref: '#/components/schemas/Pet' } },
                },
              },
            },
            ...integration,
          },
        },
      },
      components: { schemas: { Pet: pet } },
    });

    expect(Object.values(restApis[0]?.models ?? {})).toContainEqual({
      type: 'array',
      items: {
        $ref: expect.stringMatching(
          /^https:\/\/apigateway\.amazonaws\.com\/restapis\/\w+\/models\/Pet$/,
        ),
      },
    });
  });

  it('are none for bodies that are no JSON', async () => {
    const { restApis } = await modelOf('AWS::ApiGateway::RestApi', {
      openapi: '3.0.1',
      paths: {
        '/pets': {
          post: {
            requestBody: { content: { 'image/png': { schema: { type: 'string' } } } },
            ...integration,
          },
        },
      },
    });

    expect(restApis[0]?.resources[0]?.methods[0]?.settings.RequestModels).toEqual({});
  });
});

describe('the methods of OpenAPI documents', () => {
  it('have ids that tell them from each other', async () => {
    const { restApis } = await modelOf('AWS::ApiGateway::RestApi', {
      openapi: '3.0.1',
      paths: { '/': { get: integration }, '/pets': { get: integration, post: integration } },
    });

    const ids = restApis[0]?.resources.flatMap(({ methods }) =>
      methods.map(({ logicalId }) => logicalId),
    );
    expect(new Set(ids).size).toBe(3);
    for (const id of ids ?? []) expect(id).toMatch(/^Api-[a-z0-9]{6}$/);
  });
});

describe('the routes of OpenAPI documents', () => {
  it('are the operations of a path, nothing else that stands beside them', async () => {
    const { httpApis } = await modelOf('AWS::ApiGatewayV2::Api', {
      openapi: '3.0.1',
      paths: {
        '/pets/{id}': {
          summary: 'a pet',
          description: 'by its id',
          parameters: [{ in: 'path', name: 'id', required: true }],
          servers: [],
          get: integration,
          'x-amazon-apigateway-any-method': integration,
        },
        '/$default': { 'x-amazon-apigateway-any-method': integration },
      },
    });

    expect(httpApis[0]?.routes.map(({ routeKey }) => routeKey)).toEqual([
      'GET /pets/{id}',
      'ANY /pets/{id}',
      '$default',
    ]);
  });
});
