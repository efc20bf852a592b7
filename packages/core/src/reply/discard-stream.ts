import type { ByteStream } from './shaped-reply.ts';

/** Ends a stream that nobody will read, so that its file or socket is closed; what it says to that is ignored. */
export function discardStream(stream: ByteStream | undefined): void {
  if (stream === undefined) return;
  // A Node stream has `destroy`, a web stream `cancel`; another iterable has not begun and holds nothing.
  const { destroy, cancel }: Endable = stream;
  try {
    ignoreFailure(stream);
    destroy?.call(stream);
    // A locked web stream refuses.
    // Stryker disable next-line OptionalChaining: what it would throw is caught
    void Promise.resolve(cancel?.call(stream)).catch(ignore);
  } catch {
    // It ended itself.
  }
}

/**
 * Lets a stream that nobody reads yet fail: a file that is not there says so later, and without a listener that would end
 * the process. Whoever reads it is told.
 */
export function ignoreFailure(stream: ByteStream | undefined): void {
  if (stream === undefined) return;
  const { on }: Endable = stream;
  on?.call(stream, 'error', ignore);
}

interface Endable extends ByteStream {
  readonly on?: (event: 'error', listener: () => void) => unknown;
  readonly destroy?: () => unknown;
  readonly cancel?: () => unknown;
}

function ignore(): void {
  // Nobody waits for it.
}
