import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';

import { parseYamlTemplate } from '../../src/assembly/yaml-template.ts';
import { startGateway, type Gateway } from '../../src/gateway.ts';
import type { LogEntry } from '../../src/log.ts';
import { readModel } from '../../src/model/read-model.ts';
import { send } from '../http-client.ts';

const template = `
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Greeting: { Type: String, Default: Hello }
Conditions:
  Never: !Equals [!Ref Greeting, no]
  Always: !Not [!Condition Never]
Resources:
  Greeter:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs24.x
      Handler: index.handler
      Environment:
        Variables:
          GREETING: !Join [' ', [!Ref Greeting, !Select [1, !Split [',', 'a,b']]]]
      Code:
        ZipFile: |
          exports.handler = async () => ({ statusCode: 200, body: process.env.GREETING });
  Local:
    Type: AWS::Lambda::Function
    Condition: Always
    Properties: { Runtime: nodejs24.x, Handler: index.handler, Code: ./src }
  Api:
    Type: AWS::ApiGatewayV2::Api
    Properties:
      Name: !Sub '\${AWS::StackName}-api'
      ProtocolType: HTTP
  Stage:
    Type: AWS::ApiGatewayV2::Stage
    Properties: { ApiId: !Ref Api, StageName: $default }
  Integration:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Api
      IntegrationType: AWS_PROXY
      PayloadFormatVersion: '2.0'
      IntegrationUri: !GetAtt Greeter.Arn
  Route:
    Type: AWS::ApiGatewayV2::Route
    Properties:
      ApiId: !Ref Api
      RouteKey: GET /hello
      Target: !Sub
        - integrations/\${Id}
        - { Id: !Ref Integration }
  LocalIntegration:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Api
      IntegrationType: AWS_PROXY
      PayloadFormatVersion: '2.0'
      IntegrationUri:
        Fn::GetAtt: [Local, Arn]
  LocalRoute:
    Type: AWS::ApiGatewayV2::Route
    Properties: { ApiId: !Ref Api, RouteKey: GET /local, Target: !Join [/, [integrations, !Ref LocalIntegration]] }
  Nested:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: nested.yml }
`;

const nested = `
Resources:
  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: nested, ProtocolType: HTTP, Target: !ImportValue none } }
  Sam: { Type: AWS::Serverless::Function, Properties: { CodeUri: . } }
`;

describe('a template in YAML', () => {
  let gateway: Gateway | undefined;

  afterEach(() => gateway?.close());

  it('is served, with functions whose code is inline or in a folder, and with nested stacks', async () => {
    const folder = await newFolder();
    await mkdir(join(folder, 'src'));
    await writeFile(join(folder, 'src/index.js'), "exports.handler = async () => 'local';");
    await writeFile(join(folder, 'nested.yml'), nested);
    const file = join(folder, 'shop.template.yaml');
    await writeFile(file, template);
    const log: LogEntry[] = [];

    gateway = await startGateway({ path: file, port: 0, log: (entry) => log.push(entry) });

    const url = gateway.endpoints.find(({ name }) => name === 'shop-api')?.url ?? '';
    expect(await send(`${url}/hello`)).toMatchObject({ status: 200, body: 'Hello b' });
    expect(await send(`${url}/local`)).toMatchObject({ status: 200, body: 'local' });
    const notices = JSON.stringify(log.filter(({ kind }) => kind === 'notice'));
    expect(notices).toContain('AWS::Serverless::Function needs the SAM transform');
    expect(notices).toContain('no stack exports none');
  });

  it('refuses code outside of its own folder (CON-11)', async () => {
    const file = join(await newFolder(), 'a.yaml');
    await writeFile(
      file,
      'Resources: { F: { Type: AWS::Lambda::Function, Properties: { Code: ../.. } } }',
    );

    expect(() => readModel(file)).toThrow('expected files of the assembly only');
  });

  it('that cannot be read is named with the reason', async () => {
    const file = join(await newFolder(), 'a.yml');
    await writeFile(file, 'Resources:\n  A: !Reff B');

    expect(() => readModel(file)).toThrow(`cannot read ${file}: Unresolved tag: !Reff`);
  });
});

describe('parseYamlTemplate', () => {
  it.each([
    ['!Ref A', { Ref: 'A' }],
    ['!Condition A', { Condition: 'A' }],
    ['!GetAtt A.Arn', { 'Fn::GetAtt': 'A.Arn' }],
    ['!GetAtt [A, Arn]', { 'Fn::GetAtt': ['A', 'Arn'] }],
    ['!Sub a${B}', { 'Fn::Sub': 'a${B}' }],
    ['!Sub [a, { B: !Ref C }]', { 'Fn::Sub': ['a', { B: { Ref: 'C' } }] }],
    [
      '!If [A, !Ref B, !Ref AWS::NoValue]',
      { 'Fn::If': ['A', { Ref: 'B' }, { Ref: 'AWS::NoValue' }] },
    ],
    ["!GetAZs ''", { 'Fn::GetAZs': '' }],
    ['!Base64 { Ref: A }', { 'Fn::Base64': { Ref: 'A' } }],
    ['2012-10-17', '2012-10-17'],
    ['yes', true],
    ['2.0', '2.0'],
    ['[1.5, 10, -0.10]', [1.5, 10, '-0.10']],
    ['&a { b: 1 }', { b: 1 }],
    ['{ __proto__: { a: 1 } }', JSON.parse('{ "__proto__": { "a": 1 } }')],
  ])('reads %s', (text, value) => {
    expect(parseYamlTemplate(text)).toEqual(value);
  });

  it.each([
    ['an unknown tag', '!Nothing a'],
    ['a key twice', 'a: 1\na: 2'],
    ['broken nesting', 'a: [1'],
    ['two documents', 'a: 1\n---\nb: 2'],
  ])('refuses %s', (_name, text) => {
    expect(() => parseYamlTemplate(text)).toThrow(SyntaxError);
  });

  it('CON-12: refuses aliases that grow without bound', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level += 1) {
      const uses = Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ');
      lines.push(`a${level}: &a${level} [${uses}]`);
    }

    expect(() => parseYamlTemplate(lines.join('\n'))).toThrow('Excessive alias count');
  });

  it('reads JSON as JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        expect(parseYamlTemplate(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'yaml-template-'));
}
