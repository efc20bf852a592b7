import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startGateway, type Gateway } from '../src/gateway.ts';
import { httpApi, lambdaIntegration, restApi, writeAssembly } from './assemblies.ts';
import { send } from './http-client.ts';

const signed = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=AKIDADA/20260101/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=abc',
  'x-amz-date': '20260101T000000Z',
};

const echo = `
export const handler = async (event, { invokedFunctionArn }) => ({
  statusCode: 200,
  body: JSON.stringify({
    event,
    invokedFunctionArn,
    region: process.env.AWS_REGION,
    bucket: process.env.BUCKET,
  }),
});`;

const authorizer = `
export const handler = async ({ methodArn }) => ({
  principalId: 'ada',
  policyDocument: { Statement: [{ Action: '*', Effect: 'Allow', Resource: methodArn }] },
  context: { methodArn },
});`;

const resources = {
  ...restApi([
    {
      path: 'hello',
      method: 'GET',
      integration: lambdaIntegration('Echo'),
      properties: { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Authorize' } },
    },
    {
      path: 'iam',
      method: 'GET',
      integration: lambdaIntegration('Echo'),
      properties: { AuthorizationType: 'AWS_IAM' },
    },
  ]),
  Authorize: {
    Type: 'AWS::ApiGateway::Authorizer',
    Properties: {
      RestApiId: { Ref: 'Api' },
      Type: 'REQUEST',
      AuthorizerUri: lambdaIntegration('Authorizer')['Uri'],
    },
  },
  ...httpApi('Http', [{ key: 'GET /hello', functionId: 'Echo' }]),
  Url: {
    Type: 'AWS::Lambda::Url',
    Properties: { AuthType: 'NONE', TargetFunctionArn: { 'Fn::GetAtt': ['Echo', 'Arn'] } },
  },
};

describe.each([
  ['of a stack with an environment', 'aws://111111111111/eu-west-1', '111111111111', 'eu-west-1'],
  ['without one', 'aws://unknown-account/unknown-region', '123456789012', 'us-east-1'],
  [
    'of a stack with a region',
    'aws://unknown-account/us-gov-west-1',
    '123456789012',
    'us-gov-west-1',
  ],
])('startGateway, account and region %s', (_name, environment, account, region) => {
  let gateway: Gateway;

  const ask = async (frontDoor: string, path: string) => {
    const { url = '' } =
      gateway.endpoints.find((endpoint) => endpoint.frontDoor === frontDoor) ?? {};
    const { body } = await send(url + path, { headers: signed });
    return JSON.parse(body) as unknown;
  };

  beforeAll(async () => {
    const path = await writeAssembly({
      environment,
      functions: { Echo: echo, Authorizer: authorizer },
      functionProperties: {
        Environment: {
          Variables: { BUCKET: { 'Fn::Sub': 'assets-${AWS::AccountId}-${AWS::Region}' } },
        },
      },
      resources,
    });
    const settings = { identities: { iam: { AKIDADA: {} } } };
    await writeFile(join(path, 'local-gateway.json'), JSON.stringify(settings));
    gateway = await startGateway({ path, port: 0 });
  });

  afterAll(() => gateway.close());

  it('are those of the function (RT-2, RT-32)', async () => {
    expect(await ask('rest-api', '/hello')).toMatchObject({
      invokedFunctionArn: expect.stringMatching(
        `^arn:aws:lambda:${region}:${account}:function:Test-Echo-`,
      ),
      region,
      bucket: `assets-${account}-${region}`,
    });
  });

  it.each([
    ['rest-api', 'execute-api', account],
    ['http-api', 'execute-api', account],
    ['function-url', 'lambda-url', 'anonymous'],
  ])('are those of the events of %s', async (frontDoor, service, accountId) => {
    expect(await ask(frontDoor, '/hello')).toMatchObject({
      event: {
        requestContext: {
          accountId,
          domainName: expect.stringMatching(`[.]${service}[.]${region}[.](?:amazonaws|on[.]aws)`),
        },
      },
    });
  });

  it('are those of a declared caller of whom nothing else is said (REST-22)', async () => {
    expect(await ask('rest-api', '/iam')).toMatchObject({
      event: {
        requestContext: {
          identity: { accountId: account, userArn: `arn:aws:iam::${account}:user/AKIDADA` },
        },
      },
    });
  });

  it('are those of the ARNs that authorizers are asked about (GW-22)', async () => {
    expect(await ask('rest-api', '/hello')).toMatchObject({
      event: {
        requestContext: {
          authorizer: {
            methodArn: expect.stringMatching(`^arn:aws:execute-api:${region}:${account}:`),
          },
        },
      },
    });
  });
});
