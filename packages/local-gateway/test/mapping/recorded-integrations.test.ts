import { expect, it } from 'vitest';

import type { HttpRequest } from '../../src/http.ts';
import { buildHttpProxyRequest } from '../../src/mapping/http-request.ts';
import { mapBackendResponse } from '../../src/mapping/http-response.ts';
import { readLambdaPayload } from '../../src/mapping/lambda-payload.ts';
import { mapRequest } from '../../src/mapping/map-request.ts';
import { mapLambdaResult } from '../../src/mapping/map-response.ts';
import { answerMock } from '../../src/mapping/mock.ts';
import { isRefusal, type Refusal } from '../../src/mapping/refusal.ts';
import { describeRecorded, recordedCase } from '../contract.ts';
import { httpRequest, mappingScope, methodOf, textOf } from './mapping-data.ts';

type Sent = Partial<Omit<HttpRequest, 'body'>> & { body?: string };

const json = (template: string) => ({ 'application/json': template });

describeRecorded('AWS integrations, as recorded on AWS', (folder) => {
  const file = 'recorded/localstack/rest-nonproxy-lambda.json';
  const returned = (id: string) => Object(recordedCase(folder, file, id).awsReturned);

  it('REQ-1 hands the body to the function without a template', () => {
    const { message } = returned('test_lambda_aws_integration')['lambda-aws-integration'];

    expect(echo({}, { body: JSON.stringify({ message }) })).toEqual({ message });
  });

  it.each(['1', '2'])('REQ-18 reads a query parameter in the template [%s]', (which) => {
    const expected = returned('test_lambda_aws_integration_with_request_template')[
      `lambda-aws-integration-${which}`
    ];
    const target = `/api/test?param1=foobar${which === '2' ? '&Signature=1' : ''}`;

    expect(
      echo(
        { RequestTemplates: json(`{"param1":"$input.params('param1')"}`) },
        { method: 'GET', target },
      ),
    ).toEqual(expected);
  });

  it.each([
    ['test_invoke_method_response', ''],
    ['test_invoke_method_response_with_body', '{"test": "val123"}'],
  ])('REQ-7, REQ-42 gives {} for no body and does not read an envelope: %s', (key, sent) => {
    const { body, status } = Object(
      recordedCase(
        folder,
        'recorded/localstack/rest-test-invoke.json',
        'TestAPIGateway::test_apigw_test_invoke_method_api',
      ).awsReturned?.[key],
    );
    const result = invoke({}, { body: sent }, (payload) =>
      JSON.stringify({
        statusCode: 200,
        body: JSON.stringify(
          `response from localstack lambda: ${JSON.stringify(JSON.parse(payload))}`,
        ),
        isBase64Encoded: false,
        headers: {},
      }),
    );

    expect(result).toMatchObject({ statusCode: status });
    expect(JSON.parse(result.text ?? '')).toEqual(body);
  });
});

describeRecorded(
  'templates on both sides of an HTTP backend, as recorded on AWS (REQ-8, REQ-17, REQ-21)',
  (folder) => {
    const returned = Object(
      recordedCase(
        folder,
        'recorded/localstack/rest-vtl.json',
        'TestApiGatewayCommon::test_input_body_formatting',
      ).awsReturned,
    );
    const body = '$input.body';
    const text = 'Action=SendMessage&MessageBody=$input.body';
    const encoded =
      'EncodedBody=$util.urlEncode($input.body)&EncodedBodyAccess=$util.urlEncode($input.body.testAccess)';
    const routes = [
      ['raw-body', body, body],
      ['str-body-input', text, body],
      ['str-body-output', body, text],
      ['str-body-all', text, text],
      ['url-encode', encoded, body],
    ] as const;
    const bodies = [
      ['empty-body', ''],
      ['json-body', '{"some": "value"}'],
      ['str-body', 'some raw data'],
    ] as const;

    it.each(routes.flatMap((route) => bodies.map((sent) => [...route, ...sent] as const)))(
      '%s: %s to %s, %s',
      (route, requestTemplate, responseTemplate, key, sent) => {
        const method = methodOf({
          Type: 'HTTP',
          RequestTemplates: json(requestTemplate),
          IntegrationResponses: [{ StatusCode: '200', ResponseTemplates: json(responseTemplate) }],
        });
        const mapped = mapRequest(method, httpRequest({ body: sent }), mappingScope());
        if (isRefusal(mapped)) throw new Error(mapped.reason);
        const answered = mapBackendResponse(method, mapped, {
          statusCode: 200,
          headers: [],
          body: Buffer.from(mapped.body),
        });

        const recorded: string = returned[`response-${route}`][key];
        expect(`b'${'body' in answered ? textOf(answered.body) : answered.reason}'`).toBe(recorded);
      },
    );

    it.each(bodies)('body-attr-access: nothing below $input.body of %s', (_, sent) => {
      const mapped = mapRequest(
        methodOf({ Type: 'HTTP', RequestTemplates: json('[$input.body.testAccess]') }),
        httpRequest({ body: sent }),
        mappingScope(),
      );

      expect(mapped).toHaveProperty('body', '[]');
    });
  },
);

