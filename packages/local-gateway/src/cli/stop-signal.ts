/** Resolves at the first Ctrl-C, SIGTERM or SIGHUP from now on; until then none of them ends the process. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve());
    }
  });
}
