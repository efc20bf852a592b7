import { describe, expect, it } from 'vitest';

import { executionLog } from '../../src/console/execution-log.ts';
import { failedTrace, traceOf } from './traces.ts';

const lines = (trace = traceOf()) =>
  executionLog(trace).map((line) => line.replace('Thu Jan 01 00:00:00 UTC 2026 : ', ''));

describe('executionLog', () => {
  it("says what happened in the words of API Gateway's own log (REST-70)", () => {
    expect(lines()).toMatchInlineSnapshot(`
      [
        "Execution log for request id",
        "Starting execution for request: id",
        "HTTP Method: POST, Resource Path: /hello",
        "Method request path: {}",
        "Method request query string: {name=Ada}",
        "Method request headers: {Host=localhost}",
        "Method request body before transformations: {"a":1}",
        "Endpoint request URI: https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:Echo/invocations",
        "Endpoint request body after transformations: {"a":1}",
        "Sending request to https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:Echo/invocations",
        "Received response. Status: 200, Integration latency: 4 ms",
        "Endpoint response headers: {x-amzn-RequestId=invocation, X-Amz-Executed-Version=$LATEST}",
        "Endpoint response body before transformations: {"b":2}",
        "Method response body after transformations: {"b":2}",
        "Method response headers: {Content-Type=application/json}",
        "Successfully completed execution",
        "Method completed with status: 200",
      ]
    `);
  });

  it('says that the function failed', () => {
    expect(lines(failedTrace('{"errorMessage":"no"}'))).toContain(
      'Lambda execution failed with status 200 due to customer function error: {"errorMessage":"no"}. Lambda request id: invocation',
    );
  });

  it('says why the gateway failed', () => {
    const response = { ...traceOf().response, statusCode: 502, reason: 'malformed' };

    expect(lines(traceOf({ response })).slice(-2)).toEqual([
      'Execution failed due to configuration error: malformed',
      'Method completed with status: 502',
    ]);
    const { route } = traceOf();
    const proxy = route && { ...route, integrationType: 'AWS_PROXY' };
    expect(lines(traceOf({ response, ...(proxy && { route: proxy }) })).at(-2)).toBe(
      'Execution failed due to configuration error: Malformed Lambda proxy response (malformed)',
    );
  });

  it('shortens long bodies', () => {
    const payload = 'x'.repeat(5_000);

    expect(lines(traceOf({ payload })).join('\n')).toContain(`${'x'.repeat(1_024)} [TRUNCATED]`);
  });

  it('prints parameters as Java prints a map', () => {
    const { request, route } = traceOf();
    const target = '/v1/users/7?a=1&b=x%20y&a=2';

    const found = lines(
      traceOf({
        request: { ...request, target },
        ...(route && { route: { ...route, pathParameters: { id: '7' } } }),
      }),
    );

    expect(found).toContain('Method request path: {id=7}');
    expect(found).toContain('Method request query string: {a=1,2, b=x y}');
  });

  it('says nothing of an endpoint where none was asked', () => {
    const { route: _, payload: __, invocation: ___, ...refused } = traceOf();

    expect(lines(refused).filter((line) => line.startsWith('Endpoint'))).toEqual([]);
  });
});
