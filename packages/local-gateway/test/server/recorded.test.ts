import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { startGateway, type Gateway } from '../../src/gateway.ts';
import type { LogEntry } from '../../src/log.ts';
import { lambdaIntegration, restApi, writeAssembly } from '../assemblies.ts';
import { describeRecorded, recordedCase } from '../contract.ts';
import { send } from '../http-client.ts';

const functions = {
  Echo: 'export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });',
  Greets: "export const handler = async () => 'hi';",
  Streams: `export const handler = awslambda.streamifyResponse(async (_event, stream) => {
    stream.write('Hello, ');
    stream.end('world!');
  });`,
  Odd: 'export const handler = async () => ({});',
  Envelope: 'export const handler = async (event) => ({ statusCode: 200, body: event.body });',
};

const url = (id: string, InvokeMode = 'BUFFERED') => ({
  Type: 'AWS::Lambda::Url',
  Properties: {
    TargetFunctionArn: { 'Fn::GetAtt': [id, 'Arn'] },
    AuthType: 'NONE',
    InvokeMode,
  },
});

const key = (Value: string, Enabled: boolean) => ({
  Type: 'AWS::ApiGateway::ApiKey',
  Properties: { Value, Enabled },
});

const planKey = (id: string) => ({
  Type: 'AWS::ApiGateway::UsagePlanKey',
  Properties: { KeyId: { Ref: id }, KeyType: 'API_KEY', UsagePlanId: { Ref: 'Plan' } },
});

const usagePlan = {
  Plan: {
    Type: 'AWS::ApiGateway::UsagePlan',
    Properties: {
      ApiStages: [{ ApiId: { Ref: 'Api' }, Stage: { Ref: 'Stage' } }],
      Quota: { Limit: 10, Offset: 0, Period: 'DAY' },
      Throttle: { BurstLimit: 1, RateLimit: 2 },
    },
  },
  EnabledKey: key('enabled-key', true),
  DisabledKey: key('disabled-key', false),
  EnabledPlanKey: planKey('EnabledKey'),
  DisabledPlanKey: planKey('DisabledKey'),
};

