/**
 * Whether a media type is one of an API's `binaryMediaTypes` (REST-56): `type/subtype`, `type/*` and the
 * entry for all match, `*` before a subtype does not. A missing type matches only the entry for all
 * (REST-57, RESP-33).
 */
export function isBinaryMediaType(
  type: string | undefined,
  binaryMediaTypes: readonly string[] = [],
): boolean {
  return binaryMediaTypes.some((entry) => matches(entry.toLowerCase(), type));
}

function matches(entry: string, type: string | undefined): boolean {
  if (entry === '*/*') return true;
  if (type === undefined || entry.startsWith('*')) return false;
  return entry.endsWith('/*') ? type.startsWith(entry.slice(0, -1)) : entry === type;
}
