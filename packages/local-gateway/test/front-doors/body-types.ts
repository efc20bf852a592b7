/** Content types with what HTTP APIs, function URLs and load balancers make of a body: `cm-http-body-encoding`. */
export const bodyTypes: readonly (readonly [type: string | undefined, kind: 'text' | 'base64'])[] =
  [
    ['text/plain', 'text'],
    ['text/html; charset=utf-8', 'text'],
    ['application/json', 'text'],
    ['Application/JSON;charset=utf-8', 'text'],
    ['application/xml', 'text'],
    ['application/javascript', 'text'],
    [undefined, 'base64'],
    ['application/x-www-form-urlencoded', 'base64'],
    ['multipart/form-data; boundary=x', 'base64'],
    ['application/octet-stream', 'base64'],
    ['image/png', 'base64'],
    ['application/vnd.api+json', 'base64'],
  ];
