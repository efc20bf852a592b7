/** Runs tasks in the order in which they come, each after the one before has ended, however it ended. */
export type OneAtATime = <Result>(task: () => Result | Promise<Result>) => Promise<Result>;

/** Makes a queue of its own. */
export function oneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => {});
    return result;
  };
}
