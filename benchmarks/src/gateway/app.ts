import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Name of the module with both handlers, for servers that read no templates. */
export const handlerModule = 'asset.echo/index';

/**
 * Writes a synthesized app with one REST API, stage `v1`: `POST /proxy` has type `AWS_PROXY`, `POST /aws` has type `AWS`;
 * both answer the body of the request.
 */
export function writeApp(folder: string): void {
  mkdirSync(join(folder, 'asset.echo'), { recursive: true });
  writeFileSync(join(folder, 'asset.echo', 'index.mjs'), handlers);
  write(folder, 'manifest.json', {
    version: '50.0.0',
    artifacts: {
      App: {
        type: 'aws:cloudformation:stack',
        properties: { templateFile: 'App.template.json' },
      },
    },
  });
  write(folder, 'App.assets.json', {
    version: '50.0.0',
    files: { echo: { source: { path: 'asset.echo', packaging: 'zip' }, destinations: {} } },
  });
  write(folder, 'App.template.json', {
    Resources: {
      Proxy: lambda('index.proxy'),
      Aws: lambda('index.aws'),
      Api: {
        Type: 'AWS::ApiGateway::RestApi',
        Properties: { Name: 'Bench', EndpointConfiguration: { Types: ['REGIONAL'] } },
      },
      Deployment: { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId } },
      Stage: {
        Type: 'AWS::ApiGateway::Stage',
        Properties: { RestApiId, StageName: 'v1', DeploymentId: { Ref: 'Deployment' } },
      },
      ...method('Proxy', 'proxy', {}),
      ...method('Aws', 'aws', { IntegrationResponses: [{ StatusCode: '200' }] }),
    },
  });
}

const handlers = `
export const proxy = async (event) => ({
  statusCode: 200,
  headers: { 'Content-Type': 'application/json' },
  body: event.body,
});
export const aws = async (event) => event;
`;

const RestApiId = { Ref: 'Api' };

function lambda(handler: string): object {
  return {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Code: { S3Bucket: 'assets', S3Key: 'echo.zip' },
      Handler: handler,
      Runtime: 'nodejs24.x',
    },
  };
}

/** A resource below the root with a `POST` method that calls the function. */
function method(functionId: string, path: string, more: object): Record<string, object> {
  const uri = 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/';
  const arn = { 'Fn::GetAtt': [functionId, 'Arn'] };
  return {
    [`${functionId}Resource`]: {
      Type: 'AWS::ApiGateway::Resource',
      Properties: {
        RestApiId,
        ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
        PathPart: path,
      },
    },
    [`${functionId}Method`]: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId,
        ResourceId: { Ref: `${functionId}Resource` },
        HttpMethod: 'POST',
        AuthorizationType: 'NONE',
        MethodResponses: [{ StatusCode: '200' }],
        Integration: {
          Type: path === 'aws' ? 'AWS' : 'AWS_PROXY',
          IntegrationHttpMethod: 'POST',
          Uri: { 'Fn::Join': ['', [uri, arn, '/invocations']] },
          ...more,
        },
      },
    },
  };
}

function write(folder: string, name: string, value: unknown): void {
  writeFileSync(join(folder, name), JSON.stringify(value));
}
