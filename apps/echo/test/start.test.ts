import { beforeAll, describe, expect, it } from 'vitest';

import { runOk } from './run-command.ts';

interface Answers {
  readonly apis: readonly {
    readonly name: string;
    readonly integrationType: string;
    readonly url: string;
    readonly request: { readonly method: string; readonly body: string };
    readonly response: {
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    };
  }[];
}

/** REST-1, in its order. */
const eventKeys = [
  'resource',
  'path',
  'httpMethod',
  'headers',
  'multiValueHeaders',
  'queryStringParameters',
  'multiValueQueryStringParameters',
  'pathParameters',
  'stageVariables',
  'requestContext',
  'body',
  'isBase64Encoded',
];

/** REST-8, in its order. */
const requestContextKeys = [
  'resourceId',
  'resourcePath',
  'httpMethod',
  'extendedRequestId',
  'requestTime',
  'path',
  'accountId',
  'protocol',
  'stage',
  'domainPrefix',
  'requestTimeEpoch',
  'requestId',
  'identity',
  'domainName',
  'deploymentId',
  'apiId',
];

/** REST-10, in its order. */
const identityKeys = [
  'cognitoIdentityPoolId',
  'accountId',
  'cognitoIdentityId',
  'caller',
  'sourceIp',
  'principalOrgId',
  'accessKey',
  'cognitoAuthenticationType',
  'cognitoAuthenticationProvider',
  'userArn',
  'userAgent',
  'user',
];

describe('npx pnpm start --once --json', () => {
  let apis: Answers['apis'];

  beforeAll(async () => {
    const { stdout } = await runOk('npx', ['pnpm', 'start', '--once', '--json', '--port', '0']);
    const answers: Answers = JSON.parse(stdout);
    apis = answers.apis;
  });

  it('invokes both Echo APIs, each with its integration type', () => {
    expect(apis.map(({ integrationType }) => integrationType)).toEqual(['AWS', 'AWS_PROXY']);
    for (const { request } of apis) {
      expect(request).toMatchObject({ method: 'POST', body: '{"message":"Hello World"}' });
    }
  });

  it('shows that aws returns the payload as it came (REQ-1, REQ-41)', () => {
    expect(apis[0]?.response).toMatchObject({ status: 200, body: '{"message":"Hello World"}' });
  });

  it('shows that aws_proxy returns the whole event, every key in order (REST-1, REST-8, REST-10)', () => {
    const event = JSON.parse(apis[1]?.response.body ?? '');

    expect(Object.keys(event)).toEqual(eventKeys);
    expect(Object.keys(event.requestContext)).toEqual(requestContextKeys);
    expect(Object.keys(event.requestContext.identity)).toEqual(identityKeys);
  });

  it('says null where there is nothing (REST-3)', () => {
    const event = JSON.parse(apis[1]?.response.body ?? '');

    expect(event).toMatchObject({
      resource: '/hello',
      path: '/hello',
      httpMethod: 'POST',
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      stageVariables: null,
      requestContext: { path: '/v1/hello', stage: 'v1', protocol: 'HTTP/1.1' },
      body: '{"message":"Hello World"}',
      isBase64Encoded: false,
    });
  });

  it('carries the headers that a REST API always adds (RESP-16, RESP-17)', () => {
    for (const { response } of apis) {
      expect(response.headers).toMatchObject({
        'content-type': 'application/json',
        'x-amzn-requestid': expect.stringMatching(/^[\da-f-]{36}$/),
        'x-amz-apigw-id': expect.stringMatching(/=$/),
        'x-amzn-trace-id': expect.stringContaining('Root=1-'),
      });
    }
  });
});
