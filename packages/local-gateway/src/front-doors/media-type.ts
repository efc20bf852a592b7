/** `type/subtype` of a `Content-Type` or of the first entry of an `Accept`, in lower case, without parameters. */
export function mediaType(header: string | undefined): string | undefined {
  return header?.split(PARAMETERS, 1)[0]?.trim().toLowerCase();
}

const PARAMETERS = /[;,]/;
