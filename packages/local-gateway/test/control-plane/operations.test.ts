import { beforeEach, describe, expect, it } from 'vitest';

import {
  createOperations,
  type Operations,
  type Step,
} from '../../src/control-plane/operations.ts';
import type { SourceTemplate } from '../../src/control-plane/source-template.ts';
import { createStacks, type StackRecord, type Stacks } from '../../src/control-plane/stacks.ts';

const template: SourceTemplate = {
  Resources: {
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] } },
    },
    Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'runner' } },
  },
  Outputs: { Name: { Value: { Ref: 'Role' }, Export: { Name: 'role-name' } } },
};

describe('createOperations', () => {
  let stacks: Stacks;
  let stack: StackRecord;
  let operations: Operations;
  let refused: Partial<Step>[];
  let settled: number;

  beforeEach(() => {
    stacks = createStacks();
    stack = stacks.add('Echo', 'REVIEW_IN_PROGRESS');
    refused = [];
    settled = 0;
    operations = createOperations({
      stacks,
      stepMs: 0,
      refuse: (step) =>
        refused.some(
          ({ action, logicalId }) => action === step.action && logicalId === step.logicalId,
        )
          ? 'not today'
          : undefined,
      onSettled: () => (settled += 1),
    });
  });

  /** What happened, oldest first, of `id STATUS` each. */
  const history = () =>
    stack.events.toReversed().map(({ logicalId, status }) => `${logicalId} ${status}`);

  it('makes up what AWS alone would know of a resource', async () => {
    const domain = { 'Fn::GetAtt': ['Site', 'DomainName'] };
    await operations.create(
      stack,
      {
        Resources: {
          Site: { Type: 'AWS::CloudFront::Distribution' },
          Record: { Type: 'AWS::Route53::RecordSet', Properties: { ResourceRecords: [domain] } },
        },
        Outputs: { Url: { Value: { 'Fn::Sub': 'https://${Site.DomainName}/' } } },
      },
      {},
    );

    expect(stack.status).toBe('CREATE_COMPLETE');
    expect(stack.outputs).toMatchObject([
      { name: 'Url', value: expect.stringMatching(/^https:\/\/.+\.DomainName\/$/) },
    ]);
  });

  it('has no outputs that a condition leaves out', async () => {
    const never = { 'Fn::Equals': ['a', 'b'] };
    const Outputs = { Name: { Value: 'x', Condition: 'Never' }, Other: { Value: 'y' } };
    await operations.create(stack, { ...template, Conditions: { Never: never }, Outputs }, {});

    expect(stack.outputs).toEqual([{ name: 'Other', value: 'y' }]);
  });

  it('creates what others refer to first', async () => {
    await operations.create(stack, template, {});

    expect(history()).toEqual([
      'Echo CREATE_IN_PROGRESS',
      'Role CREATE_IN_PROGRESS',
      'Role CREATE_COMPLETE',
      'Function CREATE_IN_PROGRESS',
      'Function CREATE_COMPLETE',
      'Echo CREATE_COMPLETE',
    ]);
    expect(stack.outputs).toEqual([{ name: 'Name', value: 'runner', exportName: 'role-name' }]);
    expect(settled).toBe(1);
  });

  it('gives each event a later time than the one before', async () => {
    await operations.create(stack, template, {});

    const times = stack.events.toReversed().map(({ time }) => Number(time));
    expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
  });

  it('leaves out what a condition or CDK leaves out', async () => {
    const Conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
    const Resources = {
      Conditional: { Type: 'AWS::S3::Bucket', Condition: 'Never' },
      CDKMetadata: { Type: 'AWS::CDK::Metadata' },
    };

    await operations.create(stack, { Resources, Conditions }, {});

    expect([...stack.resources.keys()]).toEqual([]);
    expect(stack.status).toBe('CREATE_COMPLETE');
  });

  it('updates what has changed, then deletes what is gone', async () => {
    await operations.create(stack, template, {});
    stack.events.length = 0;
    const { Role } = template.Resources;
    const Other = { Type: 'AWS::S3::Bucket' };
    const changed = {
      Resources: { Other, Role: { ...Role, Type: 'AWS::IAM::Role', Properties: {} } },
    };

    await operations.update(stack, changed, {});

    expect(history().filter((event) => event.endsWith('_COMPLETE'))).toEqual([
      'Other CREATE_COMPLETE',
      'Role UPDATE_COMPLETE',
      'Function DELETE_COMPLETE',
      'Echo UPDATE_COMPLETE',
    ]);
  });

  it('completes an update also when what is gone cannot be deleted', async () => {
    await operations.create(stack, template, {});
    refused.push({ action: 'delete', logicalId: 'Function' });
    const { Role } = template.Resources;

    await operations.update(stack, { Resources: { ...(Role && { Role }) } }, {});

    expect(stack.status).toBe('UPDATE_COMPLETE');
    expect(history()).toContain('Function DELETE_FAILED');
  });

  it('deletes again what was created when a creation fails', async () => {
    refused.push({ action: 'create', logicalId: 'Function' });

    await operations.create(stack, template, {});

    expect(history().slice(-4)).toEqual([
      'Echo ROLLBACK_IN_PROGRESS',
      'Role DELETE_IN_PROGRESS',
      'Role DELETE_COMPLETE',
      'Echo ROLLBACK_COMPLETE',
    ]);
    expect(stack.events.find(({ status }) => status === 'CREATE_FAILED')?.reason).toBe('not today');
    expect(stack.resources.size).toBe(0);
  });

  it('keeps what it was when an update fails', async () => {
    await operations.create(stack, template, {});
    const changed = { Resources: { Other: { Type: 'AWS::S3::Bucket' } } };
    refused.push({ action: 'create', logicalId: 'Other' });

    await operations.update(stack, changed, {});

    expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(stack.template).toBe(template);
    expect([...stack.resources.keys()]).toEqual(['Role', 'Function']);
  });

  it('says what could not be rolled back', async () => {
    refused.push(
      { action: 'create', logicalId: 'Function' },
      { action: 'roll back', logicalId: 'Role' },
    );

    await operations.create(stack, template, {});

    expect(stack.status).toBe('ROLLBACK_FAILED');
    expect(stack.resources.get('Role')).toMatchObject({
      status: 'DELETE_FAILED',
      reason: expect.stringContaining('not today'),
    });
  });

  it('continues a rollback', async () => {
    await operations.create(stack, template, {});

    await operations.continueRollback(stack);

    expect(stack.status).toBe('UPDATE_ROLLBACK_COMPLETE');
  });

  it('deletes in the opposite order, but not what is to be kept', async () => {
    const Kept = { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain' };
    await operations.create(stack, { Resources: { ...template.Resources, Kept } }, {});
    stack.events.length = 0;

    await operations.remove(stack);

    expect(history().filter((event) => !event.endsWith('IN_PROGRESS'))).toEqual([
      'Kept DELETE_SKIPPED',
      'Function DELETE_COMPLETE',
      'Role DELETE_COMPLETE',
      'Echo DELETE_COMPLETE',
    ]);
    expect(stacks.find('Echo')).toBeUndefined();
    expect(stacks.find(stack.id)).toBe(stack);
  });

  it('keeps what could not be deleted', async () => {
    await operations.create(stack, template, {});
    refused.push({ action: 'delete', logicalId: 'Role' });

    await operations.remove(stack);

    expect(stack.status).toBe('DELETE_FAILED');
    expect([...stack.resources.keys()]).toEqual(['Role']);
  });

  it('lets a stack use what another one exports', async () => {
    await operations.create(stack, template, {});
    const user = stacks.add('User', 'REVIEW_IN_PROGRESS');
    const Properties = { RoleName: { 'Fn::ImportValue': 'role-name' } };

    await operations.create(user, { Resources: { R: { Type: 'AWS::IAM::Role', Properties } } }, {});

    expect(user.resources.get('R')?.physicalId).toBe('runner');
  });
});
