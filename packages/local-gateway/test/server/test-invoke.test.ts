import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startGateway, type Gateway } from '../../src/gateway.ts';
import type { TestInvocation } from '../../src/server/test-invocation.ts';
import { lambdaIntegration, restApi, writeAssembly } from '../assemblies.ts';
import { describeRecorded, recordedCase } from '../contract.ts';

const echo = `
export const handler = async (event) => {
  if (event.body === 'throw') throw new Error('no');
  return { statusCode: 201, headers: { 'x-own': 'a' }, multiValueHeaders: { 'x-two': ['1', '2'] }, body: JSON.stringify(event) };
};`;
const payload = 'export const handler = async (event) => event;';

const mock = (text: string) => ({
  Type: 'MOCK',
  RequestTemplates: { 'application/json': '{"statusCode": 200}' },
  IntegrationResponses: [{ StatusCode: '200', ResponseTemplates: { 'application/json': text } }],
});
const petId = `{"petId": "$input.params('petId')"}`;

const base = restApi([
  { path: 'pets', method: 'GET', integration: mock('{"pets": "all the pets"}') },
  { path: 'proxy', method: 'ANY', integration: lambdaIntegration('Echo') },
  {
    path: 'guarded',
    method: 'POST',
    integration: lambdaIntegration('Echo'),
    properties: { AuthorizationType: 'AWS_IAM', ApiKeyRequired: true },
  },
  {
    path: 'foo',
    method: 'GET',
    integration: lambdaIntegration('Payload', {
      Type: 'AWS',
      IntegrationResponses: [{ StatusCode: '200' }],
    }),
  },
  {
    path: 'templates',
    method: 'POST',
    integration: {
      ...mock("$input.params('content-type') $context.stage $context.identity.sourceIp"),
      PassthroughBehavior: 'NEVER',
    },
  },
  {
    path: 'address',
    method: 'GET',
    integration: {
      Type: 'HTTP_PROXY',
      IntegrationHttpMethod: 'GET',
      Uri: 'http://${stageVariables.url}',
    },
  },
]);

const resources = {
  ...base,
  Pet: {
    Type: 'AWS::ApiGateway::Resource',
    Properties: {
      RestApiId: { Ref: 'Api' },
      ParentId: { Ref: 'Resourcepets' },
      PathPart: '{petId}',
    },
  },
  ...Object.fromEntries(
    ['GET', 'POST'].map((HttpMethod) => [
      `Pet${HttpMethod}`,
      {
        Type: 'AWS::ApiGateway::Method',
        Properties: {
          RestApiId: { Ref: 'Api' },
          ResourceId: { Ref: 'Pet' },
          HttpMethod,
          AuthorizationType: 'NONE',
          MethodResponses: [{ StatusCode: '200' }],
          Integration: mock(petId),
        },
      },
    ]),
  ),
};

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway({
    path: await writeAssembly({ functions: { Echo: echo, Payload: payload }, resources }),
    port: 0,
  });
});

afterAll(() => gateway.close());

function run(path: string, test: Partial<TestInvocation> = {}) {
  const [api] = gateway.model().restApis;
  const resourceId = api?.resources.find((resource) => resource.path === path)?.id ?? 'none';
  return gateway.testInvokeMethod({
    restApiId: api?.id ?? '',
    resourceId,
    httpMethod: 'GET',
    ...test,
  });
}

describe('testInvokeMethod', () => {
  it('REST-67 REST-4: delivers the event of a test to a proxy function', async () => {
    const { body } = await run('/proxy', { httpMethod: 'POST' });

    const event = JSON.parse(body) as { requestContext: object };
    expect(event).toMatchObject({
      resource: '/proxy',
      path: '/proxy',
      httpMethod: 'POST',
      headers: null,
      multiValueHeaders: null,
      queryStringParameters: null,
      stageVariables: null,
      body: null,
      requestContext: {
        stage: 'test-invoke-stage',
        path: '/proxy',
        domainName: 'testPrefix.testDomainName',
        domainPrefix: 'testPrefix',
        identity: {
          sourceIp: 'test-invoke-source-ip',
          apiKey: 'test-invoke-api-key',
          apiKeyId: 'test-invoke-api-key-id',
          caller: expect.any(String),
        },
      },
    });
    expect(event.requestContext).not.toHaveProperty('deploymentId');
  });

  it('delivers headers, query, body and stage variables of the test, and no header more', async () => {
    const { body } = await run('/proxy', {
      httpMethod: 'PUT',
      pathWithQueryString: '/proxy?a=b%20c',
      headers: { 'X-A': '1' },
      body: '{"a":1}',
      stageVariables: { env: 'test' },
    });

    expect(JSON.parse(body)).toMatchObject({
      headers: { 'X-A': '1' },
      multiValueHeaders: { 'X-A': ['1'] },
      queryStringParameters: { a: 'b c' },
      stageVariables: { env: 'test' },
      body: '{"a":1}',
    });
    expect(Object.keys((JSON.parse(body) as { headers: object }).headers)).toEqual(['X-A']);
  });

  it('REST-68: neither routes nor authorizes', async () => {
    const elsewhere = { httpMethod: 'POST', pathWithQueryString: '/random/test' };

    const { status, body } = await run('/guarded', elsewhere);

    expect(status).toBe(201);
    expect(JSON.parse(body)).toMatchObject({ resource: '/guarded', path: '/random/test' });
  });

  it('REST-69: gives status, body, own headers and latency, and nothing of how they travel', async () => {
    expect(await run('/proxy')).toEqual({
      status: 201,
      body: expect.any(String),
      headers: {
        'Content-Type': 'application/json',
        'x-own': 'a',
        'x-two': '2',
        'X-Amzn-Trace-Id': expect.stringMatching(/^Root=/),
      },
      multiValueHeaders: {
        'Content-Type': ['application/json'],
        'x-own': ['a'],
        'x-two': ['1', '2'],
        'X-Amzn-Trace-Id': [expect.stringMatching(/^Root=/)],
      },
      log: expect.stringMatching(/^Execution log for request [\s\S]*completed with status: 201\n$/),
      latency: expect.any(Number),
    });
  });

  it('REST-69: says the type of an error, and in the log why', async () => {
    const { status, body, headers, log } = await run('/proxy', { body: 'throw' });

    expect([status, body]).toEqual([502, '{"message": "Internal server error"}']);
    expect(headers).toEqual({ 'x-amzn-ErrorType': 'InternalServerErrorException' });
    expect(log).toContain('customer function error: the function failed: Error: no');
  });

  it('REST-71: takes every body for JSON', async () => {
    const { status, body } = await run('/templates', {
      httpMethod: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: 'x',
    });

    expect([status, body]).toEqual([
      200,
      'application/json test-invoke-stage test-invoke-source-ip',
    ]);
  });

  it('refuses what is not there in the words of API Gateway', async () => {
    await expect(run('/none')).rejects.toThrow('Invalid Resource identifier specified');
    await expect(run('/pets', { restApiId: 'none' })).rejects.toThrow(
      'Invalid Resource identifier specified',
    );
    await expect(run('/pets', { httpMethod: 'PUT' })).rejects.toThrow(
      'Invalid Method identifier specified',
    );
  });
});

