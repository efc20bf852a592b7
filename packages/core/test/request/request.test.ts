import { describe, expect, it } from 'vitest';

import { encodePath } from '../../src/request/encode-path.ts';
import { proxyEventNormalizer } from '../../src/middlewares/proxy-event-normalizer.ts';
import { parseBody } from '../../src/request/parse-body.ts';
import { mountOf, unmount } from '../../src/request/mount.ts';
import { parseJson } from '../../src/request/parse-json.ts';
import { readIdentityV1 } from '../../src/request/read-identity.ts';
import { lambda } from '../../src/sources/lambda.ts';
import { decodedMountOf } from '../../src/request/stage-mount.ts';
import { requestOf, requestThrough, statusOf } from '../calls.ts';
import { frontDoorEvent, restApiEvent } from '../events.ts';

describe('mountOf', () => {
  it.each([
    ['/users/7', '/users/{id}', { id: '7' }, ''],
    ['/v2/users/7', '/users/{id}', { id: '7' }, '/v2'],
    ['/v2/users/7/', '/users/{id}', { id: '7' }, '/v2'],
    ['/v2/a/b/', '/{proxy+}', { proxy: 'a/b' }, '/v2'],
    ['/v2', '/', {}, '/v2'],
    ['/v2/', '/', {}, '/v2'],
    ['/', '/', {}, ''],
    ['/other', '/users', {}, ''],
    ['/v2/users/7', '/users/{id}', {}, ''],
    ['/v2/users/', '/users/{id}', {}, ''],
    ['/v2/a/1/undefined', '/a/{x}/{y}', { x: '1' }, ''],
    ['/v2/a//1', '/a/{x}/{y}', { y: '1' }, ''],
    ['/v2/a/1/2', '/a/{x}/{y}', { x: '1', y: '2' }, '/v2'],
    ['/v2/users/7', '/users/{id}', null, ''],
  ])('finds what comes before the route in %s: %s', (path, route, params, mount) => {
    expect(mountOf(path, route, params)).toBe(mount);
  });
});

describe('unmount', () => {
  it.each([
    ['/v2/users', '/v2', '/users'],
    ['/v2', '/v2', '/'],
    ['/v20/users', '/v2', '/v20/users'],
    ['/users', '', '/users'],
    ['/users', '/v2', '/users'],
  ])('takes whole segments off %s', (path, mount, rest) => {
    expect(unmount(path, mount)).toBe(rest);
  });
});

describe('decodedMountOf', () => {
  const event = (domainName: unknown, stage: unknown = 'dev', pathParameters: unknown = {}) => ({
    pathParameters,
    requestContext: { domainName, stage },
  });

  it('is the stage on the default domain (HTTP1-9, HTTP2-11)', () => {
    const domain = 'abc.execute-api.eu-west-1.amazonaws.com';

    expect(decodedMountOf('/dev/x', '/x', event(domain))).toBe('/dev');
    expect(decodedMountOf('/dev/x', undefined, event(domain))).toBe('/dev');
    expect(decodedMountOf('/x', undefined, event(domain, '$default'))).toBe('');
    expect(decodedMountOf('/development', undefined, event(domain))).toBe('');
    expect(decodedMountOf('/x', '/x', event(undefined, undefined))).toBe('');
    // A domain of one label is none that a client could ask for.
    expect(decodedMountOf('/shop/x', '/x', event('localhost', '$default'))).toBe('');
  });

  it('is what the route leaves on a custom domain (REST-52)', () => {
    const custom = event('api.example.com', 'dev', { id: 'a b' });

    expect(decodedMountOf('/shop/users/a%20b', '/users/{id}', custom)).toBe('/shop');
    expect(decodedMountOf('/a%2Fb/users/a%20b', '/users/{id}', custom)).toBe('');
    expect(decodedMountOf('/%zz/users', '/users', event('api.example.com'))).toBe('');
    expect(decodedMountOf('/dev/x', undefined, custom)).toBe('/dev');
  });
});

describe('basePath', () => {
  it('is known also when the event tells no stage', () => {
    const event = restApiEvent({ resource: '/users', path: '/v2/users' });
    const requestContext = {
      ...event.requestContext,
      domainName: 'api.example.com',
      stage: undefined,
    };

    expect(requestOf({ ...event, requestContext }).basePath).toBe('/v2');
  });
});

