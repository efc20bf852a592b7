/** A media type with its parameters, all names in lower case. */
export interface ContentType {
  /** Such as `application/json`. */
  readonly type: string;
  /** The `charset` parameter in lower case. */
  readonly charset: string | undefined;
  /** The `boundary` parameter of a form. */
  readonly boundary: string | undefined;
}

// Stryker disable next-line ObjectLiteral: only what the shortcut below looks for
const json: ContentType = { type: 'application/json', charset: undefined, boundary: undefined };

// RFC 9110, 8.3.1 and 5.6.6: type "/" subtype *( OWS ";" OWS [ token "=" ( token / quoted-string ) ] )
const tokenText = "[!#$%&'*+.^_`|~\\dA-Za-z-]+";
const mediaType = new RegExp(`^(${tokenText}/${tokenText})[ \\t]*(?=;|$)`);
// A boundary has more characters (RFC 2046, 5.1.1), which many clients send without the quotes that they would need.
const boundaryText = "[!#$%&'()*+,./:=?^_`|~\\dA-Za-z-]+";
const parameter = new RegExp(
  `[ \\t]*;[ \\t]*(?:boundary=(${boundaryText})|(${tokenText})=(?:(${tokenText})|"((?:[^"\\\\]|\\\\.)*)"))?`,
  'iy',
);

/** Parses a `content-type`; `undefined` for anything that RFC 9110 does not allow. */
export function parseContentType(header: string): ContentType | undefined {
  // What most clients send.
  // Stryker disable next-line ConditionalExpression: a shortcut
  if (header === json.type) return json;
  const match = mediaType.exec(header);
  if (match === null) return undefined;
  let charset: string | undefined;
  let boundary: string | undefined;
  parameter.lastIndex = match[0].length;
  while (parameter.lastIndex < header.length) {
    const found = parameter.exec(header);
    if (found === null) return undefined;
    const [, plain, name, token, quoted = ''] = found;
    const value = plain ?? token ?? quoted.replaceAll(quotedPair, '$1');
    if (name?.toLowerCase() === 'charset') charset ??= value.toLowerCase();
    else if (plain !== undefined || name?.toLowerCase() === 'boundary') boundary ??= value;
  }
  return { type: String(match[1]).toLowerCase(), charset, boundary };
}

const quotedPair = /\\(.)/g;
