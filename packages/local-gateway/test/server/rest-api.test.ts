import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startGateway, type Gateway } from '../../src/gateway.ts';
import type { LogEntry } from '../../src/log.ts';
import { readModel } from '../../src/model/read-model.ts';
import { executionLog } from '../../src/server/execution-log.ts';
import { lambdaIntegration, restApi, writeAssembly } from '../assemblies.ts';
import { send } from '../http-client.ts';

const echo = `
let calls = 0;
exports.handler = async (event) => ({
  statusCode: 200,
  body: JSON.stringify({ ...event, calls: ++calls }),
});`;

const streaming = `
export const handler = awslambda.streamifyResponse(async (event, stream) => {
  const what = event.queryStringParameters?.what;
  if (what === 'raw') return void stream.end('no metadata');
  if (what === 'late') {
    stream.setContentType?.('application/vnd.awslambda.http-integration-response');
    return void stream.end('x'.repeat(20_000));
  }
  const metadata = { statusCode: 201, headers: { 'content-type': 'text/plain' }, cookies: ['a=1', 'b=2'] };
  if (what === 'body') metadata.body = 'x';
  const body = awslambda.HttpResponseStream.from(stream, metadata);
  body.write('hello ');
  if (what === 'break') throw new Error('midway');
  body.end('world');
});`;

const reserve = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { ZipFile: 'exports.handler = async () => ({})' },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    ReservedConcurrentExecutions: 0,
  },
};

const streamUri = {
  'Fn::Join': [
    '',
    [
      'arn:aws:apigateway:us-east-1:lambda:path/2021-11-15/functions/',
      { 'Fn::GetAtt': ['Streaming', 'Arn'] },
      '/response-streaming-invocations',
    ],
  ],
};