describe('the option basePath', () => {
  it('says nothing where the event tells the base path', () => {
    const event = restApiEvent({ resource: '/v2/users', path: '/v2/v2/users' });
    const requestContext = { ...event.requestContext, domainName: 'api.example.com' };

    const request = requestOf({ ...event, requestContext }, { basePath: '/v2' });

    expect([request.path, request.basePath, request.route]).toEqual([
      '/v2/users',
      '/v2',
      '/v2/users',
    ]);
  });

  const pathOf = (basePath: string, path: string) => {
    const request = requestOf(frontDoorEvent('alb', {}, { path }), { basePath });
    return [request.path, request.basePath];
  };

  it('is taken off a path in whole segments', () => {
    expect(pathOf('/v2', '/v2/users')).toEqual(['/users', '/v2']);
    expect(pathOf('v2/', '/v2/users')).toEqual(['/users', '/v2']);
    expect(pathOf('/v2', '/v2')).toEqual(['/', '/v2']);
    expect(pathOf('/v2', '/v20/users')).toEqual(['/v20/users', '']);
    expect(pathOf('/', '/users')).toEqual(['/users', '']);
  });
});

describe('options', () => {
  it.each([
    [{ trustedHops: -1 }, 'trustedHops is -1, expected a number from 0 up'],
    [{ limits: { bodyBytes: Number.NaN } }, 'limits.bodyBytes is NaN'],
    [{ limits: { queries: '5' as never } }, 'limits.queries is 5'],
  ])('that cannot be are refused when the handler is made: %j', (options, message) => {
    expect(() => proxyEventNormalizer(options)).toThrow(message);
  });

  it('may leave limits open', () => {
    expect(() => proxyEventNormalizer({ limits: { headers: Infinity } })).not.toThrow();
  });
});

describe('the base path of a custom domain', () => {
  it('comes without a stage that the path may have', () => {
    const { requestContext } = frontDoorEvent('rest-api');
    const custom = { ...(requestContext as object), domainName: 'api.example.com', stage: 'prod' };
    const of = (path: string, options = {}) => {
      const overrides = { path, resource: '/users', pathParameters: null, requestContext: custom };
      const request = requestOf(frontDoorEvent('rest-api', {}, overrides), options);
      return [request.path, request.basePath];
    };

    expect(of('/shop/users')).toEqual(['/users', '/shop']);
    expect(of('/prod/users')).toEqual(['/users', '']);
    expect(of('/prod/shop/users')).toEqual(['/users', '/shop']);
    expect(of('/users')).toEqual(['/users', '']);
    // A base path of the same name as the stage.
    expect(of('/prod/users', { basePath: '/prod' })).toEqual(['/users', '/prod']);
    expect(of('/prod/prod/users', { basePath: 'prod/prod' })).toEqual(['/users', '/prod/prod']);
    expect(of('/shop/users', { basePath: '/prod' })).toEqual(['/users', '/shop']);
  });
});

describe('encodePath', () => {
  it('encodes what a path cannot have and nothing else', () => {
    expect(encodePath("/a-._~!$&'()*+,;=:@/")).toBe("/a-._~!$&'()*+,;=:@/");
    expect(encodePath('/ü%?#[ ]\ud800')).toBe('/%C3%BC%25%3F%23%5B%20%5D%EF%BF%BD');
  });
});

describe('parseJson', () => {
  it('is not misled by escapes at the beginning of a long text', () => {
    const text = JSON.stringify({ [String.raw`\"[[`.repeat(20)]: ['x'.repeat(70_000), '\\'] });

    expect(parseJson(text)).toEqual(JSON.parse(text));
  });
});

describe('a request', () => {
  it('can become a web request', async () => {
    const request = requestThrough('http-api', { target: '/a%20b?x=1&x=2' });

    const web = request.toWebRequest();

    expect(request.rawBody).toBe(request.rawBody);
    expect(web.method).toBe('POST');
    expect(new URL(web.url).pathname).toBe('/a%20b');
    expect(new URL(web.url).searchParams.getAll('x')).toEqual(['1', '2']);
    expect(web.headers.get('content-type')).toBe('application/json');
    expect(await web.json()).toEqual({ message: 'Hello World' });
  });

  it('can become a web request without a host, a query and a body', () => {
    const sent = { method: 'GET', target: '//evil.test/x', headers: { host: 'a b' }, body: 'x' };
    const web = requestThrough('alb', sent).toWebRequest();

    expect(web.url).toMatch(/^https?:\/\/localhost\/\/evil\.test\/x$/);
    expect(web.body).toBeNull();
  });

  it('can become a web request without knowing its host', () => {
    const event = frontDoorEvent('alb', {}, { headers: { 'x-forwarded-proto': 'http' } });

    expect(requestOf(event).toWebRequest().url).toBe('http://localhost/hello?name=Ada');
  });

  it('has the time and the ids that the front door gives', () => {
    const request = requestThrough('rest-api', {});

    expect(request.receivedAt).toBe(1_767_225_600_000);
    expect(request.requestId).toMatch(/^[\da-f-]{36}$/);
    expect(request.traceId).toMatch(/^Root=1-/);
    expect(requestThrough('vpc-lattice', {}).receivedAt).toBeTypeOf('number');
    const odd = frontDoorEvent('vpc-lattice', {}, { headers: {} });
    const context = { ...(odd['requestContext'] as object), timeEpoch: 'soon' };
    expect(requestOf({ ...odd, requestContext: context }).receivedAt).toBeUndefined();
  });

  it('has the protocol that its front door speaks', () => {
    expect(requestThrough('rest-api', {}).protocol).toBe('https');
    expect(requestThrough('http-api', {}).protocol).toBe('https');
    expect(requestThrough('function-url', {}).protocol).toBe('https');
    expect(requestThrough('websocket', {}).protocol).toBe('wss');
    expect(requestThrough('alb', {}).protocol).toMatch(/^https?$/);
  });

  it('takes what other middlewares put in the place of its maps', () => {
    const request = requestThrough('rest-api', {});

    request.queryStringParameters = { a: '1' };
    request.multiValueQueryStringParameters = { a: ['1'] };
    request.pathParameters = { id: 'a%20b' };
    request.headers = { 'X-A': '1' };
    request.body = 'replaced';

    expect(request.query).toEqual({ a: '1' });
    expect(request.queries).toEqual({ a: ['1'] });
    expect(request.params).toEqual({ id: 'a b' });
    expect(request.headers).toEqual({ 'X-A': '1' });
    expect(request.header('content-type')).toBe('application/json');
    expect(request.body).toBe('replaced');
    expect(request.version).toBe('1.0');
    expect(request.httpMethod).toBe('POST');
  });
});

