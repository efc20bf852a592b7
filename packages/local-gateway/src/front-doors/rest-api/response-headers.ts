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
  for (const [name, value] of [...multiValueHeaders, ...headers]) {
    const key = name.toLowerCase();
    const group = groups.get(key) ?? { name, values: new Set<string>() };
    groups.set(key, group);
    group.values.add(value);
  }
  return Array.from(groups.values()).flatMap(({ name, values }) =>
    Array.from(values, (value): HeaderLine => [name, value]),
  );
}

/** Header lines of a backend as they reach the client: some renamed (RESP-22), one dropped (RESP-24). */
export function remapHeaders(headers: readonly HeaderLine[]): readonly HeaderLine[] {
  return headers
    .filter(([name]) => !DROPPED.has(name.toLowerCase()))
    .map(([name, value]): HeaderLine =>
      REMAPPED.has(name.toLowerCase()) ? [`x-amzn-Remapped-${name}`, value] : [name, value],
    );
}

// The service writes its own id and trace headers (RESP-17).
const DROPPED: ReadonlySet<string> = new Set([
  'transfer-encoding',
  'x-amz-apigw-id',
  'x-amzn-trace-id',
]);

const REMAPPED: ReadonlySet<string> = new Set([...remappedResponseHeaders, 'x-amzn-requestid']);
