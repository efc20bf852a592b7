import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startGateway, type Gateway } from '../../src/gateway.ts';
import { lambdaIntegration, restApi, writeAssembly } from '../assemblies.ts';
import { send } from '../http-client.ts';

const handler = `
export const handler = async (event) => {
  if (event.path === '/throw') throw new Error('secret reason');
  if (event.path === '/large') return { statusCode: 200, body: 'x'.repeat(6_291_600) };
  if (event.path === '/bytes') return { statusCode: 200, isBase64Encoded: true, body: 'no base64' };
  return { extra: 1 };
};`;

const customised = (id: string, ResponseType: string, properties: object = {}) => ({
  [id]: {
    Type: 'AWS::ApiGateway::GatewayResponse',
    Properties: {
      RestApiId: { Ref: 'Api' },
      ResponseType,
      ResponseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
      ...properties,
    },
  },
});

const api = restApi(
  [
    { path: '{proxy+}', method: 'GET', integration: lambdaIntegration('Fn') },
    {
      path: 'stream',
      method: 'GET',
      integration: lambdaIntegration('Fn', { ResponseTransferMode: 'STREAM' }),
    },
  ],
  { BinaryMediaTypes: ['*/*'] },
);

describe('a failed AWS_PROXY integration', () => {
  const gateways: Gateway[] = [];
  const served = new Map<string, string>();
  const resources = {
    plain: {},
    family: customised('Family', 'DEFAULT_5XX'),
    type: {
      ...customised('Family', 'DEFAULT_5XX'),
      ...customised('Own', 'INTEGRATION_FAILURE', {
        StatusCode: '503',
        ResponseTemplates: { 'application/json': '{"type":"$context.error.responseType"}' },
      }),
    },
  };

  beforeAll(async () => {
    for (const [name, responses] of Object.entries(resources)) {
      const path = await writeAssembly({
        functions: { Fn: handler },
        resources: { ...api, ...responses },
      });
      const gateway = await startGateway({ path, port: 0 });
      gateways.push(gateway);
      served.set(name, gateway.endpoints[0]?.url ?? '');
    }
  });

  afterAll(() => Promise.all(gateways.map((gateway) => gateway.close())));

  const get = (name: keyof typeof resources, path: string) =>
    send(`${served.get(name)}${path}`, { headers: { accept: '*/*' } });

  describe.each([
    ['/throw', 502],
    ['/malformed', 502],
    ['/large', 502],
    ['/bytes', 500],
    ['/stream', 500],
  ])('%s', (path, status) => {
    it('is an internal server error where the API says nothing (RESP-31, RESP-36..RESP-38)', async () => {
      const answer = await get('plain', path);

      expect(answer).toMatchObject({ status, body: '{"message": "Internal server error"}' });
      expect(answer.headers).toMatchObject({ 'x-amzn-errortype': 'InternalServerErrorException' });
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
      // RESP-19.
      expect(answer.headers).not.toHaveProperty('x-amzn-trace-id');
    });

    it('has the headers of a customised DEFAULT_5XX, and its own status (GW-10, GW-13)', async () => {
      const answer = await get('family', path);

      expect(answer).toMatchObject({ status, body: '{"message": "Internal server error"}' });
      expect(answer.headers).toMatchObject({ 'access-control-allow-origin': '*' });
    });
  });

  it('is a customised INTEGRATION_FAILURE with its status (RESP-43, GW-10)', async () => {
    expect(await get('type', '/throw')).toMatchObject({
      status: 503,
      body: '{"type":"INTEGRATION_FAILURE"}',
    });
  });
});
