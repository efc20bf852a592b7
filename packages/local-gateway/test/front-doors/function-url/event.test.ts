import { describe, expect, it } from 'vitest';

import { buildFunctionUrlEvent } from '../../../src/front-doors/function-url/event.ts';
import type { FunctionUrlRoute } from '../../../src/front-doors/function-url/route.ts';
import { bodyTypes } from '../body-types.ts';
import { exchange, httpRequest, type RequestParts } from '../requests.ts';
import { functionUrlRoute } from './routes.ts';

function build(parts: RequestParts = {}, route: Partial<FunctionUrlRoute> = {}) {
  return buildFunctionUrlEvent(httpRequest(parts), functionUrlRoute(route), exchange);
}

describe('buildFunctionUrlEvent', () => {
  it('FURL-1, FURL-3: is payload 2.0 on the route and stage $default, without parameters and authorizer', () => {
    const event = build();

    expect(event).toMatchObject({
      version: '2.0',
      routeKey: '$default',
      requestContext: { routeKey: '$default', stage: '$default' },
    });
    expect(event).not.toHaveProperty('pathParameters');
    expect(event).not.toHaveProperty('stageVariables');
    expect(event.requestContext).not.toHaveProperty('authorizer');
  });

  it('FURL-2: rawPath stays encoded, the path of the request context is decoded', () => {
    const event = build({ target: '/a%20b/%E2%98%95' });

    expect(event.rawPath).toBe('/a%20b/%E2%98%95');
    expect(event.requestContext.http.path).toBe('/a b/☕');
  });

  it('FURL-5: an invalid escape passes unchanged', () => {
    const event = build({ target: '/pa2%Fth/1' });

    expect(event.rawPath).toBe('/pa2%Fth/1');
    expect(event.requestContext.http.path).toBe('/pa2%Fth/1');
  });

  it('FURL-2: cookies are in the header and in the list', () => {
    const event = build({ headers: [['Cookie', 'a=1; b=2']] });

    expect(event.headers['cookie']).toBe('a=1; b=2');
    expect(event.cookies).toEqual(['a=1', 'b=2']);
  });

  it('FURL-2: a UUID, an anonymous account, TLS headers', () => {
    const event = build();

    expect(event.requestContext).toMatchObject({
      requestId: exchange.requestId,
      accountId: 'anonymous',
      apiId: 'abcdefghijklmnop',
      domainPrefix: 'abcdefghijklmnop',
    });
    expect(event.headers).toMatchObject({
      'x-amzn-tls-version': expect.any(String),
      'x-amzn-tls-cipher-suite': expect.any(String),
    });
  });

  it('FURL-3: a signed call has an account and its caller', () => {
    const authorizer = { iam: { accessKey: 'AKIA' } };

    expect(build({}, { authorizer, accountId: '123456789012' }).requestContext).toMatchObject({
      accountId: '123456789012',
      authorizer,
    });
  });

  it('FURL-4: headers in lower case, repeated ones and query values joined with commas', () => {
    const event = build({
      target: '/x?q=query&multiQuery=foo&multiQuery=%2Fbar',
      headers: [
        ['ExTrA-HeadErs', 'With WeiRd CapS'],
        ['x-a', '1'],
        ['X-A', '2'],
      ],
    });

    expect(event.headers).toMatchObject({ 'extra-headers': 'With WeiRd CapS', 'x-a': '1,2' });
    expect(event.queryStringParameters).toEqual({ q: 'query', multiQuery: 'foo,/bar' });
  });

  it.each(bodyTypes)('FURL-6: a body of %s is %s', (type, kind) => {
    const event = build({ body: 'x', headers: type === undefined ? [] : [['content-type', type]] });

    expect(event.body).toBe(kind === 'text' ? 'x' : 'eA==');
    expect(event.isBase64Encoded).toBe(kind === 'base64');
  });
});
