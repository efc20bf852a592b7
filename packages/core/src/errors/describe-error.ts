import { describeValue } from './describe-value.ts';
import { readSafely } from './read-safely.ts';

/** Anything thrown, as JSON for a log. */
export interface ErrorDescription {
  readonly name?: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: ErrorDescription;
  /** What an `AggregateError` holds. */
  readonly errors?: readonly ErrorDescription[];
}

/** Describes anything thrown, with its causes, for a log; never throws and never changes it. */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  const cause = readSafely(error, 'cause');
  const errors = readSafely(error, 'errors');
  const deeper = depth < deepest;
  return {
    ...textMember(error, 'name'),
    message: messageOf(error),
    ...textMember(error, 'code'),
    ...textMember(error, 'stack'),
    ...(deeper && cause !== undefined && { cause: describeError(cause, depth + 1) }),
    ...(deeper &&
      Array.isArray(errors) && {
        errors: errors.slice(0, most).map((item) => describeError(item, depth + 1)),
      }),
  };
}

// A chain may lead back to its own beginning.
const deepest = 5;
const most = 10;

function messageOf(error: unknown): string {
  const message = typeof error === 'string' ? error : readSafely(error, 'message');
  if (typeof message === 'string') return message;
  try {
    return `${describeValue(error)} was thrown`;
  } catch {
    // A revoked proxy does not even say whether it is a list.
    return 'an object that cannot be read was thrown';
  }
}

function textMember(error: unknown, key: 'code' | 'name' | 'stack'): { [key]?: string } {
  const value = readSafely(error, key);
  return typeof value === 'string' ? { [key]: value } : {};
}