describeRecorded('the gateway, as recorded on AWS', (folder) => {
  let gateway: Gateway;
  let backend: Server;
  let rest: string;
  const log: LogEntry[] = [];
  const returned = (file: string, id: string, name: string) =>
    Object(recordedCase(folder, `recorded/localstack/${file}.json`, id).awsReturned?.[name]);
  const urlOf = (id: string) =>
    gateway.endpoints.find(
      (endpoint) => endpoint.frontDoor === 'function-url' && endpoint.name.includes(id),
    )?.url ?? '';

  beforeAll(async () => {
    backend = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://backend');
      const args = Object.fromEntries(searchParams);
      response.end(JSON.stringify({ args, data: '', method: request.method, path: pathname }));
    });
    await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
    const { port } = backend.address() as AddressInfo;
    const resources = {
      ...restApi([
        {
          path: 'existing',
          method: 'GET',
          integration: {
            Type: 'MOCK',
            RequestTemplates: { 'application/json': '{"statusCode": 200}' },
            IntegrationResponses: [
              {
                StatusCode: '200',
                ResponseTemplates: {
                  'application/json': '{"statusCode": 200, "message": "exists"}',
                },
              },
            ],
          },
        },
        {
          path: 'keyed',
          method: 'GET',
          integration: {
            Type: 'MOCK',
            RequestTemplates: { 'application/json': '{"statusCode": 200}' },
            IntegrationResponses: [{ StatusCode: '200' }],
          },
          properties: { ApiKeyRequired: true },
        },
        {
          path: 'get-only',
          method: 'GET',
          integration: lambdaIntegration('Echo', { IntegrationHttpMethod: 'GET' }),
        },
        {
          path: 'variables',
          method: 'GET',
          integration: {
            Type: 'HTTP',
            IntegrationHttpMethod: 'POST',
            Uri: 'http://${stageVariables.url}/{path}',
            RequestParameters: {
              'integration.request.path.path': 'stageVariables.path',
              'integration.request.querystring.qs_key': 'stageVariables.querystring',
            },
            IntegrationResponses: [{ StatusCode: '200' }],
          },
        },
        {
          path: 'missing',
          method: 'GET',
          integration: {
            Type: 'HTTP',
            IntegrationHttpMethod: 'POST',
            Uri: 'http://${stageVariables.nowhere}/',
            IntegrationResponses: [{ StatusCode: '200' }],
          },
        },
      ]),
      Stage: {
        Type: 'AWS::ApiGateway::Stage',
        Properties: {
          RestApiId: { Ref: 'Api' },
          StageName: 'v1',
          DeploymentId: { Ref: 'Deployment' },
          Variables: { url: `127.0.0.1:${port}`, path: 'test-path', querystring: 'qs_value' },
        },
      },
      ...usagePlan,
      OddUrl: url('Odd', 'UNKNOWN'),
      StreamsUrl: url('Streams', 'RESPONSE_STREAM'),
      EnvelopeUrl: url('Envelope', 'RESPONSE_STREAM'),
      GreetsUrl: url('Greets'),
      EchoUrl: url('Echo'),
    };
    gateway = await startGateway({
      path: await writeAssembly({ functions, resources }),
      port: 0,
      log: (entry) => log.push(entry),
    });
    rest = gateway.endpoints.find(({ frontDoor }) => frontDoor === 'rest-api')?.url ?? '';
  });

  afterAll(async () => {
    await gateway.close();
    await new Promise((resolve) => backend.close(resolve));
  });

  it.each([
    ['not-found', 'GET', '/random-non-existing'],
    ['wrong-method', 'POST', '/existing'],
  ])('GW-4: refuses a route that is not there [%s]', async (name, method, path) => {
    const { content, errorType } = returned(
      'rest-routing-and-api-keys',
      'TestApigatewayRouting::test_routing_not_found',
      name,
    );

    const { status, body, headers } = await send(rest + path, { method });

    expect([status, JSON.parse(body), headers['x-amzn-errortype']]).toEqual([
      403,
      content,
      errorType,
    ]);
  });

  it('GW-1: serves the route that is there', async () => {
    const { body } = await send(`${rest}/existing`);

    expect(JSON.parse(body)).toEqual(
      returned(
        'rest-routing-and-api-keys',
        'TestApigatewayRouting::test_routing_not_found',
        'working-route',
      ),
    );
  });

  it('REST-64: fails to call Lambda by another verb than POST', async () => {
    const { status, body } = await send(`${rest}/get-only`);

    expect([status, JSON.parse(body)]).toEqual([
      500,
      returned(
        'rest-proxy-event',
        'test_lambda_aws_proxy_integration_non_post_method',
        'invocation-payload-with-get-proxy-method',
      ),
    ]);
  });

  it('REQ-47 REQ-52: calls what stage variables say, and fails where there are none', async () => {
    const id = 'TestApiGatewayImportRestApi::test_import_with_stage_variables';
    const { args, data, method, path } = returned(
      'rest-mock-cors-import',
      id,
      'get-resp-from-http',
    );
    const error = returned('rest-mock-cors-import', id, 'get-error-resp-from-http');

    const called = await send(`${rest}/variables`);
    const failed = await send(`${rest}/missing`);

    expect(JSON.parse(called.body)).toEqual({ args, data, method, path });
    expect([failed.status, JSON.parse(failed.body), failed.headers['x-amzn-errortype']]).toEqual([
      500,
      error.body,
      error.errorType,
    ]);
  });

  it('FURL-21: streams bytes', async () => {
    const { awsReturned } = recordedCase(
      folder,
      'recorded/localstack/function-url.json',
      'TestLambdaURL::test_function_url_with_response_streaming',
    );

    const { status, body } = await send(urlOf('Streams'), { method: 'POST' });

    expect({ response_status: status, response_data: body }).toEqual(awsReturned);
  });

  it('FURL-14 RT-25: gives the id of the invocation, which the log has too', async () => {
    const recorded = returned(
      'function-url',
      'TestRequestIdHandling::test_request_id_invoke_url',
      'lambda_url_invocation',
    );

    const { status, body, headers } = await send(urlOf('Greets'), { method: 'POST' });

    const id = headers['x-amzn-requestid'];
    expect({ content: body, statuscode: status }).toEqual({
      content: recorded.content,
      statuscode: recorded.statuscode,
    });
    await expect.poll(() => JSON.stringify(log)).toContain(`END RequestId: ${id}`);
  });

  it('FURL-12: refuses an id that no function URL has', async () => {
    const [fact] =
      recordedCase(
        folder,
        'recorded/localstack/function-url.json',
        'TestLambdaURL::test_lambda_url_non_existing_url',
      ).assertedFacts ?? [];
    const ask = (host: string) => send(urlOf('Greets'), { headers: { host } });

    const { status, body, headers } = await ask('unknown.lambda-url.us-east-1.on.aws');

    expect({ status, body, contentType: headers['content-type'] }).toEqual({
      status: fact?.['status'],
      body: fact?.['body'],
      contentType: fact?.['contentType'],
    });
    expect(headers['x-amzn-errortype']).toBe(fact?.['x-amzn-ErrorType']);
    const own = gateway.model().functionUrls.find(({ name }) => name.includes('Greets'));
    expect(await ask(own?.domainName ?? '')).toMatchObject({ status: 200, body: 'hi' });
  });

  it('FURL-17: tells of an invoke mode that is none, in the words of the recording', async () => {
    const { Error: error } = returned(
      'function-url',
      'TestLambdaURL::test_lambda_url_invalid_invoke_mode',
      'invoke_function_invalid_invoke_type',
    );

    const { body } = await send(urlOf('Odd'));

    const [values = ''] = /\[.*\]$/.exec(error.Message) ?? [];
    expect(values).not.toBe('');
    expect(body).toContain(`expected one of ${values}`);
  });

  it('GW-24: asks for an API key that is enabled and in a plan of the stage', async () => {
    const { awsReturned } = recordedCase(
      folder,
      'recorded/localstack/rest-routing-and-api-keys.json',
      'TestUsagePlans::test_api_key_required_for_methods',
    );
    const status = async (headers: Readonly<Record<string, string>>) =>
      (await send(`${rest}/keyed`, { headers })).status;

    // The keys are declared as the recording has made them, and as it left the one that it disabled.
    expect(Object(awsReturned?.['create-api-key']).enabled).toBe(true);
    expect(Object(awsReturned?.['update-api-key-disabled']).enabled).toBe(false);
    expect(await status({})).toBe(403);
    expect(await status({ 'x-api-key': 'enabled-key' })).toBe(200);
    expect(await status({ 'x-api-key': 'disabled-key' })).toBe(403);
  });

  it('FURL-6 FURL-18: text is text, and what does not stream is sent with its envelope', async () => {
    const post = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'text' };
    const facts = (mode: string) =>
      recordedCase(
        folder,
        'recorded/localstack/function-url.json',
        `TestLambdaURL::test_lambda_url_echo_invoke[${mode}]`,
      ).assertedFacts;

    const buffered = await send(urlOf('Echo'), post);
    const streamed = await send(urlOf('Envelope'), post);

    expect(JSON.parse(buffered.body)).toMatchObject(Object(facts('BUFFERED')?.[0]?.['event']));
    expect(facts('RESPONSE_STREAM')?.[0]?.['fact']).toContain(
      'whole {statusCode, body,...} envelope',
    );
    expect([streamed.status, streamed.body]).toEqual([200, '{"statusCode":200,"body":"text"}']);
  });
});
