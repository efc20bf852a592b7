import { zipSync } from 'fflate';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import {
  startControlPlane,
  type ControlPlane,
  type ControlPlaneOptions,
} from '../../src/control-plane/control-plane.ts';
import type { LogEntry } from '../../src/log.ts';
import { send, type Answer } from '../http-client.ts';

describe('startControlPlane', () => {
  let controlPlane: ControlPlane;
  let log: LogEntry[];

  beforeEach(() => restart());
  afterEach(() => controlPlane.close());

  async function restart(options: ControlPlaneOptions = {}): Promise<void> {
    await controlPlane?.close();
    log = [];
    controlPlane = await startControlPlane({
      stepMs: 1,
      log: (entry) => log.push(entry),
      ...options,
    });
  }

  const call = (service: string, path: string, body?: string, method = 'POST'): Promise<Answer> =>
    send(`${controlPlane.url}${path}`, {
      method,
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=K/20260101/us-east-1/${service}/aws4`,
      },
      ...(body !== undefined && { body }),
    });
  const query = (service: string, parameters: Readonly<Record<string, string>>): Promise<Answer> =>
    call(service, '/', new URLSearchParams(parameters).toString());

  async function deploy(
    template: unknown,
    parameters: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const names = { StackName: 'Echo', ChangeSetName: 'changes' };
    const TemplateBody = JSON.stringify(template);
    const ChangeSetType = 'Echo' in controlPlane.stacks() ? 'UPDATE' : 'CREATE';
    await query('cloudformation', {
      Action: 'CreateChangeSet',
      TemplateBody,
      ChangeSetType,
      ...names,
      ...Object.fromEntries(
        Object.entries(parameters).flatMap(([key, value], index) => [
          [`Parameters.member.${index + 1}.ParameterKey`, key],
          [`Parameters.member.${index + 1}.ParameterValue`, value],
        ]),
      ),
    });
    await query('cloudformation', { Action: 'ExecuteChangeSet', ...names });
    while (controlPlane.stacks()['Echo']?.endsWith('_IN_PROGRESS')) await sleep(5);
  }

  const invoke = (apiId: string): Promise<Answer> =>
    send(`${controlPlane.url}/v1/hello?name=Ada`, {
      headers: { host: `${apiId}.execute-api.us-east-1.amazonaws.com` },
    });
  const apiIdOf = async (): Promise<string> => {
    const { body } = await query('cloudformation', { Action: 'DescribeStacks', StackName: 'Echo' });
    return /<OutputKey>Api<\/OutputKey><OutputValue>(\w+)/.exec(body)?.[1] ?? 'none';
  };

  it('has dummy credentials only, and hides those of the user', () => {
    expect(controlPlane.environment).toMatchObject({
      AWS_ENDPOINT_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_CONFIG_FILE: expect.any(String),
      AWS_SHARED_CREDENTIALS_FILE: expect.any(String),
    });
  });

  it('knows who is calling', async () => {
    const { status, body } = await query('sts', { Action: 'GetCallerIdentity' });

    expect(status).toBe(200);
    expect(body).toContain('<Account>123456789012</Account>');
  });

  it('refuses credentials when told to', async () => {
    await restart({ acceptCredentials: false });

    const { status, body } = await query('sts', { Action: 'GetCallerIdentity' });

    expect(status).toBe(403);
    expect(body).toContain('<Code>InvalidClientTokenId</Code>');
  });

  it('is bootstrapped unless told otherwise', async () => {
    const parameter = JSON.stringify({ Name: '/cdk-bootstrap/hnb659fds/version' });

    expect((await call('ssm', '/', parameter)).body).toContain('"Value":"33"');
    await restart({ bootstrapVersion: null });
    expect(await call('ssm', '/', parameter)).toMatchObject({
      status: 400,
      body: expect.stringContaining('ParameterNotFound'),
    });
  });

  it('keeps uploaded objects', async () => {
    await call('s3', '/assets/a%20b.zip', 'content', 'PUT');

    expect((await call('s3', '/assets/a%20b.zip', undefined, 'GET')).body).toBe('content');
    expect((await call('s3', '/assets?list-type=2&prefix=a', undefined, 'GET')).body).toContain(
      '<KeyCount>1</KeyCount><Contents><Key>a b.zip</Key><Size>7</Size></Contents>',
    );
    expect((await call('s3', '/assets/other', undefined, 'GET')).status).toBe(404);
    expect((await call('s3', '/assets?location', undefined, 'GET')).status).toBe(200);
    expect((await call('s3', '/assets?encryption', undefined, 'GET')).body).toContain('AES256');
  });

  it.each([
    ['an action it does not know', () => query('cloudformation', { Action: 'DetectStackDrift' })],
    ['a service it does not know', () => call('dynamodb', '/', '{}')],
  ])('says so of %s', async (_what, ask) => {
    const { status, body } = await ask();

    expect(status).toBe(501);
    expect(body).toContain('is not part of this control plane');
    expect(log).toMatchObject([{ kind: 'notice' }]);
  });

  it('gives a template back as it came', async () => {
    const deployed = {
      Description: 'one queue',
      Resources: { Queue: { Type: 'AWS::SQS::Queue', DeletionPolicy: 'Retain', DependsOn: [] } },
      Rules: {},
    };
    await deploy(deployed);

    const { body } = await query('cloudformation', { Action: 'GetTemplate', StackName: 'Echo' });

    const [, text = ''] = /<TemplateBody>(.*)<\/TemplateBody>/.exec(body) ?? [];
    expect(JSON.parse(text.replaceAll('&#34;', '"'))).toEqual(deployed);
  });

  it.each([
    ['{}', 'At least one Resources member must be defined'],
    ['{"Resources":', 'JSON not well-formed'],
    ['Resources: [', 'YAML not well-formed'],
    ['', 'At least one Resources member must be defined'],
  ])('refuses what is no template: %s', async (TemplateBody, reason) => {
    const { status, body } = await query('cloudformation', {
      Action: 'CreateChangeSet',
      ChangeSetType: 'CREATE',
      StackName: 'Echo',
      TemplateBody,
    });

    expect(status).toBe(400);
    expect(body).toContain(`Template format error: ${reason}`);
  });

  it('takes templates in YAML, as the one that bootstraps an account', async () => {
    const names = { StackName: 'Echo', ChangeSetName: 'changes' };
    await query('cloudformation', {
      Action: 'CreateChangeSet',
      ChangeSetType: 'CREATE',
      TemplateBody:
        'Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties: { QueueName: !Sub "${AWS::StackName}-q" }\n',
      ...names,
    });
    await query('cloudformation', { Action: 'ExecuteChangeSet', ...names });

    await expect.poll(() => controlPlane.stacks()['Echo']).toBe('CREATE_COMPLETE');
  });

  it('refuses what a stack is in no state for', async () => {
    controlPlane.putStack('Echo', 'ROLLBACK_COMPLETE');
    const update = { Action: 'CreateChangeSet', StackName: 'Echo', ChangeSetType: 'UPDATE' };

    expect((await query('cloudformation', update)).body).toContain('can not be updated');
    expect(
      (await query('cloudformation', { Action: 'ContinueUpdateRollback', StackName: 'Echo' })).body,
    ).toContain('can not continue rollback');
    expect((await query('cloudformation', { ...update, ChangeSetType: 'CREATE' })).body).toContain(
      'already exists',
    );
    expect(
      (await query('cloudformation', { Action: 'DescribeStacks', StackName: 'Other' })).body,
    ).toContain('Stack with id Other does not exist');
  });

  it('serves what is deployed, also after an update, a hotswap and a deletion', async () => {
    await uploadCode('one');
    await uploadCode('two');
    await deploy(template('one'));
    const apiId = await apiIdOf();
    const first = await invoke(apiId);
    await deploy(template('two'));
    const updated = await invoke(apiId);
    const [functionName] = /Echo-Function-\w+/.exec(
      (await query('cloudformation', { Action: 'ListStackResources', StackName: 'Echo' })).body,
    ) ?? [''];
    const swapped = await call(
      'lambda',
      `/2015-03-31/functions/${functionName}/code`,
      JSON.stringify({ S3Key: 'one.zip' }),
      'PUT',
    );
    const afterSwap = await invoke(apiId);
    await query('cloudformation', { Action: 'DeleteStack', StackName: 'Echo' });
    while ('Echo' in controlPlane.stacks()) await sleep(5);

    expect(first).toMatchObject({ status: 200, body: 'one Ada' });
    expect(updated).toMatchObject({ status: 200, body: 'two Ada' });
    expect(swapped).toMatchObject({ status: 200, body: expect.stringContaining('Successful') });
    expect(afterSwap).toMatchObject({ status: 200, body: 'one Ada' });
    expect(await invoke(apiId)).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
  });

  it('serves a stack with the parameters that it was given', async () => {
    await uploadCode('one');
    await deploy(template('one', { Ref: 'Where' }), { Where: 'hello' });

    expect(await invoke(await apiIdOf())).toMatchObject({ status: 200, body: 'one Ada' });
  });

  it('fails a function whose code was never uploaded', async () => {
    await deploy(template('missing'));

    expect(controlPlane.stacks()).toEqual({ Echo: 'ROLLBACK_COMPLETE' });
    expect(
      (await query('cloudformation', { Action: 'DescribeStackEvents', StackName: 'Echo' })).body,
    ).toContain('S3 Error Code: NoSuchKey');
  });

  it('says that it does not know a function', async () => {
    const { status, headers } = await call(
      'lambda',
      '/2015-03-31/functions/other',
      undefined,
      'GET',
    );

    expect(status).toBe(404);
    expect(headers['x-amzn-errortype']).toBe('ResourceNotFoundException');
  });

  async function uploadCode(name: string): Promise<void> {
    const source = `export const handler = async ({ queryStringParameters: { name } }) =>
      ({ statusCode: 200, body: '${name} ' + name });`;
    const zip = zipSync({ 'index.mjs': Buffer.from(source) });
    await fetch(`${controlPlane.url}/assets/${name}.zip`, {
      method: 'PUT',
      headers: { authorization: 'AWS4-HMAC-SHA256 Credential=K/20260101/us-east-1/s3/aws4' },
      body: Buffer.from(zip),
    });
  }
});

/** One function behind `GET /hello`. */
function template(code: string, PathPart: unknown = 'hello'): unknown {
  const RestApiId = { Ref: 'Api' };
  return {
    Parameters: { Where: { Type: 'String', Default: 'elsewhere' } },
    Resources: {
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Code: { S3Bucket: 'assets', S3Key: `${code}.zip` },
        },
      },
      Api: api('RestApi', { Name: 'Hello' }),
      Hello: api('Resource', {
        RestApiId,
        ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
        PathPart,
      }),
      Method: api('Method', {
        RestApiId,
        ResourceId: { Ref: 'Hello' },
        HttpMethod: 'GET',
        AuthorizationType: 'NONE',
        Integration: {
          Type: 'AWS_PROXY',
          IntegrationHttpMethod: 'POST',
          Uri: {
            'Fn::Sub':
              'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Function.Arn}/invocations',
          },
        },
      }),
      Deployment: { ...api('Deployment', { RestApiId }), DependsOn: ['Method'] },
      Stage: api('Stage', { RestApiId, DeploymentId: { Ref: 'Deployment' }, StageName: 'v1' }),
    },
    Outputs: { Api: { Value: RestApiId } },
  };
}

function api(Type: string, Properties: Readonly<Record<string, unknown>>) {
  return { Type: `AWS::ApiGateway::${Type}`, Properties };
}
