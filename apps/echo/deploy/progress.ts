/** Prints one line of progress. */
export type Say = (message: string) => void;

/** Progress with the time since the start, to stderr when stdout is kept for JSON. */
export function startProgress(json: boolean): Say {
  const stream = json ? process.stderr : process.stdout;
  const start = performance.now();
  return (message) => {
    const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(6);
    stream.write(`${seconds}s  ${message}\n`);
  };
}
