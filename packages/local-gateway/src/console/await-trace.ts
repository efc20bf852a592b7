import type { Trace } from '../trace.ts';
import type { Recorder } from './recorder.ts';

/** The newest trace that matches. One of a streamed response is told after its last byte: it is waited for, but not long. */
export function awaitTrace(
  recorder: Recorder,
  matches: (trace: Trace) => boolean,
  milliseconds = 500,
): Promise<Trace | undefined> {
  const { promise, resolve } = Promise.withResolvers<Trace | undefined>();
  const found = recorder.find(matches);
  if (found !== undefined) return Promise.resolve(found);
  const unsubscribe = recorder.subscribe((entry) => {
    if (entry.kind === 'request' && matches(entry.trace)) end(entry.trace);
  });
  const timer = setTimeout(() => end(undefined), milliseconds);

  function end(trace: Trace | undefined): void {
    clearTimeout(timer);
    unsubscribe();
    resolve(trace);
  }
  return promise;
}
