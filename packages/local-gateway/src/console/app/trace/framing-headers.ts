/** Whether a header says how a request travels; a client writes it anew. */
export function isFraming(name: string): boolean {
  return names.has(name.toLowerCase());
}

const names = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'expect']);
