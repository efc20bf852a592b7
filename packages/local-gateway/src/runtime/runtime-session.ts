import type { Outcome } from './outcome.ts';

/**
 * What the runtime of one execution environment may ask for, and when (RT-1, RT-5, RT-6): the Runtime API without its
 * bytes.
 */
export function createRuntimeSession(events: SessionEvents): RuntimeSession {
  let state: RuntimeState = 'Started';
  let requestId: string | undefined;
  let waiting: Reply | undefined;
  let delivery: Delivery | undefined;
  /** A `next` that came in one write with the result before it, whose body is still being read. */
  let pipelined: Reply | undefined;

  function next(reply: Reply): Refusal | undefined {
    if (state === 'InvocationResponse' || state === 'InvocationErrorResponse') {
      pipelined = reply;
      return undefined;
    }
    if (state === 'Running') return transitionRefused(state, 'Ready');
    state = 'Ready';
    waiting = reply;
    events.ready();
    handOver();
    return undefined;
  }

  function handOver(): void {
    if (delivery === undefined || waiting === undefined) return;
    const [handed, reply] = [delivery, waiting];
    delivery = undefined;
    waiting = undefined;
    requestId = handed.headers['Lambda-Runtime-Aws-Request-Id'];
    state = 'Running';
    reply(handed);
  }

  function sent(): void {
    state = 'ResponseSent';
    const following = pipelined;
    pipelined = undefined;
    if (following !== undefined) next(following);
  }

  return {
    next,
    leave(reply) {
      if (waiting === reply) waiting = undefined;
      if (pipelined === reply) pipelined = undefined;
    },
    deliver(invocation) {
      delivery = invocation;
      handOver();
    },
    begin(id, kind) {
      // RT-5
      if (requestId === undefined || id !== encodeURIComponent(requestId)) return invalidRequestId;
      const target = kind === 'response' ? 'InvocationResponse' : 'InvocationErrorResponse';
      if (state !== 'Running') return transitionRefused(state, target);
      state = target;
      return undefined;
    },
    settle(outcome) {
      events.settled(outcome);
      sent();
    },
    sent,
    beginInitError() {
      if (state !== 'Started') return transitionRefused(state, 'InitError');
      state = 'InitError';
      return undefined;
    },
  };
}

export interface RuntimeSession {
  /** Asks for an invocation: `reply` gets it as soon as there is one (RT-1). */
  next(reply: Reply): Refusal | undefined;
  /** Whoever asked for an invocation is gone. */
  leave(reply: Reply): void;
  /** Answers `next`, now or as soon as the runtime asks. */
  deliver(delivery: Delivery): void;
  /** A result begins to arrive; one that is not refused ends with {@link settle} or {@link sent}. `id` as in the path. */
  begin(id: string | undefined, kind: ResultKind): Refusal | undefined;
  /** A result is complete. */
  settle(outcome: Outcome): void;
  /** A response that was streamed is complete. */
  sent(): void;
  beginInitError(): Refusal | undefined;
}

/** What the environment is told; none of these may throw. */
export interface SessionEvents {
  /** The runtime asked for its next invocation: it is initialised, or done with the last one. */
  ready(): void;
  /** The runtime gave a result or an error for the invocation that it has. */
  settled(outcome: Outcome): void;
}

/** One invocation on its way to the runtime (RT-2). */
export interface Delivery {
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text. */
  readonly payload: string;
}

/** Sends a runtime the invocation that it asked for. */
export type Reply = (delivery: Delivery) => void;

/** The last part of the path that a result is posted to. */
export type ResultKind = 'response' | 'error';

/** An error of the Runtime API itself. */
export interface Refusal {
  readonly statusCode: number;
  readonly errorType: string;
  readonly errorMessage: string;
}

type RuntimeState =
  | 'Started'
  | 'InitError'
  | 'Ready'
  | 'Running'
  | 'InvocationResponse'
  | 'InvocationErrorResponse'
  | 'ResponseSent';

const invalidRequestId: Refusal = {
  statusCode: 400,
  errorType: 'InvalidRequestID',
  errorMessage: 'Invalid request ID',
};

/** RT-6. */
function transitionRefused(from: RuntimeState, to: RuntimeState): Refusal {
  return {
    statusCode: 403,
    errorType: 'InvalidStateTransition',
    errorMessage: `State transition from ${from} to ${to} failed for runtime. Error: State transition is not allowed`,
  };
}
