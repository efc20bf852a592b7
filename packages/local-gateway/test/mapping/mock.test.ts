import { describe, expect, it } from 'vitest';

import type { HttpRequest } from '../../src/http.ts';
import { answerMock } from '../../src/mapping/mock.ts';
import { isRefusal } from '../../src/mapping/refusal.ts';
import type { MappingScope } from '../../src/mapping/request-values.ts';
import { describeRecorded, recordedCase } from '../contract.ts';
import { httpRequest, mappingScope, methodOf, textOf } from './mapping-data.ts';

const json = (template: string) => ({ 'application/json': template });
const preflight = {
  RequestTemplates: json('{ statusCode: 200 }'),
  IntegrationResponses: [
    {
      StatusCode: '204',
      ResponseParameters: {
        'method.response.header.Access-Control-Allow-Origin': "'*'",
        'method.response.header.Access-Control-Allow-Methods': "'OPTIONS,POST'",
      },
    },
  ],
};
const preflightMethod = { MethodResponses: [{ StatusCode: '204' }] };

describe('answerMock', () => {
  it.each([
    '{"statusCode": 200}',
    '{statusCode: 200}',
    '{"statusCode": 200,}',
    "{'statusCode': 200}",
    '#set($x = 200){"statusCode": $x}',
  ])('REQ-58 reads the status of %s', (template) => {
    expect(mock({ RequestTemplates: json(template) })).toMatchObject({ statusCode: 200, body: '' });
  });

  it.each([
    '{"statusCode": "200"}',
    '{"statusCode": 200.5}',
    '{"statusCode: 200}',
    '{}',
    '[200]',
    '200',
    'text',
    '',
  ])('REQ-58 refuses %j', (template) => {
    expect(mock({ RequestTemplates: json(template) })).toMatchObject({
      refused: 'API_CONFIGURATION_ERROR',
      statusCode: 500,
      reason: expect.stringContaining('expected an object with an integer statusCode'),
    });
  });

  it('answers the preflight that CDK builds', () => {
    expect(mock(preflight, { method: 'OPTIONS' }, {}, preflightMethod)).toEqual({
      statusCode: 204,
      headers: [
        ['Content-Type', 'application/json'],
        ['Access-Control-Allow-Origin', '*'],
        ['Access-Control-Allow-Methods', 'OPTIONS,POST'],
      ],
      body: '',
    });
  });

  it('REQ-60 breaks the preflight when the request has another content type', () => {
    const headers = [['Content-Type', 'text/plain']] as const;

    expect(mock(preflight, { headers }, {}, preflightMethod)).toMatchObject({ statusCode: 500 });
  });

  it('REQ-61, CORS-6 breaks the preflight when every type is binary', () => {
    const scope = { binaryMediaTypes: ['*/*'] };

    expect(mock(preflight, {}, scope, preflightMethod)).toMatchObject({
      statusCode: 500,
      reason: expect.stringContaining('Unable to transform request'),
    });
    expect(
      mock({ ...preflight, ContentHandling: 'CONVERT_TO_TEXT' }, {}, scope, preflightMethod),
    ).toMatchObject({ statusCode: 204 });
  });

  it('REQ-59 chooses the response by the status of the template', () => {
    const integration = {
      RequestTemplates: json('{"statusCode": $input.params("status")}'),
      IntegrationResponses: [
        { StatusCode: '200' },
        { StatusCode: '404', SelectionPattern: '404', ResponseTemplates: json('{"gone": true}') },
      ],
    };
    const method = { MethodResponses: [{ StatusCode: '200' }, { StatusCode: '404' }] };

    expect(mock(integration, { target: '/?status=404' }, {}, method)).toMatchObject({
      statusCode: 404,
      body: '{"gone": true}',
    });
    expect(mock(integration, { target: '/?status=500' }, {}, method)).toMatchObject({
      statusCode: 200,
    });
  });
});

