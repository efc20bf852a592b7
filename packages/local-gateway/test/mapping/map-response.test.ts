import { describe, expect, it } from 'vitest';

import type { FrontDoorResponse, HttpRequest } from '../../src/http.ts';
import { mapRequest } from '../../src/mapping/map-request.ts';
import {
  mapAcceptedEvent,
  mapLambdaResult,
  mapResponse,
  type IntegrationAnswer,
} from '../../src/mapping/map-response.ts';
import { isRefusal, type Refusal } from '../../src/mapping/refusal.ts';
import type { MappingScope } from '../../src/mapping/request-values.ts';
import { describeRecorded, recordedCase } from '../contract.ts';
import { httpRequest, mappingScope, methodOf, textOf } from './mapping-data.ts';

const png = Uint8Array.from([0x89, 0x50]);

describe('mapLambdaResult', () => {
  it.each([
    ['{"a":1}', '{"a":1}'],
    ['"Pass"', '"Pass"'],
    ['null', 'null'],
  ])('REQ-41 passes the payload %s as JSON text', (payload, body) => {
    expect(lambda({}, payload)).toMatchObject({ statusCode: 200, body });
  });

  it('REQ-42 does not read an envelope', () => {
    const envelope = '{"statusCode":404,"body":"x","headers":{"X-A":"b"}}';

    expect(lambda({}, envelope)).toEqual({
      statusCode: 200,
      headers: [['Content-Type', 'application/json']],
      body: envelope,
    });
  });

  it('REQ-31, REQ-38 maps an error by its message, with the error object as body', () => {
    const error = '{"errorType":"Error","errorMessage":"not found: x","trace":[]}';
    const IntegrationResponses = [
      { StatusCode: '200' },
      { StatusCode: '404', SelectionPattern: 'not found.*' },
    ];
    const method = { MethodResponses: [{ StatusCode: '200' }, { StatusCode: '404' }] };

    expect(lambda({ IntegrationResponses }, error, { functionError: true, method })).toMatchObject({
      statusCode: 404,
      body: error,
    });
  });

  it('REQ-39 reads a structured error in the template', () => {
    const errorMessage = JSON.stringify({ code: 409, text: 'taken' });
    const template = `#set($e = $util.parseJson($input.path('$.errorMessage')))#set($context.responseOverride.status = $e.code){"error": "$e.text"}`;

    expect(
      lambda(
        response({ ResponseTemplates: { 'application/json': template } }),
        JSON.stringify({ errorMessage }),
        {
          functionError: true,
        },
      ),
    ).toMatchObject({ statusCode: 409, body: '{"error": "taken"}' });
  });

  it('REQ-43, REQ-44 maps headers from every source', () => {
    const sources = {
      'X-Type': 'integration.response.header.Content-Type',
      'X-Types': 'integration.response.multivalueheader.content-type',
      'X-Body': 'integration.response.body',
      'X-Part': 'integration.response.body.a[1]',
      'X-Variable': 'stageVariables.v',
      'X-Context': 'context.stage',
      'X-Literal': "'*'",
      'X-Missing': 'integration.response.header.nope',
      'Content-Type': "'text/html'",
    };
    const ResponseParameters = Object.fromEntries(
      Object.entries(sources).map(([name, source]) => [`method.response.header.${name}`, source]),
    );

    expect(
      lambda(response({ ResponseParameters }), '{"a":["x","y"]}', {
        scope: { stageVariables: { v: 'w' } },
      }),
    ).toMatchObject({
      headers: [
        ['Content-Type', 'text/html'],
        ['X-Type', 'application/json'],
        ['X-Types', 'application/json'],
        ['X-Body', '{"a":["x","y"]}'],
        ['X-Part', 'y'],
        ['X-Variable', 'w'],
        ['X-Context', 'v1'],
        ['X-Literal', '*'],
      ],
    });
  });

  it('never sends a line break in a header', () => {
    const ResponseParameters = { 'method.response.header.X-A': 'integration.response.body.a' };

    expect(lambda(response({ ResponseParameters }), '{"a":"x\\r\\nSet-Cookie: y"}')).toMatchObject({
      headers: [
        ['Content-Type', 'application/json'],
        ['X-A', 'x Set-Cookie: y'],
      ],
    });
  });

  it.each([
    ['X A', 'x', 'is no HTTP token'],
    ['X-A', '\u65e5', 'expected one line of Latin-1'],
  ])('answers 500 for a header that cannot be sent: %s', (name, value, reason) => {
    const ResponseParameters = { [`method.response.header.${name}`]: `'${value}'` };

    expect(lambda(response({ ResponseParameters }), '{}')).toMatchObject({
      statusCode: 500,
      reason: expect.stringContaining(reason),
    });
  });

  it.each([
    ['text/xml', 'X'],
    ['text/xml;q=0.1, application/json', 'X'],
    ['application/json', 'J'],
    [undefined, 'J'],
    ['image/png', 'J'],
  ])('REQ-40 chooses the response template for Accept %o', (accept, body) => {
    const ResponseTemplates = { 'text/xml': 'X', 'application/json': 'J' };

    expect(lambda(response({ ResponseTemplates }), '{}', { accept })).toMatchObject({ body });
  });

  it('REQ-40 takes the first template when none fits, and passes the body for an empty one', () => {
    expect(
      lambda(response({ ResponseTemplates: { 'text/xml': 'X', 'text/csv': 'C' } }), '{}'),
    ).toMatchObject({ body: 'X' });
    expect(
      lambda(response({ ResponseTemplates: { 'application/json': '' } }), '{"a":1}'),
    ).toMatchObject({ body: '{"a":1}' });
  });

  it('REQ-25 lets a template override status and headers', () => {
    const template =
      '#set($context.responseOverride.status = 202)#set($context.responseOverride.header.X-A = "over")#set($context.responseOverride.header.Date = "d")$input.body';
    const settings = response({
      ResponseTemplates: { 'application/json': template },
      ResponseParameters: { 'method.response.header.x-a': "'mapped'" },
    });

    expect(lambda(settings, '{}')).toEqual({
      statusCode: 202,
      headers: [
        ['Content-Type', 'application/json'],
        ['X-A', 'over'],
        ['x-amzn-Remapped-Date', 'd'],
      ],
      body: '{}',
    });
  });

  it.each(['"444"', '99', '600', '200.5', '"x"', '[]'])(
    'REQ-65 ignores the status override %s',
    (status) => {
      const template = `#set($context.responseOverride.status = ${status})`;

      expect(
        lambda(response({ ResponseTemplates: { 'application/json': template } }), '{}'),
      ).toMatchObject({ statusCode: 200 });
    },
  );

  it.each(['100', '199'])(
    'REQ-65 answers 500 to the status %s, after which another response would have to come',
    (status) => {
      const template = `#set($context.responseOverride.status = ${status})`;
      const reason = `mapped status is ${status}, expected 200 to 599`;

      expect(
        lambda(response({ ResponseTemplates: { 'application/json': template } }), '{}'),
      ).toMatchObject({ statusCode: 500, reason });
    },
  );

  it('answers 500 when the response template cannot be rendered', () => {
    expect(
      lambda(response({ ResponseTemplates: { 'application/json': '#if($x' } }), '{}'),
    ).toMatchObject({
      statusCode: 500,
      reason: expect.stringContaining('Unable to transform response'),
    });
  });

  it('REQ-33, REQ-62 answers 500 without integration responses', () => {
    expect(lambda({ IntegrationResponses: [] }, '{}')).toMatchObject({
      refused: 'API_CONFIGURATION_ERROR',
      statusCode: 500,
    });
  });
});

