const said = new Set<string>();

/** Writes a warning to the log, once in the life of an execution environment. */
export function warnOnce(message: string): void {
  if (said.has(message)) return;
  said.add(message);
  console.warn(JSON.stringify({ level: 'warn', message }));
}
