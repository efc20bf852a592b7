/** An invocation that is watched: what to do when its time is up. */
export interface Watched {
  /** Epoch milliseconds. */
  readonly deadline: number;
  expire(): void;
}

/**
 * Watches an invocation until {@link unwatch}: calls `expire` when its deadline has passed. All invocations share one
 * timer, since a timer for each would cost more than everything else here.
 */
export function watch(watched: Watched): void {
  active.push(watched);
  // Stryker disable next-line EqualityOperator: for a deadline that is due already the timer may be set once more
  if (timer === undefined || watched.deadline < due) arm(watched.deadline);
}

/** Ends the watch, if there is one. */
export function unwatch(watched: Watched): void {
  // Lambda has one invocation at a time, so the last is mostly the one.
  // Stryker disable next-line ConditionalExpression: a shortcut
  if (active.at(-1) === watched) active.pop();
  else active = active.filter((other) => other !== watched);
}

// Stryker disable next-line ArrayDeclaration: what never expires is as good as nothing
let active: Watched[] = [];
let timer: NodeJS.Timeout | undefined;
let due = 0;

// The timer ends soon after the last invocation, so that a process which has nothing else to do may end; to stop it with
// each invocation would cost more.
const longestWait = 50;

function arm(deadline: number): void {
  clearTimeout(timer);
  const now = Date.now();
  due = Math.min(Math.max(now, deadline), now + longestWait);
  timer = setTimeout(look, due - now);
}

function look(): void {
  timer = undefined;
  const now = Date.now();
  const expired = active.filter(({ deadline }) => deadline <= now);
  active = active.filter(({ deadline }) => deadline > now);
  for (const watched of expired) watched.expire();
  if (active.length > 0) arm(Math.min(...active.map(({ deadline }) => deadline)));
}
