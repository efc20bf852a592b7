import { buildEvent, type FrontDoorName, frontDoors } from '@org/local-gateway/testing';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';

/** A REST API proxy event with every key (REST-1, REST-8, REST-10); override what the test is about. */
export function restApiEvent(overrides: Partial<APIGatewayProxyEvent> = {}): APIGatewayProxyEvent {
  return {
    resource: '/hello',
    path: '/hello',
    httpMethod: 'POST',
    headers: { 'Content-Type': 'application/json', Host: 'abc.execute-api.test' },
    multiValueHeaders: { 'Content-Type': ['application/json'], Host: ['abc.execute-api.test'] },
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      resourceId: 'a1b2c3',
      resourcePath: '/hello',
      httpMethod: 'POST',
      extendedRequestId: 'IXpuDGp5oAMEVjw=',
      requestTime: '22/Nov/2026:10:00:00 +0000',
      path: '/v1/hello',
      accountId: '123456789012',
      protocol: 'HTTP/1.1',
      stage: 'v1',
      domainPrefix: 'abc',
      requestTimeEpoch: 1_795_341_600_000,
      requestId: '1f6d9b3a-0000-4000-8000-000000000000',
      identity: {
        cognitoIdentityPoolId: null,
        accountId: null,
        cognitoIdentityId: null,
        caller: null,
        sourceIp: '203.0.113.7',
        principalOrgId: null,
        accessKey: null,
        cognitoAuthenticationType: null,
        cognitoAuthenticationProvider: null,
        userArn: null,
        userAgent: 'test',
        user: null,
      },
      domainName: 'abc.execute-api.test',
      apiId: 'abc',
      deploymentId: 'd4e5f6',
      // Without an authorizer the key is absent (REST-9), which the published types do not know.
    } as unknown as APIGatewayProxyEvent['requestContext'],
    body: '{"message":"Hello World"}',
    isBase64Encoded: false,
    ...overrides,
  };
}

/** Every front door, with the envelope of the non-proxy integration. */
export { frontDoors };

/** The front doors that HTTP requests come through. */
export const httpFrontDoors: readonly FrontDoorName[] = frontDoors.filter(
  (name) => name !== 'websocket',
);

/** What an event of {@link frontDoorEvent} is built from. */
export interface TestRequest {
  readonly method?: string;
  readonly target?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** The event of a request through a front door; override what the test is about. */
export function frontDoorEvent(
  frontDoor: FrontDoorName,
  {
    method = 'POST',
    target = '/hello?name=Ada',
    headers = json,
    body = greeting,
  }: TestRequest = {},
  overrides: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const lines = Object.entries({ host: 'api.test', ...headers });
  const request = { method, target, headers: lines, body: Buffer.from(body) };
  return { ...(buildEvent(frontDoor, request, { envelope: true }) as object), ...overrides };
}

const json = { 'content-type': 'application/json' };
const greeting = '{"message":"Hello World"}';

/** The same data, which nobody can change any more. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}

/** A Lambda context; `remaining` is the time left in milliseconds. */
export function lambdaContext(remaining = 30_000): Context {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: 'hello',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:hello',
    memoryLimitInMB: '128',
    awsRequestId: '6b2f1c6e-0000-4000-8000-000000000000',
    logGroupName: '/aws/lambda/hello',
    logStreamName: '2026/11/22/[$LATEST]0',
    getRemainingTimeInMillis: () => remaining,
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}
