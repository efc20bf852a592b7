/** The `type/subtype` of a `Content-Type` or of the first entry of an `Accept`, in lower case (REQ-4, RESP-28). */
export function mediaType(header: string | undefined): string | undefined {
  const type = header?.split(/[;,]/, 1)[0]?.trim().toLowerCase();
  return type === '' ? undefined : type;
}

/** Whether a media type is listed in an API's `binaryMediaTypes`: exact, `type/*` or `*\/*` (REST-56, RESP-29, RESP-32). */
export function isBinaryMediaType(
  type: string | undefined,
  binaryMediaTypes: readonly string[],
): boolean {
  return binaryMediaTypes.some((entry) => {
    const listed = entry.trim().toLowerCase();
    if (listed === '*/*') return true;
    if (type === undefined) return false;
    if (listed === type) return true;
    return listed.endsWith('/*') && type.startsWith(listed.slice(0, -1));
  });
}