describe('mapAcceptedEvent', () => {
  it('REQ-51 answers the default response with an empty body', () => {
    const method = methodOf();
    const mapped = mapRequest(method, httpRequest(), mappingScope());

    expect(isRefusal(mapped) ? mapped : texted(mapAcceptedEvent(method, mapped))).toEqual({
      statusCode: 200,
      headers: [['Content-Type', 'application/json']],
      body: '',
    });
  });
});

describe('mapResponse', () => {
  const base64 = 'iVA=';
  const text = 'text';

  it.each([
    // text from the backend
    [undefined, 'text/plain', 'text/plain', base64, base64],
    ['CONVERT_TO_TEXT', 'text/plain', 'text/plain', base64, base64],
    ['CONVERT_TO_BINARY', 'text/plain', 'text/plain', base64, png],
    [undefined, 'image/png', 'text/plain', base64, png],
    ['CONVERT_TO_BINARY', 'image/png', 'text/plain', base64, png],
    ['CONVERT_TO_TEXT', 'image/png', 'text/plain', base64, base64],
    [undefined, 'image/png', 'text/plain', '{}', 500],
    ['CONVERT_TO_BINARY', 'text/plain', 'text/plain', '{}', 500],
    [undefined, 'text/plain, image/png', 'text/plain', text, text],
    [undefined, undefined, undefined, text, text],
    ['CONVERT_TO_BINARY', 'text/plain', 'application/json', `"${base64}"`, png],
    // bytes from the backend
    [undefined, 'text/plain', 'image/png', png, base64],
    ['CONVERT_TO_BINARY', 'text/plain', 'image/png', png, png],
    ['CONVERT_TO_TEXT', 'text/plain', 'image/png', png, base64],
    [undefined, 'image/png', 'image/png', png, png],
    ['CONVERT_TO_BINARY', 'image/png', 'image/png', png, png],
    ['CONVERT_TO_TEXT', 'image/png', 'image/png', png, base64],
  ])(
    'REQ-46 contentHandling %s, Accept %s, backend %s',
    (ContentHandling, accept, contentType, body, expected) => {
      const settings = response(ContentHandling === undefined ? {} : { ContentHandling });
      const answered = answer(settings, {
        accept,
        scope: { binaryMediaTypes: ['image/png'] },
        answered: {
          outcome: { kind: 'http', statusCode: 200 },
          headers: contentType === undefined ? [] : [['Content-Type', contentType]],
          body,
        },
      });

      expect(isRefusal(answered) ? answered.statusCode : Buffer.from(answered.body)).toEqual(
        typeof expected === 'number' ? expected : Buffer.from(expected),
      );
    },
  );
});

