import { describe, expect, it } from 'vitest';

import {
  gatewayResponse,
  type GatewayResponseOptions,
  type GatewayResponseSettings,
} from '../../src/mapping/gateway-response.ts';
import {
  gatewayResponseTypes,
  type GatewayResponseType,
} from '../../src/mapping/gateway-response-types.ts';
import { readRequestValues } from '../../src/mapping/request-values.ts';
import { describeRecorded, recordedCase } from '../contract.ts';
import { context, httpRequest, mappingScope, textOf } from './mapping-data.ts';

describe('gatewayResponse', () => {
  it('GW-8, GW-14 renders the default template without a blank', () => {
    expect(
      respond('MISSING_AUTHENTICATION_TOKEN', { message: 'Missing Authentication Token' }),
    ).toEqual({
      statusCode: 403,
      headers: [
        ['Content-Type', 'application/json'],
        ['x-amzn-ErrorType', 'MissingAuthenticationTokenException'],
      ],
      body: '{"message":"Missing Authentication Token"}',
    });
  });

  it('GW-14, RESP-36 hard-wires the message of an internal error with a blank', () => {
    expect(respond('API_CONFIGURATION_ERROR', { message: 'Internal server error' })).toEqual({
      statusCode: 500,
      headers: [
        ['Content-Type', 'application/json'],
        ['x-amzn-ErrorType', 'InternalServerErrorException'],
      ],
      body: '{"message": "Internal server error"}',
    });
  });

  it.each([
    ['UNSUPPORTED_MEDIA_TYPE', 415, 'BadRequestException', '{"message": "x"}'],
    ['BAD_REQUEST_BODY', 400, 'BadRequestException', '{"message": "x"}'],
    ['BAD_REQUEST_PARAMETERS', 400, 'BadRequestException', '{"message": "x"}'],
    ['REQUEST_TOO_LARGE', 413, 'BadRequestException', '{"message": "x"}'],
    ['INVALID_API_KEY', 403, 'ForbiddenException', '{"message":"x"}'],
    ['THROTTLED', 429, 'TooManyRequestsException', '{"message":"x"}'],
    ['QUOTA_EXCEEDED', 429, 'LimitExceededException', '{"message":"x"}'],
    ['UNAUTHORIZED', 401, 'UnauthorizedException', '{"message":"x"}'],
    ['ACCESS_DENIED', 403, 'AccessDeniedException', '{"Message":"x"}'],
    ['INTEGRATION_TIMEOUT', 504, 'InternalServerErrorException', '{"message": "x"}'],
  ] as const)('GW-9, GW-17, REQ-6 answers %s', (type, statusCode, errorType, body) => {
    expect(respond(type)).toEqual({
      statusCode,
      headers: [
        ['Content-Type', 'application/json'],
        ['x-amzn-ErrorType', errorType],
      ],
      body,
    });
  });

  it('GW-15 can say null', () => {
    expect(respond('AUTHORIZER_FAILURE', { message: null })).toMatchObject({
      statusCode: 500,
      body: '{"message":null}',
    });
  });

  it('GW-9, RESP-43 takes the status of the moment unless one is set', () => {
    expect(respond('INTEGRATION_FAILURE', { statusCode: 502 })).toMatchObject({ statusCode: 502 });
    expect(
      respond('INTEGRATION_FAILURE', {
        statusCode: 502,
        customised: [{ ResponseType: 'INTEGRATION_FAILURE', StatusCode: '504' }],
      }),
    ).toMatchObject({ statusCode: 504 });
  });

  it('GW-10 customises a type, else its family, else nothing', () => {
    const customised: GatewayResponseSettings[] = [
      { ResponseType: 'DEFAULT_4XX', StatusCode: 418 },
      { ResponseType: 'DEFAULT_5XX', ResponseTemplates: { 'application/json': 'five' } },
      { ResponseType: 'UNAUTHORIZED', ResponseTemplates: { 'application/json': 'mine' } },
    ];

    expect(respond('THROTTLED', { customised })).toMatchObject({
      statusCode: 418,
      body: '{"message":"x"}',
    });
    expect(respond('UNAUTHORIZED', { customised })).toMatchObject({
      statusCode: 401,
      body: 'mine',
    });
    expect(respond('INTEGRATION_TIMEOUT', { customised })).toMatchObject({
      statusCode: 504,
      body: 'five',
    });
    expect(respond('INTEGRATION_TIMEOUT', {})).toMatchObject({ statusCode: 504 });
  });

  it('GW-11 maps headers from literals, parameters, stage variables and context', () => {
    const sources = {
      'Access-Control-Allow-Origin': "'*'",
      'x-header': 'method.request.header.Accept',
      'x-path': 'method.request.path.id',
      'x-query': 'method.request.querystring.q',
      'x-variable': 'stageVariables.v',
      'x-context': 'context.stage',
      'x-missing': 'method.request.querystring.nope',
      'x-amzn-ErrorType': "'Mine'",
    };
    const ResponseParameters = Object.fromEntries(
      Object.entries(sources).map(([name, source]) => [`gatewayresponse.header.${name}`, source]),
    );
    const request = httpRequest({ target: '/?q=1%0D%0A2', headers: [['Accept', 'a/b']] });

    expect(
      respond('THROTTLED', {
        customised: [{ ResponseType: 'THROTTLED', ResponseParameters }],
        values: readRequestValues(request, mappingScope({ pathParameters: { id: '7' } })),
        stageVariables: { v: 'w' },
      }).headers,
    ).toEqual([
      ['Content-Type', 'application/json'],
      ['x-amzn-ErrorType', 'Mine'],
      ['Access-Control-Allow-Origin', '*'],
      ['x-header', 'a/b'],
      ['x-path', '7'],
      ['x-query', '1 2'],
      ['x-variable', 'w'],
      ['x-context', 'v1'],
    ]);
  });

  it('GW-12 substitutes and evaluates nothing', () => {
    const template =
      '#if(true)$context.error.message|$context.error.messageString|$context.error.responseType|$context.error.validationErrorString|${context.stage}|$stageVariables.a|$context.nope|$input.body|$method.request.querystring.q';

    expect(
      respond('BAD_REQUEST_BODY', {
        message: 'say "hi"',
        validationError: '[broken]',
        stageVariables: { a: 'b' },
        customised: [
          { ResponseType: 'BAD_REQUEST_BODY', ResponseTemplates: { 'application/json': template } },
        ],
      }).body,
    ).toBe('#if(true)say "hi"|"say \\"hi\\""|BAD_REQUEST_BODY|[broken]|v1|b||$input.body|');
  });

  it.each([
    ['application/xml', 'X', 'application/xml'],
    ['text/html, application/xml', 'J', 'application/json'],
    [undefined, 'J', 'application/json'],
  ])('GW-12 chooses the template for Accept %o', (accept, body, type) => {
    const ResponseTemplates = { 'application/xml': 'X', 'application/json': 'J' };

    expect(
      respond('THROTTLED', {
        accept,
        customised: [{ ResponseType: 'DEFAULT_4XX', ResponseTemplates }],
      }),
    ).toMatchObject({ body, headers: expect.arrayContaining([['Content-Type', type]]) });
  });

  it('GW-13 carries no CORS headers unless they are mapped', () => {
    expect(respond('UNAUTHORIZED').headers.map(([name]) => name)).toEqual([
      'Content-Type',
      'x-amzn-ErrorType',
    ]);
  });

  it('leaves out a customised header that cannot be sent', () => {
    const ResponseParameters = {
      'gatewayresponse.header.X A': "'x'",
      'gatewayresponse.header.X-B': "'\u65e5'",
    };

    expect(
      respond('UNAUTHORIZED', {
        customised: [{ ResponseType: 'UNAUTHORIZED', ResponseParameters }],
      }).headers,
    ).toHaveLength(2);
  });

  it('GW-30: a request that a firewall blocks is a 403', () => {
    expect(respond('WAF_FILTERED', { message: 'Forbidden' })).toMatchObject({
      statusCode: 403,
      body: '{"message":"Forbidden"}',
    });
  });

  it('carries the reason for the log', () => {
    expect(respond('UNAUTHORIZED', { reason: 'why' })).toHaveProperty('reason', 'why');
  });
});

