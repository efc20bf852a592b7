/** One change that an HTTP API makes to a request before its integration, or to the integration's response. */
export interface ParameterMapping {
  readonly action: 'append' | 'overwrite' | 'remove';
  readonly location: 'header' | 'querystring' | 'path' | 'statuscode';
  /** Of a header or a query parameter; `''` for the others. */
  readonly name: string;
  /** Text with variables such as `$request.header.a` or `${context.stage}`. */
  readonly value: string;
}

/**
 * Reads one entry of `RequestParameters` or `ResponseParameters`: `append:header.a`, `overwrite:path` …; or says why
 * AWS would refuse it.
 */
export function readParameterMapping(
  key: string,
  value: string,
  of: 'request' | 'response',
): ParameterMapping | string {
  const [, action = '', location = '', name = ''] =
    /^(append|overwrite|remove):(header|querystring)\.(.+)$/.exec(key) ??
    /^(overwrite):(path|statuscode)$/.exec(key) ??
    [];
  if (!isAction(action) || !isLocation(location) || !locations[of].includes(location)) {
    return `cannot map ${JSON.stringify(key)}, expected ${expected[of]}`;
  }
  return location === 'header' && isReservedHeader(name)
    ? `cannot map ${JSON.stringify(key)}, AWS reserves this header`
    : { action, location, name, value };
}

const locations: Readonly<Record<'request' | 'response', readonly string[]>> = {
  request: ['header', 'querystring', 'path'],
  response: ['header', 'statuscode'],
};

const expected = {
  request: 'append, overwrite or remove of header.name or querystring.name, or overwrite:path',
  response: 'append, overwrite or remove of header.name, or overwrite:statuscode',
} as const;

function isAction(text: string): text is ParameterMapping['action'] {
  return text === 'append' || text === 'overwrite' || text === 'remove';
}

function isLocation(text: string): text is ParameterMapping['location'] {
  return text === 'header' || text === 'querystring' || text === 'path' || text === 'statuscode';
}

/** HTTP2-37. */
function isReservedHeader(name: string): boolean {
  return reserved.test(name);
}

const reserved =
  /^(?:access-control-.*|apigw-.*|authorization|connection|content-encoding|content-length|content-location|forwarded|keep-alive|origin|proxy-.*|te|trailers|transfer-encoding|upgrade|x-amz-.*|x-amzn-.*|x-forwarded-(?:for|host|proto)|via)$/i;