interface Recorded {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly log: Readonly<Record<string, string>>;
}

const tests: Readonly<Record<string, readonly [path: string, test: Partial<TestInvocation>]>> = {
  'test-invoke-method-get-pets': ['/pets', {}],
  'test-invoke-method-get-pets-bad-path': ['/pets', { pathWithQueryString: '/random/test' }],
  'test-invoke-method-get-pets-id': ['/pets/{petId}', { pathWithQueryString: '/pets/123' }],
  'test-invoke-method-get-pets-id-no-path': ['/pets/{petId}', {}],
  'test-invoke-method-get-pets-id-bad-path': [
    '/pets/{petId}',
    { pathWithQueryString: '/random/test' },
  ],
  'test-invoke-method-get-with-qs': ['/pets/{petId}', { pathWithQueryString: '/pets/123?foo=bar' }],
  'test-invoke-method-post-with-body': [
    '/pets/{petId}',
    { httpMethod: 'POST', pathWithQueryString: '/pets/123', body: '{"foo": "bar"}' },
  ],
};

describeRecorded('testInvokeMethod, as recorded on AWS (REST-68..REST-70)', (folder) => {
  const read = (id: string) =>
    recordedCase(folder, 'recorded/localstack/rest-test-invoke.json', id).awsReturned as Readonly<
      Record<string, Recorded>
    >;
  const mocks = read('TestApigatewayTestInvoke::test_invoke_test_method');
  // Times and ids are the recording's own.
  const linesOf = (lines: readonly string[]) =>
    lines.map((line) =>
      line
        .replace(/^\w{3} \w{3} \w{2} [\w:]+ UTC \w{4} : /, '')
        .replace(/(for request:? )[\w<>-]+/, '$1id'),
    );

  it('replays every recorded test of a MOCK method', () => {
    expect(Object.keys(mocks).filter((key) => key.startsWith('test-invoke'))).toEqual(
      Object.keys(tests),
    );
  });

  it.each(Object.entries(tests))('%s', async (key, [path, test]) => {
    const recorded = mocks[key];

    const { status, body, headers, log } = await run(path, test);

    expect({ status, body: JSON.parse(body), headers }).toEqual({
      status: recorded?.status,
      body: recorded?.body,
      headers: recorded?.headers,
    });
    expect(linesOf(log.split('\n'))).toEqual(linesOf(Object.values(recorded?.log ?? {})));
  });

  it('fails as recorded on an undefined stage variable', async () => {
    const recorded = read('TestApigatewayTestInvoke::test_failed')['test-invoke-failure'];

    const { status, body, headers, log } = await run('/address', { pathWithQueryString: '/' });

    expect({ status, body: JSON.parse(body), headers }).toEqual({
      status: recorded?.status,
      body: recorded?.body,
      headers: recorded?.headers,
    });
    // Our reason says more.
    expect(linesOf(log.split('\n')).map((line) => line.replace(/(address): .*/, '$1'))).toEqual(
      linesOf(Object.values(recorded?.log ?? {})),
    );
  });

  it('runs a non-proxy function as recorded', async () => {
    const recorded = read('TestAPIGateway::test_apigw_test_invoke_method_api');

    const bare = await run('/foo');
    const full = await run('/foo', {
      pathWithQueryString: '/foo?queryTest=value',
      headers: { 'content-type': 'application/json' },
      body: '{"test": "val123"}',
    });

    expect([bare.status, bare.body]).toEqual([200, '{}']);
    expect([full.status, full.body]).toEqual([200, '{"test":"val123"}']);
    const labels = (log: string) =>
      linesOf(log.split('\n')).map(
        (line) => /^(?:Method|Endpoint) \w+(?: \w+)*|^Sending|^Received/.exec(line)?.[0] ?? line,
      );
    for (const [test, key] of [
      [bare, 'test_invoke_method_response'],
      [full, 'test_invoke_method_response_with_body'],
    ] as const) {
      expect(Object.keys(test.headers).toSorted()).toEqual(
        Object.keys(recorded[key]?.headers ?? {}).toSorted(),
      );
      const log = Object.values(recorded[key]?.log ?? {}).join('\n');
      expect(labels(test.log)).toEqual(labels(log));
    }
  });
});
