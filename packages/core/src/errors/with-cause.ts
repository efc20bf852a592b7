/** An error with what led to it as its `cause`, unless it has one or is frozen. */
export function withCause(error: unknown, cause: unknown): unknown {
  if (error instanceof Error && error !== cause && Object.isExtensible(error)) {
    error.cause ??= cause;
  }
  return error;
}