describeRecorded('MOCK integrations, as AWS stores them', (folder) => {
  it.each(['product', 'product/{product_id}'])('answers the preflight of %s', (path) => {
    const returned = recordedCase(
      folder,
      'recorded/localstack/rest-mock-cors-import.json',
      'TestApiGatewayImportRestApi::test_import_and_validate_rest_api',
    ).awsReturned;
    const { methodIntegration, methodResponses } = Object(returned?.[`method-${path}-options`]);
    const stored = methodIntegration.integrationResponses['200'];

    const answer = answerMock(
      methodOf(
        {
          Type: methodIntegration.type,
          RequestTemplates: methodIntegration.requestTemplates,
          IntegrationResponses: [
            {
              StatusCode: '200',
              ResponseParameters: stored.responseParameters,
              ResponseTemplates: json('{}'),
            },
          ],
        },
        { MethodResponses: Object.keys(methodResponses).map((StatusCode) => ({ StatusCode })) },
      ),
      httpRequest({ method: 'OPTIONS' }),
      mappingScope(),
    );

    expect(answer).toMatchObject({
      statusCode: 200,
      headers: [
        ['Content-Type', 'application/json'],
        ['Access-Control-Allow-Headers', 'Content-Type'],
        ['Access-Control-Allow-Methods', 'OPTIONS,POST,GET'],
        ['Access-Control-Allow-Origin', 'http://localhost:8080'],
      ],
      body: Buffer.from('{}'),
    });
  });

  it('REQ-58 accepts the template that is no JSON', () => {
    const { integration } = Object(
      recordedCase(
        folder,
        'recorded/localstack/rest-vtl.json',
        'test_integration_mock_with_path_param',
      ).awsReturned,
    );
    const answer = answerMock(
      methodOf({
        Type: integration.type,
        RequestTemplates: integration.requestTemplates,
        RequestParameters: integration.requestParameters,
        PassthroughBehavior: integration.passthroughBehavior,
      }),
      httpRequest({ method: 'GET' }),
      mappingScope({ pathParameters: { testPath: 'test-path' } }),
    );

    expect(answer).toMatchObject({ statusCode: 200, body: Buffer.from('') });
  });
});

describeRecorded('an undefined stage variable, as recorded on AWS (REQ-52)', (folder) => {
  it('fails with the words of the execution log', () => {
    const { log, status } = Object(
      recordedCase(
        folder,
        'recorded/localstack/rest-test-invoke.json',
        'TestApigatewayTestInvoke::test_failed_invoke_test_method',
      ).awsReturned?.['test-invoke-failure'],
    );
    const sent = buildHttpProxyRequest(
      methodOf({ Type: 'HTTP_PROXY', Uri: 'http://${stageVariables.url}' }),
      httpRequest(),
      mappingScope(),
      'Root=1',
    );

    expect(sent).toMatchObject({
      statusCode: status,
      reason: expect.stringContaining('Invalid endpoint address'),
    });
    expect(log.line07).toContain('Invalid endpoint address');
  });
});

function echo(integration: object, sent: Sent): unknown {
  return JSON.parse(invoke(integration, sent, (payload) => payload).text ?? '');
}

function invoke(integration: object, sent: Sent, handler: (payload: string) => string) {
  const method = methodOf(integration);
  const mapped = mapRequest(method, httpRequest(sent), mappingScope());
  if (isRefusal(mapped)) return refused(mapped);
  const input = readLambdaPayload(mapped);
  if (isRefusal(input)) return refused(input);
  const answer = mapLambdaResult(method, mapped, {
    payload: handler(input.payload),
    requestId: 'r',
  });
  return isRefusal(answer) ? refused(answer) : { ...answer, text: textOf(answer.body) };
}

function refused(refusal: Refusal) {
  return { ...refusal, text: undefined };
}