describeRecorded('gatewayResponse, as recorded on AWS (GW-9, GW-10)', (folder) => {
  const file = 'recorded/localstack/rest-gateway-responses.json';
  const stored = (id: string): Readonly<Record<string, unknown>>[] =>
    Object(recordedCase(folder, file, id).awsReturned?.['get-gateway-responses']).items;

  it('has every type with its status', () => {
    const items = stored('TestApiGatewayGatewayResponse::test_gateway_response_crud');

    expect(Object.keys(gatewayResponseTypes)).toEqual(items.map((item) => item['responseType']));
  });

  it.each(['crud', 'put'])('has the statuses of a customised API [%s]', (name) => {
    const items = stored(`TestApiGatewayGatewayResponse::test_gateway_response_${name}`);
    const customised = items
      .filter((item) => item['defaultResponse'] === false)
      .map((item) => ({
        ResponseType: item['responseType'] as GatewayResponseType,
        ...(item['statusCode'] === undefined ? {} : { StatusCode: item['statusCode'] as string }),
        ResponseTemplates: item['responseTemplates'] as Record<string, string>,
        ResponseParameters: item['responseParameters'] as Record<string, string>,
      }));

    const specific = items.filter((item) => !String(item['responseType']).startsWith('DEFAULT_'));
    const statuses = specific.map((item) => {
      const type = item['responseType'] as GatewayResponseType;
      return [type, String(respond(type, { customised }).statusCode)];
    });

    expect(statuses).toEqual(specific.map((item) => [item['responseType'], item['statusCode']]));
  });
});

function respond(type: GatewayResponseType, options: Partial<GatewayResponseOptions> = {}) {
  const response = gatewayResponse(type, { message: 'x', context, ...options });
  return { ...response, body: textOf(response.body) };
}