describeRecorded('mapLambdaResult, as recorded on AWS', (folder) => {
  it('REQ-45, RESP-22, RESP-24 remaps and drops mapped headers', () => {
    const recorded = recordedCase(
      folder,
      'recorded/localstack/rest-header-remapping.json',
      'TestApiGatewayHeaderRemapping::test_apigateway_header_remapping_aws[AWS]',
    ).awsReturned;
    const full = Object(recorded?.['full-integration']);
    const sent = Object.keys(full.body);
    const ResponseParameters = Object.fromEntries(
      sent.map((name) => [`method.response.header.${name}`, `'response_param_${name}'`]),
    );

    const result = lambda(response({ ResponseParameters }), '{}');

    const ofTheFrontDoor = [
      'Connection',
      'Content-Length',
      'Date',
      'X-Amzn-Trace-Id',
      'x-amz-apigw-id',
      'x-amzn-RequestId',
    ];
    const expected = Object.entries<string>(full['response-headers'])
      .filter(([name]) => !ofTheFrontDoor.includes(name))
      .map(([name]) => [name, `response_param_${name.replace('x-amzn-Remapped-', '')}`]);
    expect(Object.fromEntries('headers' in result ? result.headers : [])).toEqual(
      Object.fromEntries(expected),
    );
    expect(expected).toHaveLength(26);
  });

  it('REQ-19 keeps dropped headers from a template that prints them all', () => {
    const recorded = recordedCase(
      folder,
      'recorded/localstack/rest-header-remapping.json',
      'TestApiGatewayHeaderRemapping::test_apigateway_header_remapping_aws[AWS]',
    ).awsReturned;
    const seen: Record<string, string> = Object(recorded?.['full-integration']).body;
    const names = Object.keys(seen);
    const template = `{${names.map((name) => `"${name}": "$input.params('${name}')"`).join(',')}}`;
    const headers = names.map(
      (name) => [name, seen[name] === '' ? 'sent' : (seen[name] ?? '')] as const,
    );

    const mapped = mapRequest(
      methodOf({ RequestTemplates: { 'application/json': template } }),
      httpRequest({ headers }),
      mappingScope(),
    );

    expect(isRefusal(mapped) ? mapped : JSON.parse(String(mapped.body))).toEqual(seen);
  });

  it('REQ-25 sets the status by the text of the payload', () => {
    const recorded = recordedCase(
      folder,
      'recorded/localstack/rest-nonproxy-lambda.json',
      'test_lambda_aws_integration_response_with_mapping_templates',
    ).awsReturned;
    const template = `#set($body = $input.json("$"))#if($body.toString().contains("customerror"))#set($context.responseOverride.status = 400)#else#set($context.responseOverride.status = 202)#end$body`;
    const settings = response({ ResponseTemplates: { 'application/json': template } });

    for (const status of [202, 400]) {
      const { body, statusCode } = Object(recorded?.[`response-template-${status}`]);
      const result = lambda(settings, JSON.stringify(body));

      expect(result).toMatchObject({ statusCode, body: JSON.stringify(body) });
    }
  });

  it('REQ-16 prints what $input.path finds', () => {
    const printed = Object(
      recordedCase(
        folder,
        'recorded/localstack/rest-vtl.json',
        'TestApiGatewayCommon::test_input_path_template_formatting',
      ).awsReturned,
    );
    const emptiness =
      '#set($value = $input.path("PATH")){"body": $value, "nested": $value.nested, "isNull": "#if( $value == $null )true#{else}false#end", "isEmptyString": "#if( $value == "" )true#{else}false#end"}';
    const cases: Record<string, [template: string, body: unknown]> = {
      'dict-response': ['$input.path("$.json")', { foo: 'bar' }],
      'json-list': ['$input.path("$.json")', [{ foo: 'bar' }]],
      'nested-dict': [path('$result.nested'), { nested: { foo: 'bar' } }],
      'nested-list': [path('$result.nested'), { nested: [{ foo: 'bar' }] }],
      'dict-in-list': [path('$result[0]'), [{ foo: 'bar' }]],
      'list-with-nested-list': [path('$result[0]'), [[{ foo: 'bar' }]]],
      'dict-with-nested-list': [path('$result'), { foo: [{ nested: 'bar' }] }],
      'bigger-dict': [path('$result'), { bigger: 'dict', to: 'test', with: 'separators' }],
      'to-string': [path('$result.toString()'), { foo: 'bar' }],
      'list-to-string': [path('$result.toString()'), { list: [{ foo: 'bar' }] }],
      'empty-body': [emptiness.replace('PATH', '$.nonExisting'), undefined],
      'nested-empty-list': [emptiness.replace('PATH', '$.json.listValue'), { listValue: [] }],
      'nested-null-list': [emptiness.replace('PATH', '$.json.listValue'), { listValue: null }],
    };

    const results = Object.entries(cases).map(([key, [template, json]]) => {
      const result = lambda(
        response({ ResponseTemplates: { 'application/json': template } }),
        JSON.stringify({ json }),
      );
      return [key, result.body];
    });

    expect(Object.fromEntries(results)).toEqual(printed);
  });
});

