import { createContext, Script } from 'node:vm';

/** Thrown by {@link runWithin} when a task was stopped. */
export class OvertimeError extends Error {
  override readonly name = 'OvertimeError';
}

/**
 * Runs a task that must not take longer, even inside of one regular expression: only what runs under `vm`
 * can be stopped there. Costs a fraction of a millisecond. Throws {@link OvertimeError}, and what the task throws.
 */
export function runWithin<Result>(milliseconds: number, task: () => Result): Result {
  const results: Result[] = [];
  const outer = sandbox.task;
  sandbox.task = () => {
    results.push(task());
  };
  try {
    runTask.runInContext(context, { timeout: milliseconds });
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw new OvertimeError(`took longer than ${milliseconds} ms`);
  } finally {
    sandbox.task = outer;
  }
  const [result] = results;
  if (results.length === 0) throw new OvertimeError('did not run');
  // The task pushed exactly its result, which may be `undefined` itself.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return result as Result;
}

const sandbox: { task: () => void } = { task: () => undefined };
const context = createContext(sandbox);
const runTask = new Script('task()');

/** The error comes from the other realm, so it is no instance of our `Error`. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}
