import { describe, expect, it } from 'vitest';

import { httpApiV1 } from '../../src/sources/http-api-v1.ts';
import { restApi } from '../../src/sources/rest-api.ts';
import { detectSource } from '../../src/sources/sources.ts';
import { restApiEvent } from '../events.ts';

describe('an event of a custom domain that does not tell its route', () => {
  it.each([undefined, null, 7])('has no base path, for %j', (resource) => {
    const event = restApiEvent({ resource: resource as never, path: '/v2/users' });
    const requestContext = { ...event.requestContext, domainName: 'api.example.com' };

    const { path, basePath, route } = restApi.toRequest({ ...event, requestContext });

    expect([path, basePath, route]).toEqual(['/v2/users', '', undefined]);
  });
});

describe('restApi', () => {
  it('recognises a REST API event', () => {
    expect(detectSource(restApiEvent())).toBe(restApi);
  });

  it('leaves payload 1.0 of an HTTP API to its own source (REST-2)', () => {
    expect(detectSource({ ...restApiEvent(), version: '1.0' })).toBe(httpApiV1);
  });

  it('keeps every value of a repeated header in order (REST-32)', () => {
    const event = restApiEvent({
      headers: { 'X-Tag': 'b' },
      multiValueHeaders: { 'X-Tag': ['a', 'b'] },
    });

    const request = restApi.toRequest(event);

    expect(request.headers).toEqual({ 'x-tag': 'a, b' });
  });

  it('keeps every value of a repeated query parameter (REST-38)', () => {
    const event = restApiEvent({
      queryStringParameters: { tag: 'b' },
      multiValueQueryStringParameters: { tag: ['a', 'b'] },
    });

    const request = restApi.toRequest(event);

    expect(request.queries).toEqual({ tag: ['a', 'b'] });
    expect(request.query).toEqual({ tag: 'b' });
  });

  it('decodes path parameters once (REST-45)', () => {
    const event = restApiEvent({ pathParameters: { id: 'a%252Fb' } });

    const request = restApi.toRequest(event);

    expect(request.params).toEqual({ id: 'a%2Fb' });
  });

  it('takes the client address from the request context', () => {
    const event = restApiEvent({ multiValueHeaders: { 'X-Forwarded-For': ['198.51.100.1'] } });

    const request = restApi.toRequest(event);

    expect(request.clientIp).toBe('203.0.113.7');
  });
});
