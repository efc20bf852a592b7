import { describe, expect, it, vi } from 'vitest';

import { proxyHandler, UnrecognizedEventError } from '../../src/index.ts';
import { requestOf, statusOf } from '../calls.ts';
import { frontDoorEvent, httpFrontDoors, lambdaContext } from '../events.ts';

const queueEvent = {
  Records: [{ messageId: '1', body: '{}', eventSource: 'aws:sqs', eventSourceARN: 'arn' }],
};

describe('an event that is no request', () => {
  const throwing = {
    get requestContext(): never {
      throw new Error('trap');
    },
  };
  const secretive = new Proxy(
    {},
    {
      ownKeys(): never {
        throw new Error('trap');
      },
    },
  );
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  it.each([
    ['CORE-01', 'null', null],
    ['CORE-01', 'undefined', undefined],
    ['CORE-01', 'text', 'event'],
    ['CORE-01', 'a number', 42],
    ['CORE-01', 'a list', []],
    ['CORE-02', 'an empty object', {}],
    ['CORE-02', 'a queue event', queueEvent],
    ['CORE-02', 'a topic event', { Records: [{ Sns: { Message: 'x' } }] }],
    ['CORE-02', 'a bucket event', { Records: [{ s3: { bucket: { name: 'b' } } }] }],
    ['CORE-02', 'a schedule', { version: '0', 'detail-type': 'Scheduled Event', detail: {} }],
    ['CORE-02', 'a user pool trigger', { version: '1', triggerSource: 'PreSignUp_SignUp' }],
    ['CORE-05', 'a missing requestContext', { httpMethod: 'GET', path: '/' }],
    ['CORE-05', 'a null requestContext', { httpMethod: 'GET', path: '/', requestContext: null }],
    ['CORE-05', 'an empty requestContext', { httpMethod: 'GET', path: '/', requestContext: {} }],
    ['CORE-05', 'a list as requestContext', { httpMethod: 'GET', requestContext: [] }],
    ['CORE-15', 'a throwing getter', throwing],
    ['CORE-15', 'a proxy that does not tell its keys', secretive],
    ['CORE-15', 'a revoked proxy', revoked.proxy],
    ['HTTP2-20', 'an authorizer event', { ...frontDoorEvent('http-api'), routeArn: 'arn' }],
  ])('%s: %s fails the invocation and reaches no handler', async (_id, _name, event) => {
    const inner = vi.fn<() => string>();
    const handler = proxyHandler(inner);

    const invocation = handler(event, lambdaContext());

    await expect(invocation).rejects.toThrow(UnrecognizedEventError);
    expect(inner).not.toHaveBeenCalled();
  });

  it('is named in the error, with what was expected', async () => {
    const invocation = proxyHandler(() => 'x')(queueEvent, lambdaContext());

    await expect(invocation).rejects.toThrow(/Records.*rest-api.*function-url/s);
  });
});

describe('CORE-03: a WebSocket event', () => {
  it('is of its own kind', () => {
    expect(requestOf(frontDoorEvent('websocket')).source).toBe('websocket');
  });
});

describe.each(httpFrontDoors)('an incomplete event of %s', (frontDoor) => {
  it.each([
    ['null', null],
    ['missing', undefined],
    ['a list', []],
    ['text', 'x'],
  ])('CORE-06: has no headers when headers are %s', (_name, headers) => {
    const request = requestOf(
      frontDoorEvent(frontDoor, {}, { headers, multiValueHeaders: undefined, cookies: undefined }),
    );

    expect(request.headers).toEqual({});
    expect(request.cookies).toEqual({});
    expect(request.path).toBe('/hello');
  });

  it('CORE-10, CORE-11: has empty maps where the event has nothing', () => {
    const request = requestOf(
      frontDoorEvent(
        frontDoor,
        { target: '/hello' },
        {
          queryStringParameters: null,
          multiValueQueryStringParameters: undefined,
          rawQueryString: undefined,
          query_string_parameters: null,
          pathParameters: null,
          stageVariables: null,
        },
      ),
    );

    expect(request.queries).toEqual({});
    expect(request.query).toEqual({});
    expect(request.params).toEqual({});
  });

  it('CORE-12: has no body for none of any kind', () => {
    for (const body of [undefined, null, '']) {
      expect(requestOf(frontDoorEvent(frontDoor, {}, { body })).body).toBeUndefined();
    }
  });

  it('CORE-13: refuses a body that is no text', () => {
    for (const body of [{ a: 1 }, 7, true, ['x']]) {
      const request = requestOf(frontDoorEvent(frontDoor, {}, { body }));

      expect(statusOf(() => request.body)).toBe(400);
      expect(statusOf(() => request.rawBody)).toBe(400);
    }
  });
});

describe('headers in two maps', () => {
  it('CORE-07: are read from the one that is there', () => {
    const single = { headers: { 'X-A': '1' }, multiValueHeaders: null };
    const multi = { headers: null, multiValueHeaders: { 'X-A': ['1', '2'] } };

    expect(requestOf(frontDoorEvent('rest-api', {}, single)).headers).toEqual({ 'x-a': '1' });
    expect(requestOf(frontDoorEvent('rest-api', {}, multi)).headers).toEqual({ 'x-a': '1, 2' });
  });

  it('CORE-08: count by their multi value map, and no name is lost', () => {
    const maps = {
      headers: { 'X-A': 'other', 'X-B': 'b' },
      multiValueHeaders: { 'X-A': ['1', '12'], Cookie: ['a=1', 'b=2'] },
    };

    const { headers } = requestOf(frontDoorEvent('rest-api', {}, maps));

    expect(headers).toEqual({ 'x-a': '1, 12', 'x-b': 'b', cookie: 'a=1; b=2' });
  });

  it('CORE-09: have text values; numbers and booleans become text, anything else is left out', () => {
    const maps = {
      headers: { a: null, b: 1, c: true, d: {}, e: undefined },
      multiValueHeaders: { f: [1, null, ['x'], 'y'], g: [{}] },
    };

    const { headers } = requestOf(frontDoorEvent('rest-api', {}, maps));

    expect(headers).toEqual({ b: '1', c: 'true', f: '1, y' });
  });
});

describe('CORE-15: an event with a getter that throws', () => {
  it('is an error of the request, and no unhandled rejection', async () => {
    const event = Object.defineProperty(frontDoorEvent('rest-api'), 'body', {
      get() {
        throw new Error('trap');
      },
    });
    vi.spyOn(console, 'error').mockImplementation(() => undefined);

    const result = await proxyHandler(({ body }) => body)(event, lambdaContext());

    expect(result).toMatchObject({ statusCode: 500 });
    vi.restoreAllMocks();
  });
});