describeRecorded('answerMock, as recorded on AWS', (folder) => {
  const recorded = (id: string) =>
    Object(recordedCase(folder, 'recorded/localstack/rest-vtl.json', id).awsReturned);

  it.each(['True', 'False'])(
    'REQ-26 takes a response override of the request template [%s]',
    (which) => {
      const { body, status_code } = recorded(
        `test_integration_mock_with_response_override_in_request_template[${which}]`,
      ).response;
      const result = mock({
        RequestTemplates: json(
          '#set($context.responseOverride.status = 444)#set($context.responseOverride.header.foo = "bar")#set($context.responseOverride.custom = "is also passed around"){"statusCode": 200}',
        ),
        IntegrationResponses: [
          {
            StatusCode: '200',
            ResponseTemplates:
              which === 'True'
                ? json(
                    '{"statusOverride": "$context.responseOverride.status", "fooHeader": "$context.responseOverride.header.foo", "custom": "$context.responseOverride.custom"}',
                  )
                : {},
          },
        ],
      });

      expect(result).toMatchObject({
        statusCode: status_code,
        headers: expect.arrayContaining([['foo', 'bar']]),
      });
      const printed = result.body === '' ? "b''" : JSON.parse(result.body ?? '');
      expect(printed).toEqual(body);
    },
  );

  it.each(['path1', 'path2', 'path-else'])('REQ-26 reads a request override back: %s', (key) => {
    const { response } = recorded(
      'test_integration_mock_with_request_overrides_in_response_template',
    )[`invoke-${key}`];
    const id = Buffer.from(JSON.stringify({ message: key })).toString('base64');
    const result = mock(
      {
        RequestTemplates: json(
          '#set($body = $util.base64Decode($input.params("id")))#set($context.requestOverride.path.body = $body){"statusCode": 200}',
        ),
        IntegrationResponses: [
          {
            StatusCode: '200',
            ResponseTemplates: json(
              '#set($body = $util.parseJson($context.requestOverride.path.body))#if($body.message == "path1")path was path one#elseif($body.message == "path2")path was path two#else this is the else clause#end',
            ),
          },
        ],
      },
      {},
      { pathParameters: { id } },
    );

    expect(result.body?.trim()).toBe(response);
  });

  it('REQ-14 assigns to maps by index, put and property', () => {
    const { body } = recorded('test_integration_mock_with_vtl_map_assignation').response;
    const result = mock({
      RequestTemplates: json(
        '#set($key = "value")#set($context.requestOverride.querystring[$key] = "bar")$!context.requestOverride.querystring.put("value2", "putBar")#set($context["requestOverride"].querystring["value3"] = "nestedFoo"){"statusCode": 200}',
      ),
      IntegrationResponses: [
        {
          StatusCode: '200',
          ResponseTemplates: json(
            '{#foreach($k in ["value", "value2", "value3"])"$k": "$context.requestOverride.querystring[$k]"#if($foreach.hasNext),#end#end}',
          ),
        },
      ],
    });

    expect(JSON.parse(result.body ?? '')).toEqual(body);
  });

  it('REQ-22 prints the keys of $context and its overrides', () => {
    const { context, identity } = recorded('test_sqs_amz_json_protocol')['sqs-messages'][0].Body;
    const keys = Object.keys(context).filter((key) => !key.endsWith('Override'));
    const result = mock(
      {
        RequestTemplates: json('{"statusCode": 200}'),
        IntegrationResponses: [
          {
            StatusCode: '200',
            ResponseTemplates: json(
              '$context.keySet()$context.identity.keySet()$context.requestOverride.keySet()$context.responseOverride.keySet()',
            ),
          },
        ],
      },
      {},
      { context: { ...Object.fromEntries(keys.map((key) => [key, ''])), identity } },
    );

    expect(result.body).toBe(
      [
        [...keys, 'requestOverride', 'responseOverride'],
        Object.keys(identity),
        ['path', 'header', 'querystring'],
        ['header'],
      ]
        .map((names) => `[${names.join(', ')}]`)
        .join(''),
    );
  });

  it('reads path parameters in a response template', () => {
    const stored = Object(
      recordedCase(
        folder,
        'recorded/localstack/rest-mock-cors-import.json',
        'TestIntegrations::test_mock_integration_response[NEVER',
      ).awsReturned,
    )['mock-response'];
    const result = mock(
      {
        PassthroughBehavior: 'NEVER',
        RequestTemplates: json('{"statusCode": 200}'),
        IntegrationResponses: [
          {
            StatusCode: '200',
            ResponseTemplates: json('{"statusCode": 200, "id": $input.params().path.id}'),
          },
        ],
      },
      { headers: [['Content-Type', 'application/json']] },
      { pathParameters: { id: '42' } },
    );

    expect(JSON.parse(result.body ?? '')).toEqual(stored);
  });
});

function mock(
  integration: object,
  request: Partial<Omit<HttpRequest, 'body'>> = {},
  scope: Partial<MappingScope> = {},
  method: object = {},
) {
  const answer = answerMock(
    methodOf({ ...integration, Type: 'MOCK' }, method),
    httpRequest(request),
    mappingScope(scope),
  );
  return isRefusal(answer)
    ? { ...answer, body: undefined }
    : { ...answer, body: textOf(answer.body) };
}
