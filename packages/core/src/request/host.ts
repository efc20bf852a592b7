/** A `host` header that has the form of one (RFC 3986, 3.2.2, with a port), else `undefined`. */
export function readHost(header: string | undefined): string | undefined {
  return header !== undefined && header.length <= 255 && host.test(header) ? header : undefined;
}

const host = /^(?:[\w.~-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;
