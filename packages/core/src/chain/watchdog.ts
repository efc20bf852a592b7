/** An invocation that is watched: what to do when its time is up. */
export interface Watched {
  /** Epoch milliseconds. */
  readonly deadline: number;
  readonly expire: () => void;
}

/**
 * Watches an invocation until {@link unwatch}: calls `expire` when its deadline has passed. All invocations share one
 * timer, which is set only when none is running yet, since a timer for each would cost more than everything else here.
 */
export function watch(watched: Watched): void {
  active.push(watched);
  if (timer === undefined || watched.deadline < due) arm(watched.deadline);
  else if (active.length === 1) timer.ref();
}

/** Ends the watch. The timer stays, without keeping the process alive, for the next invocation. */
export function unwatch(watched: Watched): void {
  // Lambda has one invocation at a time, so the last is mostly the one.
  if (active.at(-1) === watched) active.pop();
  else active = active.filter((other) => other !== watched);
  if (active.length === 0) timer?.unref();
}

let active: Watched[] = [];
let timer: NodeJS.Timeout | undefined;
let due = 0;

function arm(deadline: number): void {
  clearTimeout(timer);
  due = deadline;
  timer = setTimeout(look, Math.min(Math.max(0, deadline - Date.now()), maxDelay));
}

// A timer takes a signed 32 bit number of milliseconds.
const maxDelay = 2 ** 31 - 1;

function look(): void {
  timer = undefined;
  const now = Date.now();
  const expired = active.filter(({ deadline }) => deadline <= now);
  active = active.filter(({ deadline }) => deadline > now);
  for (const watched of expired) watched.expire();
  const next = Math.min(...active.map(({ deadline }) => deadline));
  if (active.length > 0) arm(next);
}
