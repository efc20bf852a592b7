import { describe, expect, it } from 'vitest';

import type { HttpRequest } from '../../src/http.ts';
import { readLambdaPayload } from '../../src/mapping/lambda-payload.ts';
import { mapRequest } from '../../src/mapping/map-request.ts';
import { isRefusal } from '../../src/mapping/refusal.ts';
import type { MappingScope } from '../../src/mapping/request-values.ts';
import { httpRequest, mappingScope, methodOf } from './mapping-data.ts';

const template = (text: string) => ({ RequestTemplates: { 'application/json': text } });

describe('mapRequest and readLambdaPayload', () => {
  it('REQ-1 sends what the template renders', () => {
    const payload = payloadOf(
      template(`{"name": $input.json('$.name'), "stage": "$context.stage"}`),
      { body: '{"name":"Ada"}' },
    );

    expect(payload).toBe('{"name": "Ada", "stage": "v1"}');
  });

  it('REQ-1 sends the body as it is without a template', () => {
    expect(payloadOf({}, { body: '{"message":"Hello World"}' })).toBe('{"message":"Hello World"}');
    expect(payloadOf({}, { body: '[1, "é"]' })).toBe('[1, "é"]');
  });

  it('REQ-7 sends {} for no body', () => {
    expect(payloadOf({})).toBe('{}');
  });

  it('REQ-8 renders {} for the body of an empty request', () => {
    expect(payloadOf(template('{"body": $input.body}'))).toBe('{"body": {}}');
  });

  it.each(['some raw data', '{"a":', "{'a': 1}", '{a: 1}', 'a=1&b=2', '"open'])(
    'REQ-9 refuses the body %j towards Lambda with its words',
    (body) => {
      expect(mapped({}, { body })).toMatchObject({
        statusCode: 400,
        refused: 'BAD_REQUEST_BODY',
        message: expect.stringMatching(/^Could not parse request body into json: /),
        reason: expect.stringContaining('payload for Lambda is not JSON'),
      });
    },
  );

  it('REQ-9 refuses a template that renders no JSON', () => {
    expect(mapped(template('{"a": $input.params("none")}'))).toMatchObject({ statusCode: 400 });
  });

  it('refuses a body that a template cannot read as JSON', () => {
    expect(mapped(template("$input.json('$')"), { body: '{"a":' })).toMatchObject({
      statusCode: 400,
      message: expect.stringContaining('Could not parse request body into json'),
    });
  });

  it('REQ-10 refuses malformed JSON that a parameter mapping reads', () => {
    const integration = {
      RequestParameters: { 'integration.request.header.a': 'method.request.body.a' },
      RequestTemplates: { 'application/json': '{}' },
    };

    expect(mapped(integration, { body: '{"a":' })).toMatchObject({
      statusCode: 400,
      message: 'Invalid JSON in request body',
    });
    expect(mapped(integration, { body: 'plain text' })).toHaveProperty('payload', '{}');
  });

  it('REQ-11 makes U+FFFD of bytes that are no UTF-8', () => {
    const body = Uint8Array.from([0x22, 0xff, 0x22]);

    expect(payloadOf({}, { body })).toBe('"\u{FFFD}"');
  });

  it('REQ-11, REQ-12 hands a binary body to a template as base64', () => {
    const request = {
      body: Uint8Array.from([1, 2]),
      headers: [['Content-Type', 'image/png']],
    } as const;
    const integration = {
      ContentHandling: 'CONVERT_TO_TEXT',
      RequestTemplates: { 'image/png': '{"b": "$input.body"}' },
    };

    expect(payloadOf(integration, request, { binaryMediaTypes: ['image/*'] })).toBe(
      '{"b": "AQI="}',
    );
  });

  it('REQ-12, REQ-61 cannot render a template over a body that stays binary', () => {
    expect(mapped(template('{}'), {}, { binaryMediaTypes: ['*/*'] })).toMatchObject({
      statusCode: 500,
      reason: expect.stringContaining('Unable to transform request'),
    });
  });

  it('REQ-11 decodes base64 text, and fails when it is none', () => {
    const integration = { ContentHandling: 'CONVERT_TO_BINARY' };

    expect(payloadOf(integration, { body: 'eyJhIjoxfQ==' })).toBe('{"a":1}');
    expect(mapped(integration, { body: '{}' })).toMatchObject({ statusCode: 500 });
  });

  it('REQ-18, REQ-20 gives templates the last of several values, decoded', () => {
    const payload = payloadOf(
      template(`"$input.params('a') $input.params('b') $input.params('id')"`),
      {
        target: '/v1/x?a=1&a=2%203&b=c+d',
        headers: [['b', 'header']],
      },
      { pathParameters: { id: 'p/q' } },
    );

    expect(payload).toBe('"2 3 c d p/q"');
  });

  it('REQ-19, REST-27 keeps dropped headers from templates', () => {
    const headers = [
      ['Connection', 'close'],
      ['TE', 'deflate'],
      ['WWW-Authenticate', 'x'],
      ['Accept', 'a/b'],
    ] as const;

    expect(
      payloadOf(
        template(
          `"$input.params('Connection')$input.params('TE')$input.params('WWW-Authenticate')$input.params('Accept')"`,
        ),
        {
          headers,
        },
      ),
    ).toBe('"a/b"');
  });

  it.each([
    'Content-Length',
    'transfer-encoding',
    'Authorization',
    'Connection',
    'Expect',
    'Proxy-Authenticate',
    'TE',
  ])('REQ-37 breaks the call when %s is mapped', (name) => {
    const RequestParameters = { [`integration.request.header.${name}`]: "'x'" };

    expect(mapped({ RequestParameters })).toMatchObject({
      refused: 'API_CONFIGURATION_ERROR',
      statusCode: 500,
      reason: expect.stringContaining(name),
    });
  });

  it('REQ-37 lets an HTTP integration map Authorization', () => {
    const RequestParameters = { 'integration.request.header.Authorization': "'x'" };

    expect(mapped({ Type: 'HTTP', RequestParameters })).toHaveProperty('payload');
  });

  it('REQ-47, REQ-48, REQ-20 maps parameters from every source', () => {
    const sources = {
      path: 'method.request.path.id',
      query: 'method.request.querystring.q',
      queries: 'method.request.multivaluequerystring.q',
      header: 'method.request.header.X-A',
      headers: 'method.request.multivalueheader.X-A',
      body: 'method.request.body',
      inBody: 'method.request.body.a[0].b',
      variable: 'stageVariables.v',
      context: 'context.identity.sourceIp',
      literal: "'it''s'",
      missing: 'method.request.header.x-a',
      nothing: 'context.identity.user',
      odd: 'something.else',
    };
    const RequestParameters = Object.fromEntries(
      Object.entries(sources).map(([name, source]) => [
        `integration.request.header.${name}`,
        source,
      ]),
    );
    const result = mapRequest(
      methodOf({ RequestParameters }),
      httpRequest({
        target: '/v1?q=1&q=2',
        headers: [
          ['X-A', 'a'],
          ['X-A', 'b'],
        ],
        body: '{"a":[{"b":7.0}]}',
      }),
      mappingScope({ pathParameters: { id: 'i' }, stageVariables: { v: 'w' } }),
    );

    expect(isRefusal(result) ? result : Object.fromEntries(result.parameters.header)).toEqual({
      path: ['i'],
      query: ['2'],
      queries: ['1', '2'],
      header: ['b'],
      headers: ['a,b'],
      body: ['{"a":[{"b":7.0}]}'],
      inBody: ['7.0'],
      variable: ['w'],
      context: ['192.0.2.1'],
      literal: ["it''s"],
    });
  });

  it('REQ-25 puts overrides over mapped parameters after the template ran', () => {
    const result = mapRequest(
      methodOf({
        RequestParameters: {
          'integration.request.header.a': "'mapped'",
          'integration.request.querystring.q': "'mapped'",
        },
        ...template(
          '#set($context.requestOverride.header.a = "over")#set($context.requestOverride.querystring.n = "new")#set($context.requestOverride.path["p"] = "x"){}',
        ),
      }),
      httpRequest(),
      mappingScope(),
    );

    expect(isRefusal(result) ? result : result.parameters).toEqual({
      header: new Map([['a', ['over']]]),
      querystring: new Map([
        ['q', ['mapped']],
        ['n', ['new']],
      ]),
      path: new Map([['p', ['x']]]),
    });
  });

  it('REQ-27 answers 500 when a parameter is overridden twice', () => {
    const set = '#set($context.requestOverride.header.a = "1")';

    expect(mapped(template(`${set}${set}{}`))).toMatchObject({ statusCode: 500 });
  });

  it.each([
    ["'Event'", 'Event'],
    ['method.request.header.X-Type', 'RequestResponse'],
  ])('REQ-51 invokes asynchronously by a mapped header %s', (source, invocationType) => {
    const RequestParameters = { 'integration.request.header.X-Amz-Invocation-Type': source };

    expect(mapped({ RequestParameters })).toEqual({ payload: '{}', invocationType });
  });

  it('GW-28 refuses a payload above the limit of Lambda', () => {
    expect(mapped({}, { body: jsonText(6_291_556) })).toHaveProperty('payload');
    expect(mapped({}, { body: jsonText(6_291_557) })).toMatchObject({
      refused: 'REQUEST_TOO_LARGE',
      statusCode: 413,
      message: 'Request Too Long',
    });
  });

  it('GW-26 answers 500 for a template without end', () => {
    expect(mapped(template('#macro(m)#m()#end#m()'))).toMatchObject({
      statusCode: 500,
      message: 'Internal server error',
      reason: expect.stringContaining('Unable to transform request: request template: nested'),
    });
  });
});

function jsonText(bytes: number): string {
  return `"${'x'.repeat(bytes - 2)}"`;
}

type Sent = Partial<Omit<HttpRequest, 'body'>> & { body?: string | Uint8Array };

function mapped(integration: object, request: Sent = {}, scope: Partial<MappingScope> = {}) {
  const result = mapRequest(methodOf(integration), httpRequest(request), mappingScope(scope));
  return isRefusal(result) ? result : readLambdaPayload(result);
}

function payloadOf(integration: object, request: Sent = {}, scope: Partial<MappingScope> = {}) {
  const result = mapped(integration, request, scope);
  return isRefusal(result) ? result : result.payload;
}
