import type { Draft } from './draft.ts';

/** The last requests of this tab to a method, the newest first. */
export function readHistory(key: string): readonly Draft[] {
  try {
    const list: unknown = JSON.parse(sessionStorage.getItem(prefix + key) ?? '[]');
    return Array.isArray(list) ? list.filter(isDraft) : [];
  } catch {
    return [];
  }
}

/** Puts a request first, and gives the history; the tab keeps it until it is closed. */
export function addToHistory(key: string, draft: Draft): readonly Draft[] {
  const same = JSON.stringify(draft);
  const others = readHistory(key).filter((other) => JSON.stringify(other) !== same);
  const list = [draft, ...others].slice(0, maxEntries);
  try {
    sessionStorage.setItem(prefix + key, JSON.stringify(list));
  } catch {
    // Full: the history of this page's life is enough.
  }
  return list;
}

const prefix = 'history ';
const maxEntries = 15;

function isDraft(value: unknown): value is Draft {
  return (
    typeof value === 'object' &&
    value !== null &&
    'method' in value &&
    'path' in value &&
    'headers' in value &&
    'body' in value &&
    [value.method, value.path, value.headers, value.body].every((part) => typeof part === 'string')
  );
}
