import { isJsonObject, type JsonObject } from '../front-doors/json.ts';
import { matchTemplate } from '../front-doors/path-template.ts';
import { parseJson } from '../front-doors/payload.ts';
import { splitTarget } from '../front-doors/request-target.ts';
import type { RestIdentity } from '../front-doors/rest-api/route.ts';
import type { HeaderLine, HttpRequest } from '../http.ts';
import type { RestApi, RestMethod, RestResource } from '../model/rest-api.ts';
import type { RoutedRequest } from './route-rest-request.ts';
import type { TestInvocation } from './test-invocation.ts';

/** The request of a test: a path that does not fit the resource is taken, too (REST-68). */
export function toTestRequest(
  { httpMethod, pathWithQueryString, headers = {}, body = '' }: TestInvocation,
  { path }: RestResource,
): HttpRequest {
  return {
    method: httpMethod,
    target:
      pathWithQueryString === undefined || pathWithQueryString === '' ? path : pathWithQueryString,
    // REST-71.
    headers: Object.entries(headers).map(([name, value]): HeaderLine => [
      name,
      name.toLowerCase() === 'content-type' ? 'application/json' : value,
    ]),
    body: Buffer.from(body),
  };
}

/** The method of a test, as if it had been routed to: parameters that the path does not have are left out (REST-68). */
export function toTestRoute(
  api: RestApi,
  resource: RestResource,
  method: RestMethod,
  request: HttpRequest,
  { stageVariables = {} }: TestInvocation,
): RoutedRequest {
  const { path } = splitTarget(request.target);
  const segments = path === '/' ? [] : path.slice(1).split('/');
  const parameters = matchTemplate(resource.path, segments)?.parameters ?? [];
  return {
    api,
    method,
    isTest: true,
    path,
    stage: { name: testStage, deploymentId: '', variables: stageVariables, throttles: [] },
    route: {
      apiId: api.id,
      accountId: api.accountId,
      stage: testStage,
      stageVariables,
      resourceId: resource.id,
      resourcePath: resource.path,
      httpMethod: method.httpMethod,
      ...(parameters.length > 0 && { pathParameters: Object.fromEntries(parameters) }),
      deploymentId: '',
      domainName: 'testPrefix.testDomainName',
      // The path of the context has no stage.
      basePath: '',
      endpointType: 'REGIONAL',
      binaryMediaTypes: api.binaryMediaTypes,
      identity: testIdentity(api.accountId),
      ...(method.operationName !== undefined && { operationName: method.operationName }),
    },
  };
}

const testStage = 'test-invoke-stage';

/** REST-67: the console's user, who is nobody here. */
const testIdentity = (accountId: string): Partial<RestIdentity> => ({
  apiKey: 'test-invoke-api-key',
  apiKeyId: 'test-invoke-api-key-id',
  accountId,
  caller: 'test-invoke-caller',
  user: 'test-invoke-caller',
  userArn: `arn:aws:iam::${accountId}:user/test-invoke`,
  accessKey: 'test-invoke-access-key',
});

/** The payload of a test: a proxy event has the headers of the test alone, and no deployment (REST-4, REST-67). */
export function testPayload(
  payload: string,
  { settings }: RestMethod,
  { headers = {} }: TestInvocation,
): string {
  const event = settings.Integration.Type === 'AWS_PROXY' ? parseJson(payload) : undefined;
  if (!isJsonObject(event)) return payload;
  const { deploymentId: _, ...requestContext } = objectOf(event['requestContext']);
  const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const own = (map: unknown) =>
    names.size === 0
      ? null
      : Object.fromEntries(
          Object.entries(objectOf(map)).filter(([name]) => names.has(name.toLowerCase())),
        );
  return JSON.stringify({
    ...event,
    headers: own(event['headers']),
    multiValueHeaders: own(event['multiValueHeaders']),
    requestContext,
  });
}

function objectOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
