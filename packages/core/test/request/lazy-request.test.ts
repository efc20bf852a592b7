import { describe, expect, it } from 'vitest';

import { lambda } from '../../src/sources/lambda.ts';
import { requestOf, requestThrough } from '../calls.ts';
import { frontDoorEvent, restApiEvent } from '../events.ts';

describe('LazyRequest', () => {
  it('says what is wrong with an event', () => {
    const noText = requestOf(frontDoorEvent('http-api', {}, { body: { a: 1 } }));
    const noMethod = requestOf({ ...restApiEvent(), httpMethod: 'GET IT' });
    const long = requestOf(restApiEvent({ body: 'four' }), { limits: { bodyBytes: 3 } });

    expect(() => noText.body).toThrow(
      expect.objectContaining({ statusCode: 400, message: 'body of the event is not text' }),
    );
    expect(() => noMethod.method).toThrow(
      expect.objectContaining({ statusCode: 400, message: 'method is not a token' }),
    );
    expect(() => {
      long.check();
    }).toThrow(
      expect.objectContaining({ statusCode: 413, message: 'body is larger than 3 bytes' }),
    );
    expect(() => {
      noMethod.check();
    }).toThrow('method is not a token');
  });

  it('has path parameters as text for middlewares, whatever a schema makes of them', () => {
    const request = requestOf(restApiEvent({ pathParameters: { id: '7', name: 'a%20b' } }));

    expect(request.params).toEqual({ id: '7', name: 'a b' });
    request.replace('params', { id: 7 });

    expect(request.params).toEqual({ id: 7 });
    expect({ ...request.pathParameters }).toEqual({ id: '7', name: 'a%20b' });
  });

  it.each(['get', 'GET', 'Purge', "!#$%&'*+.^_`|~-9Z"])(
    'has the method %s in capitals',
    (httpMethod) => {
      expect(requestOf({ ...restApiEvent(), httpMethod }).method).toBe(httpMethod.toUpperCase());
    },
  );

  it('has what a schema makes of a member, once or twice, and lets it be set', () => {
    const request = requestThrough('rest-api', {});

    request.replace('query', { page: 1 });
    request.replace('query', { page: 2 });
    expect(request.query).toEqual({ page: 2 });

    Object.assign(request, { query: { page: 3 } });
    expect(request.query).toEqual({ page: 3 });
  });

  it('takes what middlewares for API Gateway set', () => {
    const request = requestThrough('alb', {});

    request.queryStringParameters = { a: '1' };
    request.multiValueQueryStringParameters = { a: ['1', '2'] };
    request.pathParameters = { id: 'a%20b' };
    request.headers = { 'X-A': 'b' };

    expect(request).toMatchObject({
      version: '1.0',
      query: { a: '1' },
      queries: { a: ['1', '2'] },
      params: { id: 'a b' },
      pathParameters: { id: 'a%20b' },
      headers: { 'X-A': 'b' },
    });
    expect(request.header('content-type')).toBe('application/json');
  });

  it('answers to the names of payload format 1.0 where the event has another', () => {
    const request = requestThrough('function-url', { target: '/a?x=1&x=2' });

    expect(request.httpMethod).toBe('POST');
    expect({ ...request.queryStringParameters }).toEqual({ x: '2' });
    expect({ ...request.multiValueQueryStringParameters }).toEqual({ x: ['1', '2'] });
    expect({ ...request.pathParameters }).toEqual({});
  });

  it('answers to those names with all that the client sent, whatever schemas make of it', () => {
    const request = requestThrough('alb', { target: '/a?page=2&fields=id' });
    request.replace('query', { page: 2 });
    request.replace('queries', { page: [2] });

    expect({ ...request.queryStringParameters }).toEqual({ page: '2', fields: 'id' });
    expect({ ...request.multiValueQueryStringParameters }).toEqual({ page: ['2'], fields: ['id'] });
    expect(request).toMatchObject({ query: { page: 2 }, queries: { page: [2] } });
  });

  it('knows of a bare payload nothing but the payload', () => {
    const request = lambda.toRequest({ a: 1 }, { passthrough: true });

    expect(JSON.parse(JSON.stringify(request))).toEqual({
      source: 'lambda',
      method: 'POST',
      path: '/',
      basePath: '',
      params: {},
      query: {},
      queries: {},
      headers: {},
      cookies: {},
      identity: { kind: 'none' },
      body: '{"a":1}',
    });
  });

  it('has every member in its JSON', () => {
    const request = requestThrough('rest-api', { headers: { cookie: 'a=1', accept: 'text/css' } });

    expect(JSON.parse(JSON.stringify(request))).toMatchObject({
      source: 'rest-api',
      method: 'POST',
      path: '/hello',
      route: '/{proxy+}',
      params: { proxy: 'hello' },
      query: { name: 'Ada' },
      queries: { name: ['Ada'] },
      headers: { accept: 'text/css' },
      cookies: { a: '1' },
      host: expect.stringContaining('.execute-api.'),
      protocol: 'https',
      clientIp: '203.0.113.7',
      identity: { kind: 'none' },
      requestId: '00000000-0000-4000-8000-000000000001',
      traceId: expect.stringContaining('Root='),
      stage: expect.any(String),
      basePath: expect.any(String),
      receivedAt: 1_767_225_600_000,
    });
    expect(Object.keys(request.toJSON())).toContain('body');
  });

  it('knows no time of an event whose time is none', () => {
    const { requestContext } = restApiEvent();
    const at = (requestTimeEpoch: unknown) =>
      requestOf({ ...restApiEvent(), requestContext: { ...requestContext, requestTimeEpoch } })
        .receivedAt;

    expect([at('5'), at(Number.NaN), at(undefined), at(5)]).toEqual([
      undefined,
      undefined,
      undefined,
      5,
    ]);
  });
});
