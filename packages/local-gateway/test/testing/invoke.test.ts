import { describe, expect, it } from 'vitest';

import { type FrontDoorName, frontDoors, invoke, reasonOf } from '../../src/testing.ts';

const request = new Request('https://api.test/hello?name=Ada', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"message":"Hello World"}',
});

/** What each front door makes of a function error. */
const failures: Readonly<Record<FrontDoorName, readonly [status: number, body: string]>> = {
  'rest-api': [502, '{"message": "Internal server error"}'],
  'http-api': [500, '{"message":"Internal Server Error"}'],
  'http-api-v1': [500, '{"message":"Internal Server Error"}'],
  'function-url': [502, 'Internal Server Error'],
  alb: [502, '<html>\r\n<head><title>502 Bad Gateway'],
  'alb-multi-value': [502, '<html>\r\n<head><title>502 Bad Gateway'],
  'vpc-lattice': [502, 'Bad Gateway'],
  'vpc-lattice-v1': [502, 'Bad Gateway'],
  websocket: [200, '{"message":"Internal server error","connectionId":'],
  lambda: [500, '{"message": "Internal server error"}'],
};

describe.each(frontDoors)('invoke through %s', (frontDoor) => {
  it('answers with what the handler returns', async () => {
    const response = await invoke(() => ({ statusCode: 200, body: 'hello' }), request, {
      frontDoor,
    });

    expect(response.status).toBe(200);
    expect(await response.text()).toContain('hello');
    expect(reasonOf(response)).toBeUndefined();
  });

  it.each([
    ['throws', () => thrower()],
    ['rejects', async () => thrower()],
  ])(
    'a handler that %s is an error of the front door, and the reason says why',
    async (_, handler) => {
      const response = await invoke(handler, request, { frontDoor });

      const [status, body] = failures[frontDoor];
      expect(response.status).toBe(status);
      expect(await response.text()).toContain(body);
      expect(reasonOf(response)).toBe('the function failed: TypeError: secret');
    },
  );

  it('hands over the event and a context as Lambda makes it', async () => {
    const seen: unknown[] = [];

    await invoke((...args: unknown[]) => seen.push(...args), request, { frontDoor, timeout: 5000 });

    const [event, context] = seen;
    expect(event).toBeTypeOf('object');
    expect(context).toMatchObject({
      callbackWaitsForEmptyEventLoop: true,
      functionName: 'test',
      functionVersion: '$LATEST',
      memoryLimitInMB: '128',
      logGroupName: '/aws/lambda/test',
      logStreamName: expect.stringContaining('[$LATEST]'),
      invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:test',
      awsRequestId: '00000000-0000-4000-8000-000000000001',
      getRemainingTimeInMillis: expect.any(Function),
    });
    const { getRemainingTimeInMillis } = context as { getRemainingTimeInMillis: () => number };
    expect(getRemainingTimeInMillis()).toBeGreaterThan(4000);
    expect(getRemainingTimeInMillis()).toBeLessThanOrEqual(5000);
  });
});

describe('invoke, a handler with a callback (RT-28)', () => {
  it.each([
    ['calls it', (_event, _context, callback) => callback(null, { statusCode: 201 })],
    [
      'calls it later',
      (_event, _context, callback) => void setTimeout(callback, 1, undefined, { statusCode: 201 }),
    ],
    [
      'has two arguments more',
      (_event, _context, callback, _more) => callback(null, { statusCode: 201 }),
    ],
    ['returns a promise', async (_event, _context, _callback) => ({ statusCode: 201 })],
    ['calls context.succeed', (_event, context, _callback) => context.succeed({ statusCode: 201 })],
  ] satisfies readonly (readonly [string, CallbackHandler])[])(
    'that %s gives its result',
    async (_name, handler) => {
      expect((await invoke(handler, request, { frontDoor: 'rest-api' })).status).toBe(201);
    },
  );

  it.each([
    ['calls it with an error', (_event, _context, callback) => callback(new TypeError('secret'))],
    ['throws', (_event, _context, _callback) => thrower()],
    ['rejects', async (_event, _context, _callback) => thrower()],
  ] satisfies readonly (readonly [string, CallbackHandler])[])(
    'that %s has failed',
    async (_name, handler) => {
      const response = await invoke(handler, request, { frontDoor: 'rest-api' });

      expect(response.status).toBe(502);
      expect(reasonOf(response)).toBe('the function failed: TypeError: secret');
    },
  );

  it('that forgets it gives null when its time is over', async () => {
    const forgetful: CallbackHandler = (_event, _context, _callback) => {};

    const response = await invoke(forgetful, request, { frontDoor: 'lambda', timeout: 1 });

    expect(await response.text()).toBe('null');
  });
});

