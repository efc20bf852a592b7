import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { readModel } from '../../src/model/read-model.ts';
import type { Model } from '../../src/model/model.ts';

async function modelOf(template: unknown): Promise<Model> {
  const folder = await mkdtemp(join(tmpdir(), 'hostile-'));
  const file = join(folder, 'App.template.json');
  await writeFile(file, typeof template === 'string' ? template : JSON.stringify(template));
  return readModel(file);
}

const api = { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'Api' } };
const resource = (ParentId: unknown, PathPart: string) => ({
  Type: 'AWS::ApiGateway::Resource',
  Properties: { RestApiId: { Ref: 'Api' }, ParentId, PathPart },
});

describe('readModel', () => {
  it('CON-12: names the resources whose parents form a cycle, and reads the rest', async () => {
    const model = await modelOf({
      Resources: {
        Api: api,
        A: resource({ Ref: 'B' }, 'a'),
        B: resource({ Ref: 'A' }, 'b'),
        C: resource({ Ref: 'B' }, 'c'),
        Good: resource({ 'Fn::GetAtt': ['Api', 'RootResourceId'] }, 'good'),
      },
    });

    expect(model.restApis[0]?.resources.map(({ path }) => path)).toEqual(['/good']);
    expect(model.diagnostics.map(({ logicalId }) => logicalId)).toEqual(['A', 'B', 'C']);
  });

  it('CON-12: names what refers to itself, and reads the rest', async () => {
    const model = await modelOf({
      Resources: {
        Loop: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: { Ref: 'Loop' } } },
        Api: api,
      },
      Conditions: { A: { Condition: 'B' }, B: { Condition: 'A' } },
    });

    expect(model.restApis).toHaveLength(1);
    expect(model.diagnostics.map(({ message }) => message)).toEqual([
      'references in stack App form a cycle',
    ]);
  });

  it('CON-12: reads names that are made of names twice as often at each step', async () => {
    const named = (FunctionName: unknown) => ({
      Type: 'AWS::Lambda::Function',
      Properties: { FunctionName },
    });
    const Resources: Record<string, unknown> = { B0: named('x'), Api: api };
    for (let index = 1; index <= 20; index += 1) {
      const Ref = { Ref: `B${index - 1}` };
      Resources[`B${index}`] = named({ 'Fn::Select': [0, [Ref, Ref, Ref, Ref]] });
    }

    expect((await modelOf({ Resources })).restApis).toHaveLength(1);
  });

  it('CON-12: reads twenty thousand routes', async () => {
    const Resources: Record<string, unknown> = { Api: api };
    for (let index = 0; index < 20_000; index += 1) {
      Resources[`R${index}`] = resource({ 'Fn::GetAtt': ['Api', 'RootResourceId'] }, `p${index}`);
    }

    expect((await modelOf({ Resources })).restApis[0]?.resources).toHaveLength(20_000);
  });

  it('CON-12: refuses a template far above what CloudFormation takes', async () => {
    const template = `{"Resources":{},"Description":"${'x'.repeat(33_554_432)}"}`;

    await expect(modelOf(template)).rejects.toThrow('at most 33554432 are read');
  });

  it.each([
    [
      '__proto__',
      '{"Resources":{"__proto__":{"Type":"AWS::ApiGateway::RestApi"},"A":{"Type":"T"}}}',
    ],
    [
      'properties called like methods of objects',
      '{"Resources":{"A":{"Type":"T","Properties":{"X":{"constructor":"y"},"Y":{"toString":"z"}}}}}',
    ],
    [
      'sections that are null',
      '{"Resources":{},"Outputs":null,"Conditions":null,"Parameters":null}',
    ],
    ['outputs that are null', '{"Resources":{},"Outputs":{"A":null,"B":{"Export":7}}}'],
    [
      'properties that are text',
      '{"Resources":{"A":{"Type":"AWS::Lambda::Url","Properties":"x"}}}',
    ],
    [
      'references to __proto__',
      '{"Resources":{"A":{"Type":"T","Properties":{"X":{"Ref":"__proto__"}}}}}',
    ],
  ])('CON-12: reads %s as data', async (_name, text) => {
    const model = await modelOf(text);

    expect(model.functions.size).toBe(0);
    expect(({} as Record<string, unknown>)['Type']).toBeUndefined();
  });
});