function path(source: string): string {
  return `#set($result = $input.path("$.json"))${source}`;
}

interface Options {
  readonly functionError?: boolean;
  readonly accept?: string | undefined;
  readonly method?: object;
  readonly scope?: Partial<MappingScope>;
  readonly answered?: IntegrationAnswer;
}

function response(settings: object): object {
  return { IntegrationResponses: [{ StatusCode: '200', ...settings }] };
}

function lambda(integration: object, payload: string, options: Options = {}) {
  const answered = answer(integration, options, payload);
  return isRefusal(answered) ? { ...answered, body: undefined } : texted(answered);
}

function answer(integration: object, options: Options, payload = ''): FrontDoorResponse | Refusal {
  const method = methodOf(integration, options.method);
  const request: HttpRequest = httpRequest({
    headers: options.accept === undefined ? [] : [['Accept', options.accept]],
  });
  const mapped = mapRequest(method, request, mappingScope(options.scope));
  if (isRefusal(mapped)) return mapped;
  if (options.answered !== undefined) return mapResponse(method, mapped, options.answered);
  return mapLambdaResult(method, mapped, {
    payload,
    requestId: 'r',
    ...(options.functionError === true ? { functionError: 'Unhandled' } : {}),
  });
}

function texted(answered: FrontDoorResponse | Refusal) {
  if (isRefusal(answered)) return { ...answered, body: undefined };
  return { ...answered, body: textOf(answered.body) };
}
