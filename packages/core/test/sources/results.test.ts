import { beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';

import { IntegrationError, reply } from '../../src/index.ts';
import { shapeReply } from '../../src/reply/shape-reply.ts';
import { detectSource } from '../../src/sources/sources.ts';
import type { FrontDoorName } from '../answer.ts';
import { frontDoorEvent } from '../events.ts';

function resultOf(frontDoor: FrontDoorName, returned: unknown, overrides = {}): unknown {
  const event = frontDoorEvent(frontDoor, {}, overrides);
  return detectSource(event).toResult(shapeReply(returned), event);
}

let warn: MockInstance<typeof console.warn>;

// A warning comes once in the life of a module.
beforeEach(() => {
  warn = vi.spyOn(console, 'warn').mockReturnValue();
  return () => warn.mockRestore();
});

const simple = reply({ a: 1 }, { statusCode: 201, headers: { 'X-A': 'b' }, cookies: ['a=1'] });
const several = reply('a', { headers: { link: ['<a>', '<b>'] }, cookies: ['a=1', 'b=2', 'c=3'] });
const bytes = Uint8Array.of(0xff, 0x00);

describe('the envelope of each source, key by key', () => {
  const headers = { 'x-a': 'b', 'content-type': 'application/json' };
  const body = '{"a":1}';
  const flag = { isBase64Encoded: false };

  it.each<[FrontDoorName, unknown]>([
    ['rest-api', { statusCode: 201, headers: { ...headers, 'set-cookie': 'a=1' }, body, ...flag }],
    [
      'http-api-v1',
      { statusCode: 201, headers: { ...headers, 'set-cookie': 'a=1' }, body, ...flag },
    ],
    ['http-api', { statusCode: 201, headers, cookies: ['a=1'], body, ...flag }],
    ['function-url', { statusCode: 201, headers, cookies: ['a=1'], body, ...flag }],
    [
      'alb',
      {
        statusCode: 201,
        statusDescription: '201 Created',
        headers: { ...headers, 'set-cookie': 'a=1' },
        body,
        ...flag,
      },
    ],
    [
      'alb-multi-value',
      {
        statusCode: 201,
        statusDescription: '201 Created',
        multiValueHeaders: {
          'x-a': ['b'],
          'content-type': ['application/json'],
          'set-cookie': ['a=1'],
        },
        body,
        ...flag,
      },
    ],
    [
      'vpc-lattice',
      {
        statusCode: 201,
        statusDescription: '201 Created',
        headers: { ...headers, 'set-cookie': 'a=1' },
        body,
        ...flag,
      },
    ],
    [
      'vpc-lattice-v1',
      {
        statusCode: 201,
        statusDescription: '201 Created',
        headers: { ...headers, 'set-cookie': 'a=1' },
        body,
        ...flag,
      },
    ],
    ['websocket', { statusCode: 201, headers, multiValueHeaders: { 'set-cookie': ['a=1'] }, body }],
    ['lambda', { a: 1 }],
  ])('%s', (frontDoor, result) => {
    expect(resultOf(frontDoor, simple)).toStrictEqual(result);
  });

  const lists = {
    link: ['<a>', '<b>'],
    'content-type': ['text/plain; charset=utf-8'],
    'set-cookie': ['a=1', 'b=2', 'c=3'],
  };
  const joined = { link: '<a>, <b>', 'content-type': 'text/plain; charset=utf-8' };
  const spelled = { 'set-cookie': 'a=1', 'Set-cookie': 'b=2', 'sEt-cookie': 'c=3' };

  it.each<[FrontDoorName, object]>([
    ['rest-api', { multiValueHeaders: lists }],
    ['http-api-v1', { multiValueHeaders: lists }],
    ['http-api', { headers: joined, cookies: ['a=1', 'b=2', 'c=3'] }],
    ['function-url', { headers: joined, cookies: ['a=1', 'b=2', 'c=3'] }],
    ['alb', { headers: { ...joined, ...spelled } }],
    ['alb-multi-value', { multiValueHeaders: lists }],
    ['vpc-lattice', { headers: { ...joined, ...spelled } }],
    ['vpc-lattice-v1', { headers: { ...joined, ...spelled } }],
    ['websocket', { headers: joined, multiValueHeaders: { 'set-cookie': ['a=1', 'b=2', 'c=3'] } }],
  ])('several lines and cookies behind %s', (frontDoor, result) => {
    const { headers, multiValueHeaders, cookies } = resultOf(frontDoor, several) as Record<
      string,
      unknown
    >;

    expect({ headers, multiValueHeaders, cookies }).toEqual({
      headers: undefined,
      multiValueHeaders: undefined,
      cookies: undefined,
      ...result,
    });
  });

  it('several lines alone need lists as well behind rest-api', () => {
    const returned = reply('', { headers: { link: ['<a>', '<b>'] } });

    expect(resultOf('rest-api', returned)).not.toHaveProperty('headers');
  });

  it.each<FrontDoorName>(['http-api', 'function-url', 'websocket'])(
    '%s has no key for cookies without any',
    (frontDoor) => {
      const result = resultOf(frontDoor, 'a');

      expect(result).not.toHaveProperty('cookies');
      expect(result).not.toHaveProperty('multiValueHeaders');
    },
  );

  it.each<FrontDoorName>(['alb', 'vpc-lattice'])(
    '%s describes no status without a phrase',
    (frontDoor) => {
      expect(resultOf(frontDoor, reply('', { statusCode: 299 }))).not.toHaveProperty(
        'statusDescription',
      );
    },
  );

  it('the single map is used when an event of the load balancer has no list (ALB-11)', () => {
    expect(resultOf('alb', 'a', { multiValueHeaders: null })).toHaveProperty('headers');
  });
});

describe('cookies under several spellings', () => {
  it('are all different, up to 512', () => {
    const cookies = Array.from({ length: 512 }, (_, index) => `c${index}=1`);

    const { headers } = resultOf('alb', reply('', { cookies })) as {
      headers: Record<string, string>;
    };

    expect(Object.values(headers).filter((value) => value.startsWith('c'))).toEqual(cookies);
    expect(Object.keys(headers).filter((name) => name.toLowerCase() === 'set-cookie')).toHaveLength(
      512,
    );
  });

  it('are refused beyond', () => {
    const cookies = Array.from({ length: 513 }, (_, index) => `c${index}=1`);

    expect(() => resultOf('alb', reply('', { cookies }))).toThrow(
      'reply has 513 cookies, expected at most 512',
    );
  });

  it('come with one warning', async () => {
    vi.resetModules();
    const { alb } = await import('../../src/sources/alb.ts');
    const event = frontDoorEvent('alb');

    alb.toResult(shapeReply(reply('', { cookies: ['a=1'] })), event as never);
    expect(warn).not.toHaveBeenCalled();
    alb.toResult(shapeReply(several), event as never);
    alb.toResult(shapeReply(several), event as never);

    expect(warn).toHaveBeenCalledTimes(1);
    expect(JSON.parse(String(warn.mock.calls[0]?.[0]))).toEqual({
      level: 'warn',
      message: expect.stringContaining('multi-value headers'),
    });
  });
});

describe('bytes behind rest-api', () => {
  it('come with one warning that says what to configure, unless the event shows that it is', async () => {
    vi.resetModules();
    const { restApi } = await import('../../src/sources/rest-api.ts');
    const event = frontDoorEvent('rest-api') as never;

    restApi.toResult(shapeReply(bytes), { ...(event as object), isBase64Encoded: true } as never);
    restApi.toResult(shapeReply('text'), event);
    expect(warn).not.toHaveBeenCalled();
    const result = restApi.toResult(shapeReply(bytes), event);
    restApi.toResult(shapeReply(bytes), event);

    expect(result).toMatchObject({ body: '/wA=', isBase64Encoded: true });
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('binaryMediaTypes'));
  });
});

describe('the error of an AWS integration', () => {
  it('is JSON text that begins with its status', () => {
    const result = resultOf(
      'lambda',
      reply('no', { statusCode: 404, headers: { 'x-a': ['b', 'c'] } }),
    );

    expect(result).toBeInstanceOf(IntegrationError);
    expect((result as Error).name).toBe('IntegrationError');
    expect((result as Error).message).toBe(
      '{"statusCode":404,"headers":{"x-a":"b, c","content-type":"text/plain; charset=utf-8"},"body":"no"}',
    );
  });
});
