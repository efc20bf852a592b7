import { describe, expect, it } from 'vitest';

import type { Trace } from '../../src/trace.ts';
import { executionLog } from '../../src/server/execution-log.ts';
import { describeRecorded, recordedCases } from '../contract.ts';

const trace = (parts: Partial<Trace> = {}): Trace => ({
  exchange: {
    requestId: 'id-1',
    extendedRequestId: 'x=',
    receivedAt: Date.UTC(2026, 10, 22, 18, 27, 5),
    sourceIp: '127.0.0.1',
    traceId: 'Root=1',
  },
  frontDoor: 'rest-api',
  stack: 'Stack',
  api: 'Api',
  apiId: 'abc',
  request: { method: 'GET', target: '/v1/pets/7?a=b+c', headers: [], body: new Uint8Array() },
  route: {
    stage: 'v1',
    resourcePath: '/pets/{id}',
    httpMethod: 'GET',
    integrationType: 'AWS_PROXY',
    functionName: 'pets',
    pathParameters: { id: '7' },
  },
  response: {
    statusCode: 200,
    headers: [['Content-Type', 'application/json']],
    body: Buffer.from('{"pet":7}'),
  },
  durationMs: 3,
  ...parts,
});

const invocation = (parts: object = {}) => ({
  requestId: 'lambda-1',
  payload: '{"statusCode":200}',
  log: [],
  environmentId: 'e',
  coldStart: false,
  durationMs: 2.4,
  ...parts,
});

const prefix = 'Sun Nov 22 18:27:05 UTC 2026 : ';

describe('executionLog', () => {
  it('says nothing of a request that reaches no method, as one whose body is too large (GW-27)', () => {
    const { route: _, ...unrouted } = trace({});

    expect(executionLog(unrouted)).toEqual([]);
  });

  it('tells of a Lambda integration in the wording of API Gateway (REST-70)', () => {
    const uri =
      'https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:pets/invocations';

    const lines = executionLog(trace({ payload: '{"event":1}', invocation: invocation() }));

    expect(lines[0]).toBe('Execution log for request id-1');
    expect(lines.slice(1).map((line) => line.replace(prefix, ''))).toEqual([
      'Starting execution for request: id-1',
      'HTTP Method: GET, Resource Path: /pets/7',
      'Method request path: {id=7}',
      'Method request query string: {a=b c}',
      'Method request headers: {}',
      'Method request body before transformations: ',
      `Endpoint request URI: ${uri}`,
      'Endpoint request headers: {x-amzn-lambda-integration-tag=id-1, X-Amz-Date=20261122T182705Z, x-amzn-apigateway-api-id=abc, Accept=application/json, User-Agent=AmazonAPIGateway_abc}',
      'Endpoint request body after transformations: {"event":1}',
      `Sending request to ${uri}`,
      'Received response. Status: 200, Integration latency: 2 ms',
      'Endpoint response headers: {Content-Type=application/json, x-amzn-RequestId=lambda-1, X-Amz-Executed-Version=$LATEST}',
      'Endpoint response body before transformations: {"statusCode":200}',
      'Method response body after transformations: {"pet":7}',
      'Method response headers: {Content-Type=application/json}',
      'Successfully completed execution',
      'Method completed with status: 200',
    ]);
  });

  it.each([
    [
      'a malformed result',
      { payload: '{}', invocation: invocation() },
      502,
      'Execution failed due to configuration error: Malformed Lambda proxy response: why',
    ],
    ['a wrong configuration', {}, 500, 'Execution failed due to configuration error: why'],
    ['a timeout', { payload: '{}' }, 504, 'Execution failed due to a timeout error'],
    [
      'a function error',
      { payload: '{}', invocation: invocation({ functionError: 'Unhandled' }) },
      502,
      'Lambda execution failed with status 200 due to customer function error: why. Lambda request id: lambda-1',
    ],
    ['an unknown caller', {}, 401, 'Unauthorized request: id-1'],
    ['a caller who may not', {}, 403, 'The client is not authorized to perform this operation.'],
    ['a bad request', {}, 400, 'Execution failed: why'],
  ])('tells of %s (REST-70)', (_name, parts, statusCode, line) => {
    const response = { statusCode, headers: [], body: new Uint8Array(), reason: 'why' };

    const lines = executionLog(trace({ ...parts, response }));

    expect(lines).toContain(prefix + line);
    expect(lines.at(-1)).toBe(`${prefix}Method completed with status: ${statusCode}`);
    expect(lines.join('\n')).not.toContain('Successfully');
  });

  it('tells what the authorizer was asked and what it said', () => {
    const authorizer = {
      functionName: 'guard',
      payload: '{"type":"TOKEN"}',
      invocation: invocation({ payload: '{"principalId":"a"}' }),
    };

    const text = executionLog(trace({ authorizer })).join('\n');

    expect(text).toContain('Starting authorizer: guard for request: id-1');
    expect(text).toContain('Authorizer result body before parsing: {"principalId":"a"}');
  });

  it('cuts what is long', () => {
    const response = { statusCode: 200, headers: [], body: Buffer.from('x'.repeat(2_000)) };

    const line = executionLog(trace({ response })).find((text) =>
      text.includes('Method response body'),
    );

    expect(line).toMatch(/x{1024} \[TRUNCATED\]$/);
  });
});

