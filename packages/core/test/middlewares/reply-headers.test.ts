import { describe, expect, it } from 'vitest';

import {
  proxyHandler,
  proxyRequestId,
  proxySecurityHeaders,
  reply,
  UnrecognizedEventError,
} from '../../src/index.ts';
import { answer, httpFrontDoors } from '../answer.ts';
import { frontDoorEvent, lambdaContext } from '../events.ts';

describe('proxySecurityHeaders', () => {
  it.each(httpFrontDoors)('gives replies safe defaults behind %s', async (frontDoor) => {
    const response = await answer(frontDoor, () => 'ok', { options: { securityHeaders: true } });

    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'self'"),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'origin-agent-cluster': '?1',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-dns-prefetch-control': 'off',
      'x-download-options': 'noopen',
      'x-frame-options': 'SAMEORIGIN',
      'x-permitted-cross-domain-policies': 'none',
      'x-xss-protection': '0',
    });
  });

  it('never overwrites a header of the handler, in any spelling', async () => {
    const handle = (): unknown =>
      reply('', { headers: { 'Content-Security-Policy': "default-src 'none'" } });

    const response = await answer('rest-api', handle, { options: { securityHeaders: true } });

    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'");
  });

  it('takes other values, other headers, and leaves out what is false', async () => {
    const securityHeaders = {
      'X-Frame-Options': 'DENY',
      'X-XSS-Protection': false,
      'permissions-policy': 'camera=()',
    } as const;

    const response = await answer('http-api', () => 'ok', { options: { securityHeaders } });

    expect(response.headers.get('x-frame-options')).toBe('DENY');
    expect(response.headers.has('x-xss-protection')).toBe(false);
    expect(response.headers.get('permissions-policy')).toBe('camera=()');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('does not make a reply vary', async () => {
    const response = await answer('http-api', () => 'ok', { options: { securityHeaders: true } });

    expect(response.headers.has('vary')).toBe(false);
  });

  it('refuses what cannot be sent when it is made', () => {
    expect(() => proxySecurityHeaders({ 'x-a': 'b\nc' })).toThrow(TypeError);
  });
});

describe('proxyRequestId', () => {
  it.each(httpFrontDoors)('gives replies the id of the request behind %s', async (frontDoor) => {
    const response = await answer(frontDoor, () => 'ok', { options: { requestId: true } });

    expect(response.headers.get('x-request-id')).toMatch(/./);
  });

  it('takes another header', async () => {
    const response = await answer('rest-api', () => 'ok', {
      options: { requestId: 'X-Correlation-Id' },
    });

    expect(response.headers.get('x-correlation-id')).toBe('00000000-0000-4000-8000-000000000001');
  });

  it('leaves an id of the handler', async () => {
    const handle = (): unknown => reply('', { headers: { 'X-Request-Id': 'mine' } });

    const response = await answer('rest-api', handle, { options: { requestId: true } });

    expect(response.headers.get('x-request-id')).toBe('mine');
  });

  it('leaves out an id that no header can hold', async () => {
    const handler = proxyHandler({ requestId: true }, () => 'ok');
    const event = frontDoorEvent('http-api');
    const requestContext = { ...(event['requestContext'] as object), requestId: 'a\nb' };

    const result = await handler({ ...event, requestContext }, lambdaContext());

    expect(result).toMatchObject({ statusCode: 200 });
    expect(JSON.stringify(result)).not.toContain('x-request-id');
  });

  it('takes the id of the invocation where the front door has none', async () => {
    const handler = proxyHandler({ requestId: true }, () => 'ok');

    const result = await handler(frontDoorEvent('alb'), lambdaContext());

    expect(result).toMatchObject({ headers: { 'x-request-id': lambdaContext().awsRequestId } });
  });

  it('leaves it out where nobody knows one', async () => {
    const handler = proxyHandler({ requestId: true }, () => 'ok');

    const result = await handler(frontDoorEvent('alb'), {} as never);

    expect(JSON.stringify(result)).not.toContain('x-request-id');
  });

  it('does not make a reply vary', async () => {
    const response = await answer('rest-api', () => 'ok', { options: { requestId: true } });

    expect(response.headers.has('vary')).toBe(false);
  });

  it('leaves the error of an event that is no request as it is', async () => {
    const handler = proxyHandler({ requestId: true }, () => 'ok');

    await expect(handler({}, lambdaContext())).rejects.toThrow(UnrecognizedEventError);
  });

  it('refuses a name that is none when it is made', () => {
    expect(() => proxyRequestId('x request id')).toThrow(TypeError);
  });
});
