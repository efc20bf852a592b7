/** The phrase of a status, such as `Not Found`; `undefined` for a status without one. */
export function statusText(statusCode: number): string | undefined {
  // Asked for here: an import of `node:http` costs 20 ms, the module itself is loaded by the runtime.
  texts ??= process.getBuiltinModule('node:http').STATUS_CODES;
  return texts[statusCode];
}

/** The member `statusDescription` of an envelope, `200 OK` (ALB-9); none for a status without a phrase. */
export function describeStatus(statusCode: number): { readonly statusDescription?: string } {
  const text = statusText(statusCode);
  return text === undefined ? {} : { statusDescription: `${statusCode} ${text}` };
}

let texts: Readonly<Record<string, string | undefined>> | undefined;