describeRecorded('executionLog, as recorded (REST-70)', (folder) => {
  const recorded = recordedCases(folder, 'recorded/localstack/rest-test-invoke.json');
  const logs = recorded.flatMap(({ awsReturned }) =>
    Object.values(awsReturned as Record<string, { readonly log?: Record<string, string> }>).flatMap(
      ({ log }) => (log ? [Object.values(log).filter((line) => line !== '')] : []),
    ),
  );
  const valueOf = (log: readonly string[], label: string) =>
    log.find((line) => line.includes(`: ${label}`))?.split(`: ${label}`)[1];
  const mapOf = (text = '{}'): Record<string, string> =>
    Object.fromEntries(
      text
        .slice(1, -1)
        .split(', ')
        .filter((pair) => pair !== '')
        .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    );

  it('finds the recordings', () => {
    expect(logs.length).toBeGreaterThanOrEqual(9);
  });

  it.each(logs.map((log, index) => [index, log] as const))('writes log %i', (_index, log) => {
    const [, method = '', path = ''] =
      /HTTP Method: (\w+), Resource Path: (\S+)/.exec(log.join('\n')) ?? [];
    const query = new URLSearchParams(
      mapOf(valueOf(log, 'Method request query string: ')),
    ).toString();
    const status = Number(valueOf(log, 'Method completed with status: '));
    const error = valueOf(log, 'Execution failed due to configuration error: ');
    const payload = valueOf(log, 'Endpoint request body after transformations: ');
    const result = valueOf(log, 'Endpoint response body before transformations: ');

    const written = executionLog(
      trace({
        request: {
          method,
          target: query === '' ? path : `${path}?${query}`,
          headers: Object.entries(mapOf(valueOf(log, 'Method request headers: '))),
          body: Buffer.from(valueOf(log, 'Method request body before transformations: ') ?? ''),
        },
        route: {
          stage: 'v1',
          resourcePath: path,
          httpMethod: method,
          integrationType: 'AWS',
          functionName: 'pets',
          pathParameters: mapOf(valueOf(log, 'Method request path: ')),
        },
        ...(payload !== undefined && { payload }),
        ...(result !== undefined && { invocation: invocation({ payload: result }) }),
        response: {
          statusCode: status,
          headers: Object.entries(mapOf(valueOf(log, 'Method response headers: '))),
          body: Buffer.from(valueOf(log, 'Method response body after transformations: ') ?? ''),
          ...(error !== undefined && { reason: error }),
        },
      }),
    );

    // Times, ids and addresses are the recording's own.
    const comparable = (lines: readonly string[]) =>
      lines
        .map((line) => line.replace(/^\w{3} \w{3} \w{2} [\w:]+ UTC \w{4} : /, ''))
        .map((line) =>
          line.replace(
            /^(Execution log|Starting|Endpoint request URI|Endpoint request headers|Sending|Received|Endpoint response headers).*/,
            '$1',
          ),
        );
    expect(comparable(written)).toEqual(comparable(log));
    // Signature and token are left out.
    const namesOf = (lines: readonly string[]) =>
      Object.keys(mapOf(valueOf(lines, 'Endpoint request headers: '))).filter(
        (name) => !/^(?:Authorization|X-Amz-Security-Token)$/.test(name),
      );
    expect(namesOf(written)).toEqual(namesOf(log));
  });
});
