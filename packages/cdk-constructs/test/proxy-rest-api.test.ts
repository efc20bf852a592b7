import { AuthorizationType, LambdaRestApi, ResponseTransferMode } from 'aws-cdk-lib/aws-apigateway';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { User } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { ProxyRestApi, type ProxyRestApiOptions } from '../src/index.ts';
import { newHandler, newStack, propertiesOf, templateOf } from './synth.ts';

function api(
  options: ProxyRestApiOptions = {},
  more: (api: ProxyRestApi) => void = () => {},
): Template {
  return templateOf((stack) =>
    more(new ProxyRestApi(stack, 'Api', { handler: newHandler(stack), ...options })),
  );
}

/** `GET /users` and so on, of everything that is routed. */
function routes(template: Template): string[] {
  const resources = template.findResources('AWS::ApiGateway::Resource');
  const pathOf = (id: unknown): string => {
    const { PathPart, ParentId } = resources[String(id)]?.['Properties'] ?? {};
    return PathPart === undefined ? '' : `${pathOf(ParentId.Ref)}/${PathPart}`;
  };
  return Object.values(template.findResources('AWS::ApiGateway::Method'))
    .map(({ Properties }) => `${Properties.HttpMethod} ${pathOf(Properties.ResourceId.Ref) || '/'}`)
    .toSorted();
}

function grantToUser(made: ProxyRestApi): void {
  made.grantInvoke(new User(made, 'Caller'));
}

