/** What a log line may hold; text is cut at 8 KB. */
export type LogEntry = Readonly<Record<string, unknown>>;

/** An entry as one line of JSON that no text in it can break, end or colour. */
export function toLogLine(entry: LogEntry): string {
  return JSON.stringify(entry, cut).replace(unprintable, escape);
}

const longest = 8192;

function cut(_key: string, value: unknown): unknown {
  // JSON has no form of it, and the line must not fail.
  if (typeof value === 'bigint') return String(value);
  return typeof value === 'string' && value.length > longest
    ? `${value.slice(0, longest)}…`
    : value;
}

// JSON escapes the controls below U+0020; terminals and log viewers act on these as well.
const unprintable = /[\u007F-\u009F\u2028\u2029]/g;

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
