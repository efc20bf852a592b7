import { HttpError } from './errors.ts';
import { type HeaderLine, toHeaderLines } from '../reply/header-lines.ts';
import { isIntegerBetween } from '../reply/is-integer-between.ts';
import { isInstance, readSafely } from './read-safely.ts';
import { statusText } from '../reply/status-text.ts';

/** What a client may see of anything thrown. */
export interface Problem {
  /** An integer from 400 to 599. */
  readonly status: number;
  readonly headers: readonly HeaderLine[];
  readonly type?: string | undefined;
  readonly title: string;
  readonly detail?: string | undefined;
  /** Extension members (RFC 9457, 3.2). */
  readonly members?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * The problem of anything thrown: a status from 400 to 599 is kept, with the headers; anything else is a 500; and only a
 * 4xx says more than its status.
 *
 * @throws TypeError for headers that cannot be sent.
 */
export function toProblem(error: unknown): Problem {
  if (isEarlyTimeout(error)) return withoutDetail(504, []);
  const status = statusOf(error);
  if (status === undefined) return internalServerError;
  const said = toHeaderLines(readSafely(error, 'headers'));
  // The body is ours, whatever the error says of its own, such as that of another server.
  const headers = said.filter(([name]) => name !== 'content-type' && name !== 'content-encoding');
  const problem = withoutDetail(status, headers);
  if (status >= 500 || readSafely(error, 'expose') === false) return problem;
  const message = readSafely(error, 'message');
  const detail = typeof message === 'string' && message !== '' ? message : undefined;
  if (!isInstance(error, HttpError)) return { ...problem, detail };
  const { type, title = problem.title, members } = error;
  return { ...problem, type, title, detail, members };
}

/** The problem of anything that nobody may hear more about. */
export const internalServerError: Problem = Object.freeze({
  status: 500,
  headers: Object.freeze([]),
  type: undefined,
  title: 'Internal Server Error',
  detail: undefined,
  members: undefined,
});

/** The form of an error's body: problem details (RFC 9457), or `message` alone. */
export type ErrorShape = 'message' | 'problem';

/** The body of a problem as JSON text; a 5xx tells the request's id, by which its log line is found. */
export function toProblemText(
  problem: Problem,
  shape: ErrorShape | undefined,
  requestId?: unknown,
): string {
  const { status, type, title, detail, members } = problem;
  // A detail among the members counts where there is no message.
  const said = detail === undefined ? {} : { detail };
  const fixed =
    shape === 'message' ? { message: detail ?? title } : { type, title, status, ...said };
  // Twice: the members neither change what is fixed nor come before it.
  return JSON.stringify({ ...fixed, ...members, ...fixed, ...(status >= 500 && { requestId }) });
}

/** The media type of a problem's body. */
export function problemType(shape?: ErrorShape): string {
  return shape === 'message' ? 'application/json' : 'application/problem+json';
}

function withoutDetail(status: number, headers: readonly HeaderLine[]): Problem {
  const title = statusText(status) ?? 'Unknown Error';
  return { status, headers, type: undefined, title, detail: undefined, members: undefined };
}

function statusOf(error: unknown): number | undefined {
  const status = readSafely(error, 'statusCode');
  return isIntegerBetween(status, 400, 599) ? status : undefined;
}

// How middy ends an invocation just before Lambda would.
function isEarlyTimeout(error: unknown): boolean {
  const isTimeout = readSafely(error, 'name') === 'TimeoutError';
  return isTimeout && readSafely(readSafely(error, 'cause'), 'package') === '@middy/core';
}
