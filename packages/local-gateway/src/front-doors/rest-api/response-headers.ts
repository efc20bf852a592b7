import type { HeaderLine } from '../../http.ts';
import { remappedResponseHeaders } from './header-names.ts';

/**
 * The header lines of a proxy result: of a name in both maps the multi values come first, with their
 * spelling, then the single one, and equal lines once (RESP-12..RESP-14).
 */
export function mergeHeaders(
  multiValueHeaders: readonly HeaderLine[],
  headers: readonly HeaderLine[],
): readonly HeaderLine[] {
  const groups = new Map<string, { readonly name: string; readonly values: Set<string> }>();
  for (const line of multiValueHeaders.length > 0 ? [...multiValueHeaders, ...headers] : headers) {
    const key = line[0].toLowerCase();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { name: line[0], values: new Set([line[1]]) });
    else group.values.add(line[1]);
  }
  const merged: HeaderLine[] = [];
  for (const { name, values } of groups.values()) {
    for (const value of values) merged.push([name, value]);
  }
  return merged;
}

/** Header lines of a backend as they reach the client: some renamed (RESP-22), one dropped (RESP-24). */
export function remapHeaders(headers: readonly HeaderLine[]): readonly HeaderLine[] {
  return headers
    .filter((line) => !DROPPED.has(line[0].toLowerCase()))
    .map((line): HeaderLine =>
      REMAPPED.has(line[0].toLowerCase()) ? [`x-amzn-Remapped-${line[0]}`, line[1]] : line,
    );
}

// The service writes its own id and trace headers (RESP-17).
const DROPPED: ReadonlySet<string> = new Set([
  'transfer-encoding',
  'x-amz-apigw-id',
  'x-amzn-trace-id',
]);

const REMAPPED: ReadonlySet<string> = new Set([...remappedResponseHeaders, 'x-amzn-requestid']);
