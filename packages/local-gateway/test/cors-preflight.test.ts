import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startGateway, type Gateway } from '../src/gateway.ts';
import { lambdaIntegration, restApi, writeAssembly } from './assemblies.ts';
import { send } from './http-client.ts';

const allowHeaders =
  'Content-Type,X-Amz-Date,Authorization,X-Api-Key,X-Amz-Security-Token,X-Amz-User-Agent';
const allowMethods = 'OPTIONS,GET,PUT,POST,DELETE,PATCH,HEAD';

/** The `OPTIONS` integration as `defaultCorsPreflightOptions` of CDK writes it (CORS-1). */
function preflight(
  headers: Readonly<Record<string, string>>,
  template?: string,
): Record<string, unknown> {
  const parameters = {
    'Access-Control-Allow-Headers': allowHeaders,
    'Access-Control-Allow-Methods': allowMethods,
    ...headers,
  };
  return {
    Type: 'MOCK',
    RequestTemplates: { 'application/json': '{ statusCode: 200 }' },
    IntegrationResponses: [
      {
        StatusCode: '204',
        ResponseParameters: Object.fromEntries(
          Object.entries(parameters).map(([name, value]) => [
            `method.response.header.${name}`,
            `'${value}'`,
          ]),
        ),
        ...(template !== undefined && { ResponseTemplates: { 'application/json': template } }),
      },
    ],
  };
}

/** What CDK writes for a second origin (CORS-3). */
const secondOrigin = `#set($origin = $input.params().header.get("Origin"))
#if($origin == "")
  #set($origin = $input.params().header.get("origin"))
#end
#if($origin == "https://b.example")
  #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)
#end`;

const properties = { MethodResponses: [{ StatusCode: '204' }] };

const routes = [
  {
    path: 'any',
    method: 'OPTIONS',
    properties,
    integration: preflight({ 'Access-Control-Allow-Origin': '*' }),
  },
  {
    path: 'one',
    method: 'OPTIONS',
    properties,
    integration: preflight({
      'Access-Control-Allow-Origin': 'https://a.example',
      Vary: 'Origin',
      'Access-Control-Allow-Credentials': 'true',
      'Access-Control-Max-Age': '600',
    }),
  },
  {
    path: 'two',
    method: 'OPTIONS',
    properties,
    integration: preflight(
      { 'Access-Control-Allow-Origin': 'https://a.example', Vary: 'Origin' },
      secondOrigin,
    ),
  },
  { path: 'greedy', method: 'ANY', integration: lambdaIntegration('Fn') },
];

describe('the preflight that CDK writes', () => {
  const gateways: Gateway[] = [];
  let url: string;
  const options = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    send(url + path, { method: 'OPTIONS', headers });

  async function serve(properties: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const folder = await writeAssembly({
      functions: { Fn: "export const handler = async () => ({ body: 'from the function' });" },
      resources: restApi(routes, properties),
    });
    const gateway = await startGateway({ path: folder, port: 0 });
    gateways.push(gateway);
    return gateway.endpoints[0]?.url ?? '';
  }

  beforeAll(async () => {
    url = await serve();
  });

  afterAll(() => Promise.all(gateways.map((gateway) => gateway.close())));

  it('answers 204 with all headers for any origin (CORS-1, CORS-2, CORS-8)', async () => {
    expect(await options('/any', { origin: 'https://anyone.example' })).toMatchObject({
      status: 204,
      body: '',
      headers: {
        'access-control-allow-origin': '*',
        'access-control-allow-headers': allowHeaders,
        'access-control-allow-methods': allowMethods,
      },
    });
  });

  it('names one origin, and what else is configured (CORS-3, CORS-4)', async () => {
    expect(await options('/one', { origin: 'https://other.example' })).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': 'https://a.example',
        vary: 'Origin',
        'access-control-allow-credentials': 'true',
        'access-control-max-age': '600',
      },
    });
  });

  it.each([
    ['Origin', 'https://b.example', 'https://b.example'],
    ['origin', 'https://b.example', 'https://b.example'],
    ['Origin', 'https://evil.example', 'https://a.example'],
  ])('compares %s: %s with several origins (CORS-3)', async (name, origin, allowed) => {
    const { headers } = await options('/two', { [name]: origin });

    expect(headers['access-control-allow-origin']).toBe(allowed);
  });

  it('does not compare what the browser asks for (CORS-5)', async () => {
    const answer = await options('/any', {
      'access-control-request-method': 'BREW',
      'access-control-request-headers': 'x-anything',
    });

    expect(answer).toMatchObject({ status: 204 });
    expect(answer.headers['access-control-allow-methods']).toBe(allowMethods);
  });

  it('breaks with a content type that has no template (REQ-60)', async () => {
    expect(await options('/any', { 'content-type': 'text/plain' })).toMatchObject({ status: 500 });
  });

  it('breaks when every body is binary (REQ-61, CORS-6)', async () => {
    const binary = await serve({ BinaryMediaTypes: ['*/*'] });

    expect(await send(`${binary}/any`, { method: 'OPTIONS' })).toMatchObject({ status: 500 });
  });

  it('is 403 without CORS headers on an unknown path, unless ANY catches it (CORS-7)', async () => {
    const unknown = await options('/nowhere');

    expect(unknown.status).toBe(403);
    expect(unknown.headers).not.toHaveProperty('access-control-allow-origin');
    expect(await options('/greedy')).toMatchObject({ status: 200, body: 'from the function' });
  });
});
