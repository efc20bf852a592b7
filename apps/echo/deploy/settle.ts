import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { DeployFailure } from './failure.ts';
import type { Say } from './progress.ts';
import { conditionOf, describeFailures, describeStack } from './stack-status.ts';

/** How {@link settleStack} may treat what it finds. */
export interface SettleOptions {
  /** Delete the stack also when it works. */
  readonly fresh: boolean;
  /** Continue a rollback that failed. */
  readonly recover: boolean;
  readonly waitMs: number;
  readonly pollMs: number;
  readonly say: Say;
}

/**
 * Brings a stack into a state that a deploy can start from: waits for whatever is changing it, deletes what never worked
 * or is half deleted, and deletes nothing that ever worked unless told to.
 */
export async function settleStack(name: string, options: SettleOptions): Promise<void> {
  const { fresh, recover, waitMs, pollMs, say } = options;
  const cloudFormation = new CloudFormationClient({ maxAttempts: 5 });
  const end = performance.now() + waitMs;
  let shown: string | undefined;
  let asked: Stack | undefined;

  for (;;) {
    const stack = await describeStack(cloudFormation, name);
    const status = stack?.StackStatus;
    if (status !== shown) say(`stack ${name}: ${status ?? 'gone'}`);
    shown = status;
    const condition = conditionOf(status);
    if (stack === undefined || condition === 'absent') return;
    if (performance.now() > end) {
      throw new DeployFailure(
        `stack ${name} is still ${status} after ${Math.round(waitMs / 1000)} s, try again later or with --wait <minutes>`,
      );
    }
    if (condition === 'changing' || isUntouched(stack, asked)) {
      await sleep(pollMs);
    } else if (condition === 'works' && (!fresh || asked)) {
      return;
    } else if (asked) {
      throw new DeployFailure(
        `stack ${name} is ${status} again${await describeFailures(cloudFormation, name)}`,
      );
    } else if (condition === 'stuck' && recover && !fresh) {
      asked = stack;
      say(`stack ${name}: an update could not be rolled back, trying that again`);
      await cloudFormation.send(new ContinueUpdateRollbackCommand({ StackName: name }));
    } else if (condition === 'stuck' && !fresh) {
      throw new DeployFailure(
        `stack ${name} is ${status}: an update could not be rolled back${await describeFailures(cloudFormation, name)}
  to roll it back now: pnpm turbo deploy -- --recover
  to delete it and deploy anew: pnpm turbo deploy -- --fresh`,
      );
    } else {
      asked = stack;
      say(`stack ${name}: ${reason(status)}, deleting it`);
      // By id: a stack of the same name that someone creates meanwhile stays.
      await cloudFormation.send(new DeleteStackCommand({ StackName: stack.StackId ?? name }));
    }
  }
}

/** What was asked for has not begun to show yet. */
function isUntouched(stack: Stack, asked: Stack | undefined): boolean {
  return (
    stack.StackStatus === asked?.StackStatus &&
    stack.DeletionTime?.getTime() === asked?.DeletionTime?.getTime()
  );
}

function reason(status: string | undefined): string {
  if (status === 'REVIEW_IN_PROGRESS') return 'an earlier deploy stopped before creating anything';
  if (status === 'DELETE_FAILED') return 'an earlier deletion failed half way';
  if (conditionOf(status) === 'never-worked') return 'an earlier deploy failed, it never worked';
  return '--fresh was given';
}
