import { deflateSync, gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startGateway, type Gateway } from '../../src/gateway.ts';
import { readModel } from '../../src/model/read-model.ts';
import { lambdaIntegration, restApi, writeAssembly } from '../assemblies.ts';

const functions = {
  Echo: 'export const handler = async ({ body, headers }) => ({ body: JSON.stringify({ body, headers }) });',
  Raw: "export const handler = async (event) => ({ ...event, padding: 'x'.repeat(200) });",
};

const responses = { IntegrationResponses: [{ StatusCode: '200' }] };

const routes = [
  { path: 'proxy', method: 'ANY', integration: lambdaIntegration('Echo') },
  {
    path: 'aws',
    method: 'ANY',
    integration: lambdaIntegration('Raw', { Type: 'AWS', ...responses }),
  },
  {
    path: 'mock',
    method: 'ANY',
    integration: {
      Type: 'MOCK',
      RequestTemplates: { 'application/json': '{"statusCode":200}' },
      IntegrationResponses: [
        { StatusCode: '200', ResponseTemplates: { 'application/json': 'y'.repeat(200) } },
      ],
    },
  },
];

const json = { 'content-type': 'application/json' };

describe('createRestApiServer with MinimumCompressionSize', () => {
  let gateway: Gateway;
  const urlOf = (name: string) =>
    gateway.endpoints.find((endpoint) => endpoint.name === name)?.url ?? '';

  beforeAll(async () => {
    const resources = restApi(routes, { MinimumCompressionSize: 100 });
    gateway = await startGateway({ path: await writeAssembly({ functions, resources }), port: 0 });
  });

  afterAll(() => gateway.close());

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
  ])('decompresses a request in %s (REST-59)', async (coding, compress) => {
    const response = await fetch(`${urlOf('TestApi')}/proxy`, {
      method: 'POST',
      headers: { ...json, 'content-encoding': coding },
      body: compress('{"a":1}'),
    });

    const { body, headers } = Object(await response.json());
    expect(body).toBe('{"a":1}');
    expect(Object.keys(headers).map((name) => name.toLowerCase())).not.toContain(
      'content-encoding',
    );
  });

  it('gives the decompressed body to a non-proxy integration (REST-59)', async () => {
    const response = await fetch(`${urlOf('TestApi')}/aws`, {
      method: 'POST',
      headers: { ...json, 'content-encoding': 'gzip' },
      body: gzipSync('{"a":1}'),
    });

    expect(await response.json()).toMatchObject({ a: 1 });
  });

  it.each([
    ['an unknown coding', 'br', 'x'],
    ['a broken body', 'gzip', 'not gzip'],
  ])('answers 415 to %s (REST-59)', async (_name, coding, body) => {
    const headers = { ...json, 'content-encoding': coding };
    const url = `${urlOf('TestApi')}/proxy`;

    const response = await fetch(url, { method: 'POST', headers, body });

    expect(response.status).toBe(415);
    expect(await response.json()).toEqual({ message: 'Unsupported Media Type' });
  });

  it.each(['/proxy', '/aws', '/mock'])(
    'compresses a large answer of %s (RESP-35)',
    async (path) => {
      const headers = { ...json, 'accept-encoding': 'gzip' };

      const response = await fetch(urlOf('TestApi') + path, { headers });

      expect(response.status).toBe(200);
      expect(response.headers.get('content-encoding')).toBe('gzip');
      expect((await response.text()).length).toBeGreaterThan(100);
    },
  );

  it('leaves an answer alone for a client that asks for none (RESP-35)', async () => {
    const headers = { ...json, 'accept-encoding': 'identity' };

    const response = await fetch(`${urlOf('TestApi')}/mock`, { headers });

    expect(response.headers.has('content-encoding')).toBe(false);
  });
});

describe('readModel', () => {
  it('reads the minimum compression size of an OpenAPI document, too (REST-59)', async () => {
    const Body = { openapi: '3.0.1', 'x-amazon-apigateway-minimum-compression-size': 0 };
    const path = await writeAssembly({ resources: restApi([], { Body }) });

    expect(readModel(path).restApis[0]?.minimumCompressionSize).toBe(0);
  });
});