describe('ProxyRestApi', () => {
  it('REST-51: routes every path, the root too', () => {
    expect(routes(api())).toEqual(['ANY /', 'ANY /{proxy+}']);
  });

  it('routes one path when told to', () => {
    expect(routes(api({ path: '/users/{id}', method: 'GET' }))).toEqual(['GET /users/{id}']);
  });

  it('adds routes', () => {
    const template = api({ path: '/users', method: 'GET' }, (made) => {
      made.addRoute('/users', 'POST');
      made.addRoute('/files/{key+}', 'GET');
    });

    expect(routes(template)).toEqual([
      'GET /files',
      'GET /files/{key+}',
      'GET /users',
      'POST /users',
    ]);
  });

  it('CDK-01: names a route that exists already', () => {
    expect(() => api({ path: '/users' }, (made) => made.addRoute('/users', 'ANY'))).toThrow(
      'found route ANY /users twice, expected it once',
    );
  });

  it.each([
    ['/users/{id}', '/users/{name}'],
    ['/{proxy+}', '/{id}'],
    ['/users/{id}/a', '/users/{name}/b'],
  ])('CDK-01: refuses %s beside %s, of which a REST API takes one', (path, other) => {
    expect(() => api({ path }, (made) => made.addRoute(other, 'GET'))).toThrow(
      /^found paths \S+} and \S+}, expected one parameter there$/,
    );
  });

  it('takes one parameter in several routes, and text beside it', () => {
    const template = api({ path: '/users/{id}' }, (made) => {
      made.addRoute('/users/{id}/orders', 'GET');
      made.addRoute('/users/me', 'GET');
    });

    template.resourceCountIs('AWS::ApiGateway::Resource', 4);
  });

  it('CDK-04: throttles, and logs without anything a client chooses', () => {
    const template = api({ accessLogs: true });

    template.hasResourceProperties('AWS::ApiGateway::Stage', {
      MethodSettings: [
        Match.objectLike({ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200, HttpMethod: '*' }),
      ],
    });
    const { AccessLogSetting } = propertiesOf(template, 'AWS::ApiGateway::Stage');
    const format = JSON.stringify(AccessLogSetting);
    expect(format).toContain('$context.requestId');
    expect(format).not.toMatch(/\$context\.(path|identity\.userAgent|error\.message)/);
    template.resourceCountIs('AWS::Logs::LogGroup', 2);
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });

  it('never touches the account-wide role', () => {
    api({ accessLogs: true }).resourceCountIs('AWS::ApiGateway::Account', 0);
  });

  it('has one permission per method, and one more with the test button', () => {
    api({ path: '/users' }).resourceCountIs('AWS::Lambda::Permission', 1);
    api({ path: '/users', allowTestInvoke: true }).resourceCountIs('AWS::Lambda::Permission', 2);
  });

  it('STRM-2: streams when told to', () => {
    const template = api({ path: '/', responseTransferMode: ResponseTransferMode.STREAM });

    template.hasResourceProperties('AWS::ApiGateway::Method', {
      Integration: {
        ResponseTransferMode: 'STREAM',
        Uri: { 'Fn::Join': ['', Match.arrayWith(['/response-streaming-invocations'])] },
      },
    });
  });

  it('hands names, tracing, authorization and binary types on', () => {
    const template = api({
      restApiName: 'Users',
      stageName: 'live',
      tracing: true,
      authorizationType: AuthorizationType.IAM,
      binaryMediaTypes: ['*/*'],
    });

    template.hasResourceProperties('AWS::ApiGateway::RestApi', {
      Name: 'Users',
      BinaryMediaTypes: ['*/*'],
    });
    template.hasResourceProperties('AWS::ApiGateway::Stage', {
      StageName: 'live',
      TracingEnabled: true,
    });
    template.allResourcesProperties('AWS::ApiGateway::Method', { AuthorizationType: 'AWS_IAM' });
  });

  it('takes binary types that no request template is for, with proxy: false', () => {
    const binaryMediaTypes = ['image/*', 'application/pdf'];

    api({ proxy: false, binaryMediaTypes }).hasResourceProperties('AWS::ApiGateway::RestApi', {
      BinaryMediaTypes: binaryMediaTypes,
    });
    api({
      proxy: false,
      passthrough: true,
      binaryMediaTypes: ['*/*'],
    }).hasResourceProperties('AWS::ApiGateway::RestApi', { BinaryMediaTypes: ['*/*'] });
  });

  it('is named after its id by default', () => {
    api().hasResourceProperties('AWS::ApiGateway::RestApi', { Name: 'Api' });
  });

  it('grants calls to a principal, with IAM authorization only', () => {
    api({ authorizationType: AuthorizationType.IAM }, grantToUser).hasResourceProperties(
      'AWS::IAM::Policy',
      {
        PolicyDocument: {
          Statement: [Match.objectLike({ Action: 'execute-api:Invoke', Effect: 'Allow' })],
        },
      },
    );
    expect(() => api({}, grantToUser)).toThrow('found grantInvoke without AuthorizationType.IAM');
  });

  it('gives the parent of a greedy path as its URL', () => {
    const stack = newStack();
    const { url } = new ProxyRestApi(stack, 'Api', { handler: newHandler(stack), path: '/a/{b+}' });

    expect(stack.resolve(url)['Fn::Join'][1].at(-1)).toBe('/a');
  });

  it('REQ-63: changes the integration type with proxy: false, which a LambdaRestApi does not', () => {
    const typesOf = (template: Template) =>
      Object.values(template.findResources('AWS::ApiGateway::Method')).map(
        ({ Properties }) => Properties.Integration.Type as unknown,
      );
    const theirs = templateOf((stack) => {
      const made = new LambdaRestApi(stack, 'Api', { handler: newHandler(stack), proxy: false });
      made.root.addMethod('GET');
    });

    expect(typesOf(theirs)).toEqual(['AWS_PROXY']);
    expect(typesOf(api({ proxy: false, path: '/', method: 'GET' }))).toEqual(['AWS']);
  });

  it('has integration responses and headers as given, with proxy: false', () => {
    const template = api({
      path: '/',
      proxy: false,
      requestTemplates: { 'application/json': '{}' },
      integrationResponses: [
        { statusCode: '202' },
        {
          statusCode: '404',
          selectionPattern: 'no such .*',
          responseParameters: { 'method.response.header.X-Why': "'gone'" },
        },
      ],
      responseHeaders: { 'X-Mode': "'aws'" },
    });

    template.hasResourceProperties('AWS::ApiGateway::Method', {
      Integration: {
        RequestTemplates: { 'application/json': '{}' },
        IntegrationResponses: [
          {
            StatusCode: '202',
            ResponseParameters: { 'method.response.header.X-Mode': "'aws'" },
          },
          {
            StatusCode: '404',
            SelectionPattern: 'no such .*',
            ResponseParameters: {
              'method.response.header.X-Mode': "'aws'",
              'method.response.header.X-Why': "'gone'",
            },
          },
        ],
      },
      MethodResponses: [
        { StatusCode: '202', ResponseParameters: { 'method.response.header.X-Mode': true } },
        {
          StatusCode: '404',
          ResponseParameters: {
            'method.response.header.X-Mode': true,
            'method.response.header.X-Why': true,
          },
        },
      ],
    });
  });

  it.each([
    [
      'responseTransferMode with proxy: false',
      { proxy: false, responseTransferMode: ResponseTransferMode.STREAM },
    ],
    ['passthrough with proxy: true', { passthrough: true }],
    ['requestTemplates with proxy: true', { requestTemplates: {} }],
    ['integrationResponses with proxy: true', { integrationResponses: [] }],
    ['responseHeaders with proxy: true', { responseHeaders: {} }],
    [
      'requestTemplates with passthrough',
      { proxy: false, passthrough: true, requestTemplates: {} },
    ],
    ['an empty restApiName', { restApiName: ' ' }],
    ["stageName 'a/b'", { stageName: 'a/b' }],
    ["path 'users'", { path: 'users' }],
    ['throttlingRateLimit NaN', { throttlingRateLimit: Number.NaN }],
    ['throttlingBurstLimit -1', { throttlingBurstLimit: -1 }],
    ["method 'get'", { method: 'get' }],
    [
      'two integrationResponses for status 200',
      { proxy: false, integrationResponses: [{ statusCode: '200' }, { statusCode: '200' }] },
    ],
    [
      "allowed origin '*' with credentials",
      { cors: { allowOrigins: ['*'], allowCredentials: true } },
    ],
    ["allowed origin '*' beside others", { cors: { allowOrigins: ['*', 'https://a.example'] } }],
    ...['*/*', 'text/*', 'application/json'].map((type): [string, ProxyRestApiOptions] => [
      `${type} in binaryMediaTypes with a request template for`,
      { proxy: false, binaryMediaTypes: [type] },
    ]),
    ['no integrationResponses', { proxy: false, integrationResponses: [] }],
    [
      "status '20x' in integrationResponses",
      { proxy: false, integrationResponses: [{ statusCode: '20x' }] },
    ],
    [
      '0 integrationResponses without a selectionPattern',
      { proxy: false, integrationResponses: [{ statusCode: '200', selectionPattern: 'ok' }] },
    ],
    [
      '2 integrationResponses without a selectionPattern',
      { proxy: false, integrationResponses: [{ statusCode: '200' }, { statusCode: '500' }] },
    ],
    ['responseHeaders X-Mode: aws', { proxy: false, responseHeaders: { 'X-Mode': 'aws' } }],
    ['no allowed origin', { cors: { allowOrigins: [] } }],
    ["allowed origin 'https://a.example/'", { cors: { allowOrigins: ['https://a.example/'] } }],
    ...['https://*.a.example', 'https://*', 'https://A.example', 'null'].map(
      (origin): [string, ProxyRestApiOptions] => [
        `allowed origin '${origin}'`,
        { cors: { allowOrigins: [origin] } },
      ],
    ),
    ["allowed origin 'https://a\"b'", { cors: { allowOrigins: ['https://a"b'] } }],
    [
      'several allowed origins with integrationResponses',
      {
        proxy: false,
        integrationResponses: [{ statusCode: '200' }],
        cors: { allowOrigins: ['https://a.example', 'https://b.example'] },
      },
    ],
  ] satisfies [string, ProxyRestApiOptions][])('CDK-02: refuses %s', (what, options) => {
    expect(() => api(options)).toThrow(`found ${what}`);
  });

  it('refuses a text in place of a boolean, as `--context proxy=false` gives', () => {
    const options: { proxy?: boolean } = JSON.parse('{"proxy":"false"}');

    expect(() => api(options)).toThrow("found proxy 'false', expected true or false");
  });

  it('refuses CORS twice', () => {
    const cors = { allowOrigins: ['*'] };

    expect(() => api({ cors }, (made) => made.addCors(cors))).toThrow('found a second addCors');
  });
});
