/**
 * Resolves at the first Ctrl-C, SIGTERM or SIGHUP from now on, or when nobody reads the output any more, as in `| head -1`;
 * until then none of these ends the process.
 */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve());
    }
    process.stdout.on('error', () => resolve());
  });
}
