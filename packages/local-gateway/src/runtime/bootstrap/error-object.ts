/** The payload of a function error (RT-16). */
export function toErrorObject(error: unknown): ErrorObject {
  try {
    if (error instanceof Error || isErrorLike(error)) {
      // Whatever their types say, they can have been set to anything.
      const { name, message, stack }: { name: unknown; message: unknown; stack?: unknown } = error;
      return {
        errorType: String(name),
        errorMessage: String(message),
        trace: (typeof stack === 'string' ? stack : '').split('\n'),
      };
    }
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  } catch {
    return {
      errorType: 'handled',
      errorMessage:
        'the thrown value could not be read: its name, message, stack or toString throws',
      trace: [],
    };
  }
}

export interface ErrorObject {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

/** An error of the runtime itself; AWS's names: `Runtime.HandlerNotFound`. */
export function runtimeError(name: string, message: string, cause?: Error): Error {
  const error = new Error(message);
  error.name = `Runtime.${name}`;
  if (cause?.stack !== undefined) error.stack = cause.stack;
  return error;
}

/** How the runtime logs an error: a tab, then everything that is known of it. */
export function formatError(error: unknown): string {
  try {
    return `\t${JSON.stringify(error, (_key, value: unknown) => (value instanceof Error ? describe(value) : value))}`;
  } catch {
    return `\t${JSON.stringify(toErrorObject(error))}`;
  }
}

function describe(error: Error): object {
  const { errorType, errorMessage, trace } = toErrorObject(error);
  return Object.assign({ errorType, errorMessage }, error, { stack: trace });
}

/** An error of another realm, or one that only looks like one. */
function isErrorLike(value: unknown): value is Error {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    'message' in value &&
    'stack' in value &&
    typeof value.name === 'string' &&
    typeof value.message === 'string' &&
    typeof value.stack === 'string'
  );
}