const stageUri = (name: string) =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:\${stageVariables.${name}}/invocations`;

const route = (
  path: string,
  method: string,
  integration: object,
  properties: Readonly<Record<string, unknown>> = {},
) => ({
  path,
  method,
  integration,
  properties,
});

const base = restApi([
  route('echo', 'ANY', lambdaIntegration('Echo')),
  route('full', 'GET', lambdaIntegration('Full')),
  route(
    'overridden',
    'GET',
    lambdaIntegration('Echo', {
      RequestTemplates: {
        'application/json':
          '#set($context.requestOverride.header.x-a = "b")#set($context.responseOverride.status = 404){}',
      },
    }),
  ),
  route('gone', 'GET', lambdaIntegration('Echo', { Uri: stageUri('gone') })),
  route('staged', 'GET', lambdaIntegration('Echo', { Uri: stageUri('fn') })),
  route('unset', 'GET', lambdaIntegration('Echo', { Uri: stageUri('unset') })),
  route(
    'stream',
    'GET',
    lambdaIntegration('Streaming', { Uri: streamUri, ResponseTransferMode: 'STREAM' }),
  ),
  route('collected', 'GET', lambdaIntegration('Streaming')),
  route('buffered', 'GET', lambdaIntegration('Echo', { ResponseTransferMode: 'STREAM' })),
  route('forwarded', 'GET', {
    Type: 'MOCK',
    RequestTemplates: { 'application/json': '{ statusCode: 200 }' },
    RequestParameters: { 'integration.request.header.x': 'method.request.header.X-Forwarded-For' },
    IntegrationResponses: [
      {
        StatusCode: '200',
        ResponseTemplates: {
          'application/json':
            '$input.params("X-Forwarded-For") $input.params().header.get("X-Forwarded-Proto") $input.params("Connection")',
        },
      },
    ],
  }),
  route('ordered', 'GET', lambdaIntegration('Echo'), {
    ApiKeyRequired: true,
    RequestParameters: { 'method.request.querystring.a': true },
    RequestValidatorId: { Ref: 'Validator' },
  }),
]);

const resources = {
  ...base,
  Full: reserve,
  Echo: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: 'echo',
      Code: { ZipFile: echo },
      Handler: 'index.handler',
      Runtime: 'nodejs24.x',
    },
  },
  Stage: {
    Type: 'AWS::ApiGateway::Stage',
    Properties: {
      RestApiId: { Ref: 'Api' },
      StageName: 'v1',
      DeploymentId: { Ref: 'Deployment' },
      Variables: { fn: 'echo', gone: 'nobody' },
    },
  },
  Unknown: {
    Type: 'AWS::ApiGateway::GatewayResponse',
    Properties: {
      RestApiId: { Ref: 'Api' },
      ResponseType: 'MISSING_AUTHENTICATION_TOKEN',
      StatusCode: '404',
      ResponseParameters: {
        'gatewayresponse.header.x-origin': 'method.request.header.Origin',
        'gatewayresponse.header.x-query': 'method.request.querystring.q',
        'gatewayresponse.header.x-fn': 'stageVariables.fn',
      },
      ResponseTemplates: {
        'application/json':
          '{"stage":"$context.stage","path":"$context.path","ip":"$context.identity.sourceIp","resource":"$context.resourcePath"}',
      },
    },
  },
  Validator: {
    Type: 'AWS::ApiGateway::RequestValidator',
    Properties: { RestApiId: { Ref: 'Api' }, ValidateRequestParameters: true },
  },
};

describe('createRestApiServer', () => {
  let gateway: Gateway;
  let url: string;
  let folder: string;
  const log: LogEntry[] = [];
  const lastTrace = () => log.findLast((entry) => entry.kind === 'request')?.trace;

  beforeAll(async () => {
    folder = await writeAssembly({ functions: { Streaming: streaming }, resources });
    gateway = await startGateway({ path: folder, port: 0, log: (entry) => log.push(entry) });
    url = gateway.endpoints[0]?.url ?? '';
  });

  afterAll(() => gateway.close());

  it('answers 413 to an event above the limit of Lambda (REST-61, GW-28)', async () => {
    // Every quote takes two characters in the event.
    const answer = await send(`${url}/echo`, { method: 'POST', body: '"'.repeat(3_500_000) });

    expect(answer).toMatchObject({
      status: 413,
      body: '{"message": "Request Too Long"}',
      headers: { 'x-amzn-errortype': 'BadRequestException' },
    });
  });

  it('waits 29 seconds for an integration where the template says nothing (REST-63)', () => {
    const [api] = readModel(folder).restApis;

    expect(api?.resources.flatMap(({ methods }) => methods)[0]?.timeoutInMillis).toBe(29_000);
  });

  it('answers 500 when Lambda throttles (RESP-40)', async () => {
    expect(await send(`${url}/full`)).toMatchObject({
      status: 500,
      body: '{"message": "Internal server error"}',
    });
    expect(lastTrace()?.advice?.clause).toContain('RESP-40');
  });

  it('takes the function that a stage variable names', async () => {
    expect(await send(`${url}/staged`)).toMatchObject({ status: 200 });
    const trace = lastTrace();
    expect(trace?.route?.functionName).toMatch(/Echo/i);
    expect(trace && executionLog(trace).join('\n')).toContain('Sending request to ');
  });

  it.each([
    ['names a function that is not there (RT-24, RESP-41)', '/gone', 'Function not found'],
    ['is not defined (REQ-52, RESP-41)', '/unset', 'stage variable unset'],
  ])('answers 500 when a stage variable %s', async (_name, path, reason) => {
    expect(await send(url + path)).toMatchObject({
      status: 500,
      body: '{"message": "Internal server error"}',
      headers: { 'x-amzn-errortype': 'InternalServerErrorException' },
    });
    expect(lastTrace()?.response.reason).toContain(reason);
  });

  it('fills the gateway response of an unknown path from request and stage (GW-11, GW-12)', async () => {
    const { status, headers, body } = await send(`${url}/nowhere?q=1`, {
      headers: { Origin: 'https://a.example' },
    });

    expect(status).toBe(404);
    expect(headers).toMatchObject({
      'x-origin': 'https://a.example',
      'x-query': '1',
      'x-fn': 'echo',
    });
    expect(JSON.parse(body)).toEqual({
      stage: 'v1',
      path: '/v1/nowhere',
      ip: expect.stringMatching(/^(127\.0\.0\.1|::1)$/),
      resource: '',
    });
  });

  it('shows templates the headers that the service adds (REST-29), and none that it drops (REQ-19)', async () => {
    const headers = { 'x-forwarded-for': '192.0.2.1', connection: 'close' };

    const { body } = await send(`${url}/forwarded`, { headers });

    expect(body).toBe('192.0.2.1, 127.0.0.1 https ');
  });

  it('checks the API key before it validates (GW-7)', async () => {
    expect(await send(`${url}/ordered`)).toMatchObject({ status: 403 });
  });

  it('invokes once for each request (REST-65)', async () => {
    const callsOf = async () =>
      (JSON.parse((await send(`${url}/echo`)).body) as { calls: number }).calls;

    expect((await callsOf()) + 1).toBe(await callsOf());
  });

  it('REST-66: a POST with X-HTTP-Method-Override has the method that the header names', async () => {
    const headers = { 'x-http-method-override': 'delete' };

    const { body } = await send(`${url}/echo`, { method: 'POST', headers });

    expect(JSON.parse(body)).toMatchObject({ httpMethod: 'DELETE', headers });
  });

  it.each([
    ['HEAD, whose response has no body', 'POST', 'HEAD'],
    ['what is no method', 'POST', 'brew'],
    ['in a request that is no POST', 'PUT', 'DELETE'],
  ])('REST-66: leaves X-HTTP-Method-Override to the function: %s', async (_case, method, named) => {
    const headers = { 'x-http-method-override': named };

    const { body } = await send(`${url}/echo`, { method, headers });

    expect(JSON.parse(body)).toMatchObject({ httpMethod: method, headers });
  });

  it('REQ-28: overrides nothing in a proxy integration, whatever its templates say', async () => {
    const { status, body } = await send(`${url}/overridden`);

    expect(status).toBe(200);
    expect((JSON.parse(body) as { headers: object }).headers).not.toHaveProperty('x-a');
  });

  it('takes status and headers of a stream where it buffers, and loses the body (STRM-9)', async () => {
    expect(await send(`${url}/collected`)).toMatchObject({
      status: 201,
      body: '',
      headers: { 'content-type': 'text/plain' },
    });
  });

  describe('with ResponseTransferMode STREAM', () => {
    it('streams as the metadata say, cookies among them (STRM-1..STRM-4, STRM-7, STRM-8)', async () => {
      const answer = await send(`${url}/stream`);

      expect(answer).toMatchObject({
        status: 201,
        body: 'hello world',
        headers: { 'content-type': 'text/plain', 'set-cookie': 'a=1, b=2' },
      });
      expect(answer.headers).not.toHaveProperty('content-length');
      expect(answer.headers).toHaveProperty('x-amzn-requestid');
    });

    it.each([
      ['no metadata (STRM-6)', '/stream?what=raw', 'has no metadata'],
      ['no delimiter in 16 KB (STRM-5)', '/stream?what=late', 'eight NUL bytes'],
      ['a body in the metadata (STRM-4)', '/stream?what=body', '"body"'],
      ['no stream at all (STRM-6)', '/buffered', 'did not stream'],
    ])('answers 500 to %s', async (_name, path, reason) => {
      expect(await send(url + path)).toMatchObject({
        status: 500,
        body: '{"message": "Internal server error"}',
      });
      expect(lastTrace()?.response.reason).toContain(reason);
    });

    it('cuts the connection when the function fails midway, and logs why (STRM-13)', async () => {
      await expect(send(`${url}/stream?what=break`)).rejects.toThrow('aborted');
      await expect
        .poll(() => lastTrace()?.notes)
        .toEqual([expect.stringMatching(/^the stream was cut off: the function failed: Error: /)]);
    });
  });

  describe('trusting nothing that a client sends', () => {
    const forged = {
      'x-amzn-requestid': 'forged',
      'x-amz-apigw-id': 'forged',
      'x-apigateway-event': '{"forged":true}',
      'x-apigateway-context': '{"forged":true}',
      'x-forwarded-for': '1.2.3.4',
      'x-forwarded-proto': 'javascript',
      'x-middleware-subrequest': 'forged',
    };

    it('GW-20: takes ids and addresses from the connection, and appends to X-Forwarded-For', async () => {
      const { body, headers } = await send(`${url}/echo`, { headers: forged });
      const event = JSON.parse(body) as {
        headers: Record<string, string>;
        requestContext: { requestId: string; identity: { sourceIp: string } };
      };

      expect(event.requestContext.requestId).not.toBe('forged');
      expect(headers['x-amzn-requestid']).toBe(event.requestContext.requestId);
      expect(event.requestContext.identity.sourceIp).toMatch(/^(127\.0\.0\.1|::1)$/);
      expect(event.headers['X-Forwarded-For']).toMatch(/^1\.2\.3\.4, (127\.0\.0\.1|::1)$/);
      expect(event.headers['X-Forwarded-Proto']).toBe('https');
      expect(JSON.stringify(event.requestContext)).not.toContain('forged');
    });

    it('GW-21: takes no authorizer and no identity from body or query', async () => {
      const { body } = await send(`${url}/echo?requestContext[authorizer]=x&authorizer=x`, {
        method: 'POST',
        body: '{"requestContext":{"authorizer":{"principalId":"evil"}}}',
      });

      expect((JSON.parse(body) as { requestContext: object }).requestContext).not.toHaveProperty(
        'authorizer',
      );
    });

    it('GW-22: names the domain of the API, whatever Host says', async () => {
      const { body } = await send(`${url}/echo`, { headers: { host: '127.0.0.1' } });

      expect(JSON.parse(body)).toMatchObject({
        requestContext: {
          domainName: expect.stringMatching(
            /^[a-z0-9]{10}\.execute-api\.us-east-1\.amazonaws\.com$/,
          ),
        },
      });
    });
  });
});
