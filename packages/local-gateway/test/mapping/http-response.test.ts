import { describe, expect, it } from 'vitest';

import { mapBackendResponse, readBackendResponse } from '../../src/mapping/http-response.ts';
import { mapRequest } from '../../src/mapping/map-request.ts';
import { isRefusal } from '../../src/mapping/refusal.ts';
import { describeRecorded, recordedCase } from '../contract.ts';
import { httpRequest, mappingScope, methodOf } from './mapping-data.ts';

describe('mapBackendResponse', () => {
  it.each([
    [404, 400],
    [201, 200],
  ])('REQ-35 maps the backend status %d to %d', (statusCode, expected) => {
    expect(map({ 200: '', 400: '4\\d{2}' }, statusCode)).toMatchObject({
      statusCode: expected,
      body: Buffer.from('{}'),
    });
  });
});

describe('readBackendResponse', () => {
  it('RESP-25 remaps headers of the backend and drops Transfer-Encoding', () => {
    expect(
      readBackendResponse({
        statusCode: 404,
        headers: [
          ['Connection', 'keep-alive'],
          ['Date', 'd'],
          ['Server', 's'],
          ['x-amzn-RequestId', 'r'],
          ['Transfer-Encoding', 'chunked'],
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
        ],
        body: Buffer.from('x'),
      }),
    ).toEqual({
      statusCode: 404,
      headers: [
        ['x-amzn-Remapped-Connection', 'keep-alive'],
        ['x-amzn-Remapped-Date', 'd'],
        ['x-amzn-Remapped-Server', 's'],
        ['x-amzn-Remapped-x-amzn-RequestId', 'r'],
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
      ],
      body: Buffer.from('x'),
    });
  });
});

describeRecorded('statuses of HTTP integrations, as recorded on AWS (REQ-35)', (folder) => {
  it.each(['matching', 'non-matching'])('%s', (key) => {
    const returned = (type: string) =>
      Object(
        recordedCase(
          folder,
          'recorded/localstack/rest-http-integrations.json',
          `test_http_integration_invoke_status_code_passthrough[${type}]`,
        ).awsReturned?.[`${key}-response`],
      );
    const backendStatus: number = returned('HTTP').body.status_code;

    expect(map({ 200: '' }, backendStatus)).toMatchObject({
      statusCode: returned('HTTP').status_code,
    });
    expect(
      readBackendResponse({ statusCode: backendStatus, headers: [], body: Buffer.from('') })
        .statusCode,
    ).toBe(returned('HTTP_PROXY').status_code);
  });
});

describeRecorded('responses of HTTP integrations, as asserted on AWS (REQ-35)', (folder) => {
  const { assertedFacts = [] } = recordedCase(
    folder,
    'recorded/localstack/rest-http-integrations.json',
    'test_http_integration_status_code_selection',
  );

  it.each(assertedFacts)('backend status $backendStatus is $clientStatus', (fact) => {
    const responses = Object.entries<string>(Object(fact['integrationResponses'])).map(
      ([status, pattern]) => [status, pattern === 'default' ? '' : pattern] as const,
    );

    expect(map(Object.fromEntries(responses), Number(fact['backendStatus']))).toMatchObject({
      statusCode: fact['clientStatus'],
    });
  });
});

function map(responses: Record<string, string>, statusCode: number) {
  const method = methodOf(
    {
      Type: 'HTTP',
      IntegrationResponses: Object.entries(responses).map(([StatusCode, SelectionPattern]) => ({
        StatusCode,
        SelectionPattern,
      })),
    },
    { MethodResponses: Object.keys(responses).map((StatusCode) => ({ StatusCode })) },
  );
  const mapped = mapRequest(method, httpRequest(), mappingScope());
  if (isRefusal(mapped)) return mapped;
  return mapBackendResponse(method, mapped, { statusCode, headers: [], body: Buffer.from('{}') });
}
