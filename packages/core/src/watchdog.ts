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
  active.add(watched);
  if (timer === undefined || watched.deadline < due) arm(watched.deadline);
  else if (active.size === 1) timer.ref();
}

/** Ends the watch. The timer stays, without keeping the process alive, for the next invocation. */
export function unwatch(watched: Watched): void {
  if (active.delete(watched) && active.size === 0) timer?.unref();
}

const active = new Set<Watched>();
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
  for (const watched of active) {
    if (watched.deadline > now) continue;
    active.delete(watched);
    watched.expire();
  }
  let next = Infinity;
  for (const { deadline } of active) next = Math.min(next, deadline);
  if (next < Infinity) arm(next);
}
