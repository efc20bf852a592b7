import type { ByteStream } from './shaped-reply.ts';

/** Ends a stream that nobody will read, so that its file or socket is closed; what it says to that is ignored. */
export function discardStream(stream: ByteStream | undefined): void {
  if (stream === undefined) return;
  // A Node stream has `destroy`, a web stream `cancel`; another iterable has not begun and holds nothing.
  const { destroy, cancel }: Endable = stream;
  try {
    destroy?.call(stream);
    // A locked web stream refuses.
    // Stryker disable next-line OptionalChaining: what it would throw is caught
    void Promise.resolve(cancel?.call(stream)).catch(ignore);
  } catch {
    // It ended itself.
  }
}

interface Endable extends ByteStream {
  readonly destroy?: () => unknown;
  readonly cancel?: () => unknown;
}

function ignore(): void {
  // Nobody waits for it.
}
