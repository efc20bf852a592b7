/** A request target in two halves, both as they were sent. */
export interface RequestTarget {
  /** Starts with `/`; still percent-encoded. */
  readonly path: string;
  /** Without the `?`; `''` when there is none. */
  readonly query: string;
}

/** Splits `/path?query`; a fragment never reaches AWS (REST-41), and neither do scheme and authority. */
export function splitTarget(target: string): RequestTarget {
  const local = target.replace(ORIGIN, '').replace(FRAGMENT, '');
  const mark = local.indexOf('?');
  const path = mark < 0 ? local : local.slice(0, mark);
  return {
    path: path.startsWith('/') ? path : `/${path}`,
    query: mark < 0 ? '' : local.slice(mark + 1),
  };
}

const ORIGIN = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*/;
const FRAGMENT = /#.*$/s;
