import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DeleteStackCommand,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import { startControlPlane, type ControlPlane } from '@org/local-gateway/control-plane';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { settleStack, type SettleOptions } from '../deploy/settle.ts';

describe('settleStack', () => {
  let controlPlane: ControlPlane;
  let said: string[];

  beforeEach(async () => {
    controlPlane = await startControlPlane({ stepMs: 1 });
    said = [];
    for (const [name, value] of Object.entries(controlPlane.environment)) vi.stubEnv(name, value);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await controlPlane.close();
  });

  const settle = (options: Partial<SettleOptions> = {}): Promise<void> =>
    settleStack('Echo', {
      fresh: false,
      recover: false,
      waitMs: 10_000,
      pollMs: 5,
      say: (message) => said.push(message),
      ...options,
    });

  it('says nothing when there is no stack', async () => {
    await settle();

    expect(said).toEqual([]);
  });

  it.each(['ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'CREATE_FAILED'])(
    'deletes a stack that never worked: %s',
    async (status) => {
      controlPlane.putStack('Echo', status);

      await settle();

      expect(controlPlane.stacks()).toEqual({});
      expect(said).toContain('stack Echo: an earlier deploy failed, it never worked, deleting it');
    },
  );

  it('deletes a stack that was only reviewed', async () => {
    controlPlane.putStack('Echo', 'REVIEW_IN_PROGRESS');

    await settle();

    expect(controlPlane.stacks()).toEqual({});
    expect(said[1]).toContain('stopped before creating anything');
  });

  it('deletes what is left of a stack', async () => {
    controlPlane.putStack('Echo', 'DELETE_FAILED');

    await settle();

    expect(controlPlane.stacks()).toEqual({});
    expect(said[1]).toContain('an earlier deletion failed half way');
  });

  it('lists what cannot be deleted the second time either', async () => {
    const cloudFormation = new CloudFormationClient();
    const names = { StackName: 'Echo', ChangeSetName: 'first' };
    const TemplateBody = '{"Resources":{"Role":{"Type":"AWS::IAM::Role"}}}';
    await cloudFormation.send(
      new CreateChangeSetCommand({ ...names, ChangeSetType: 'CREATE', TemplateBody }),
    );
    await cloudFormation.send(new ExecuteChangeSetCommand(names));
    await settle();
    controlPlane.failNext({ action: 'delete', message: 'still in use', times: 2 });
    await cloudFormation.send(new DeleteStackCommand({ StackName: 'Echo' }));

    await expect(settle()).rejects.toThrow(
      /stack Echo is DELETE_FAILED again\n {2}AWS::IAM::Role Role \(Echo-Role-\w+\): .*still in use/,
    );
  });

  it.each([
    ['CREATE_IN_PROGRESS', 'CREATE_COMPLETE'],
    ['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE'],
    ['UPDATE_ROLLBACK_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE'],
    ['UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', 'UPDATE_COMPLETE'],
  ])('waits while something else changes the stack: %s', async (before, after) => {
    controlPlane.putStack('Echo', before, { status: after, afterMs: 50 });

    await settle();

    expect(controlPlane.stacks()).toEqual({ Echo: after });
    expect(said).toEqual([`stack Echo: ${before}`, `stack Echo: ${after}`]);
  });

  it('waits for a deletion, and for a rollback that ends in a stack to delete', async () => {
    controlPlane.putStack('Echo', 'ROLLBACK_IN_PROGRESS', {
      status: 'ROLLBACK_COMPLETE',
      afterMs: 50,
    });

    await settle();

    expect(controlPlane.stacks()).toEqual({});
  });

  it('gives up waiting after a while', async () => {
    controlPlane.putStack('Echo', 'UPDATE_IN_PROGRESS');

    await expect(settle({ waitMs: 50 })).rejects.toThrow('stack Echo is still UPDATE_IN_PROGRESS');
  });

  it.each(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'IMPORT_COMPLETE'])(
    'never deletes a stack that works: %s',
    async (status) => {
      controlPlane.putStack('Echo', status);

      await settle({ recover: true });

      expect(controlPlane.stacks()).toEqual({ Echo: status });
    },
  );

  it('deletes a stack that works with fresh', async () => {
    controlPlane.putStack('Echo', 'UPDATE_COMPLETE');

    await settle({ fresh: true });

    expect(controlPlane.stacks()).toEqual({});
    expect(said[1]).toContain('--fresh was given');
  });

  it('stops at a rollback that failed, and says what can be done', async () => {
    controlPlane.putStack('Echo', 'UPDATE_ROLLBACK_FAILED');

    await expect(settle()).rejects.toThrow(/could not be rolled back[^]*--recover[^]*--fresh/);
    expect(controlPlane.stacks()).toEqual({ Echo: 'UPDATE_ROLLBACK_FAILED' });
  });

  it('continues a rollback that failed with recover', async () => {
    controlPlane.putStack('Echo', 'UPDATE_ROLLBACK_FAILED');

    await settle({ recover: true });

    expect(controlPlane.stacks()).toEqual({ Echo: 'UPDATE_ROLLBACK_COMPLETE' });
  });
});