describe('a WebSocket event', () => {
  const message = (body: string, isBase64Encoded = false) =>
    requestOf(frontDoorEvent('websocket', {}, { body, isBase64Encoded })).body;

  it('has the value of a JSON message and the text of any other', () => {
    expect(message('{"action":"x"}')).toEqual({ action: 'x' });
    expect(message(' [1]')).toEqual([1]);
    expect(message('"text"')).toBe('"text"');
    expect(message('{not json')).toBe('{not json');
    expect(message('aGk=', true)).toEqual(Buffer.from('hi'));
  });

  it('refuses a message with a key that may reach a prototype', () => {
    expect(statusOf(() => message('{"__proto__":1}'))).toBe(400);
  });

  it('has a method for each step (WS-3..5)', () => {
    const { requestContext } = frontDoorEvent('websocket');
    const methodOf = (eventType: string) => {
      const context = { ...(requestContext as object), eventType };
      return requestOf(frontDoorEvent('websocket', {}, { requestContext: context })).method;
    };

    expect(methodOf('CONNECT')).toBe('GET');
    expect(methodOf('MESSAGE')).toBe('POST');
    expect(methodOf('DISCONNECT')).toBe('DELETE');
  });
});

describe('a bare payload', () => {
  const bare = (event: unknown) => lambda.toRequest(event, { passthrough: true });

  it('is the body of a POST to the root', () => {
    const request = bare({ message: 'Hello World' });

    expect(request).toMatchObject({ source: 'lambda', method: 'POST', path: '/' });
    expect(request.queries).toEqual({});
    expect(request.headers).toEqual({});
    expect(request.identity).toEqual({ kind: 'none' });
    expect(request.sourceValue?.value).toEqual({ message: 'Hello World' });
    expect(Buffer.from(request.rawBody ?? []).toString()).toBe('{"message":"Hello World"}');
  });

  it('is no proxy event, however much it looks like one', () => {
    const request = bare(frontDoorEvent('rest-api'));

    expect(request.source).toBe('lambda');
    expect(request.clientIp).toBeUndefined();
  });

  it('is refused with a key that may reach a prototype, and when it is too deep', () => {
    const deep: unknown = JSON.parse('['.repeat(200_000) + ']'.repeat(200_000));

    expect(statusOf(() => bare(JSON.parse('{"__proto__":1}')).sourceValue)).toBe(400);
    expect(() => bare(deep).sourceValue).toThrow(
      expect.objectContaining({ statusCode: 400, message: 'payload is nested too deep' }),
    );
  });

  it('is no body where it is no JSON, as a test may have it', () => {
    const request = bare(undefined);
    request.parseBodyWith(parseBody);

    expect(request.body).toBeUndefined();
    expect(statusOf(() => request.check())).toBe(200);
  });

  it('may be read without the option when the source is chosen by hand', () => {
    expect(lambda.toRequest([1]).sourceValue?.value).toEqual([1]);
  });
});

describe('the envelope of the non-proxy integration', () => {
  it('has no body when it is empty (REQ-8)', () => {
    expect(requestThrough('lambda', { headers: {}, body: '' }).body).toBeUndefined();
    expect(requestThrough('lambda', { body: '{}' }).body).toEqual({});
  });
});

describe('readIdentityV1', () => {
  it('is nobody for an authorizer with empty members', () => {
    expect(readIdentityV1({ authorizer: { jwt: {}, lambda: null } })).toMatchObject({
      kind: 'jwt',
    });
    expect(readIdentityV1({ authorizer: { integrationLatency: 7 } })).toEqual({ kind: 'none' });
  });
});