describe('invoke', () => {
  it('calls a handler with an event type of its own', async () => {
    const response = await invoke(typedHandler, request, { frontDoor: 'http-api', requestId: 'r' });

    expect(await response.text()).toBe('/hello r');
  });

  it('the lesson: behind lambda the event is the payload and the result is the answer', async () => {
    const response = await invoke(echo, request, { frontDoor: 'lambda' });

    expect(await response.json()).toEqual({ message: 'Hello World' });
  });

  it.each([
    ['rest-api', { multiValueHeaders: { 'set-cookie': ['a=1', 'b=2'] } }],
    ['http-api', { cookies: ['a=1', 'b=2'] }],
    ['function-url', { cookies: ['a=1', 'b=2'] }],
    ['alb-multi-value', { multiValueHeaders: { 'set-cookie': ['a=1', 'b=2'] } }],
    ['vpc-lattice', { headers: { 'set-cookie': ['a=1', 'b=2'] } }],
  ] as const)('%s: keeps several cookies', async (frontDoor, result) => {
    const response = await invoke(() => ({ statusCode: 200, ...result }), request, { frontDoor });

    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('RESP-28: gives the bytes that a client gets', async () => {
    expect(await bytesOf('http-api')).toBe('ff0041');
    expect(await bytesOf('rest-api')).toBe('2f774242');
  });

  it.each([204, 304])('gives a %i without body', async (statusCode) => {
    const response = await invoke(() => ({ statusCode }), request, { frontDoor: 'rest-api' });

    expect(response.status).toBe(statusCode);
    expect(response.body).toBeNull();
  });

  it('HTTP2-39, FURL-23: with a CORS configuration a preflight does not reach the handler', async () => {
    const preflight = new Request('https://api.test/hello', {
      method: 'OPTIONS',
      headers: { origin: 'https://app.test', 'access-control-request-method': 'PUT' },
    });
    const cors = { allowOrigins: ['https://app.test'] };

    const answered = await invoke(thrower, preflight, { frontDoor: 'http-api', cors });
    const passed = await invoke(thrower, preflight, { frontDoor: 'rest-api', cors });

    expect(answered.status).toBe(204);
    expect(answered.headers.get('access-control-allow-origin')).toBe('https://app.test');
    expect(passed.status).toBe(502);
  });

  it('REQ-9: answers 400 where a body is no payload, and the handler is not called', async () => {
    const form = new Request('https://api.test/', { method: 'POST', body: 'a=1' });

    const response = await invoke(thrower, form, { frontDoor: 'lambda' });

    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      message: expect.stringMatching(/^Could not parse request body into json: /),
    });
    expect(response.headers.get('x-amzn-requestid')).toBe('00000000-0000-4000-8000-000000000001');
    expect(reasonOf(response)).toBe(
      'the request body is "a=1", expected JSON for a non-proxy integration',
    );
  });

  it('rejects for a path that does not fit the route', async () => {
    await expect(
      invoke(echo, request, { frontDoor: 'lambda', route: '/users/{id}' }),
    ).rejects.toThrow('does not fit the route');
  });

  it('leaves the request usable for the next front door', async () => {
    for (const frontDoor of frontDoors) await invoke(() => ({}), request, { frontDoor });

    expect(request.bodyUsed).toBe(false);
  });
});

type CallbackHandler = (
  event: unknown,
  context: { readonly succeed: (result: unknown) => void },
  callback: (error?: unknown, result?: unknown) => void,
  ...more: readonly unknown[]
) => unknown;

function thrower(): never {
  throw new TypeError('secret');
}

function echo(event: unknown): unknown {
  return event;
}

async function typedHandler(
  { rawPath }: { readonly rawPath: string },
  { awsRequestId }: { readonly awsRequestId: string },
): Promise<string> {
  return `${rawPath} ${awsRequestId}`;
}

async function bytesOf(frontDoor: FrontDoorName): Promise<string> {
  const response = await invoke(binary, request, { frontDoor });
  return Buffer.from(await response.arrayBuffer()).toString('hex');
}

function binary(): unknown {
  return { statusCode: 200, body: '/wBB', isBase64Encoded: true };
}
