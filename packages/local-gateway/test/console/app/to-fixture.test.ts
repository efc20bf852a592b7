import { stripTypeScriptTypes } from 'node:module';
import { describe, expect, it } from 'vitest';

import { pathBelowStage, toFixture } from '../../../src/console/app/trace/to-fixture.ts';
import type { TraceView } from '../../../src/console/wire/traces.ts';
import { invoke, type InvokeOptions } from '../../../src/testing.ts';
import { bodyOf, traceOf } from './traces.ts';

/** Runs a fixture with this handler in the place of the one it imports; gives how many tests it has. */
async function run(fixture: string, handler: (event: unknown) => unknown): Promise<number> {
  const body = fixture.replaceAll(/^import .*\n/gm, '');
  const tests: (() => Promise<void>)[] = [];
  const collect = (_: string, test: () => Promise<void>) => tests.push(test);
  // oxlint-disable-next-line no-implied-eval, typescript/no-implied-eval -- what a person would paste into a test file
  new Function('it', 'expect', 'invoke', 'handler', stripTypeScriptTypes(body))(
    collect,
    expect,
    (given: typeof handler, request: Request, options: InvokeOptions) =>
      invoke(given, request, options),
    handler,
  );
  for (const test of tests) await test();
  return tests.length;
}

describe('toFixture', () => {
  it('is a test of the handler that passes when it answers as it did', async () => {
    const trace = traceOf({ response: { ...traceOf().response, body: bodyOf(`{"it's":1}`) } });

    const ran = await run(toFixture(trace), (event) => ({
      statusCode: 200,
      body: (event as { readonly body: string }).body,
    }));

    expect(ran).toBe(1);
  });

  it('fails when the handler answers otherwise', async () => {
    await expect(run(toFixture(traceOf()), () => ({ statusCode: 404 }))).rejects.toThrow('404');
  });

  it('calls a method of type AWS as Lambda is called', async () => {
    const route = {
      stage: 'v1',
      resourcePath: '/hello',
      httpMethod: 'POST',
      integrationType: 'AWS',
    };
    const trace = traceOf({
      route,
      response: { ...traceOf().response, body: bodyOf(`{"it's":1}`) },
    });

    expect(await run(toFixture(trace), (event) => event)).toBe(1);
  });

  const route = { stage: '$default', httpMethod: 'ANY', integrationType: 'AWS_PROXY' };
  const staged = { ...route, stage: 'v1', httpMethod: 'POST' };

  it.each([
    {
      title: 'a route of an HTTP API',
      trace: { frontDoor: 'http-api', route: { ...staged, resourcePath: 'POST /{name}' } },
      seen: { version: '2.0', rawPath: '/v1/hello', pathParameters: { name: 'hello' } },
    },
    {
      title: 'the default route of an HTTP API, payload 1.0',
      trace: { frontDoor: 'http-api', route: { ...route, resourcePath: '$default' } },
      event: { version: '1.0' },
      seen: { version: '1.0', path: '/v1/hello' },
    },
    {
      title: 'a function URL',
      trace: { frontDoor: 'function-url', route: { ...route, resourcePath: '$default' } },
      seen: { version: '2.0', rawPath: '/v1/hello' },
    },
    {
      title: 'a rule of a load balancer',
      trace: { frontDoor: 'alb', route: { ...route, stage: '', resourcePath: 'rule 1' } },
      event: { headers: {} },
      seen: { queryStringParameters: { name: 'Ada' } },
    },
    {
      title: 'a load balancer with lists of headers',
      trace: { frontDoor: 'alb', route: { ...route, stage: '', resourcePath: 'rule 1' } },
      event: { multiValueHeaders: {} },
      seen: { multiValueQueryStringParameters: { name: ['Ada'] } },
    },
    {
      title: 'a method of type AWS with the envelope',
      trace: { route: { ...staged, integrationType: 'AWS', resourcePath: '/hello' } },
      event: { requestContext: { integrationType: 'AWS' } },
      seen: { httpMethod: 'POST', queryStringParameters: { name: 'Ada' } },
    },
  ] satisfies { title: string; trace: Partial<TraceView>; event?: object; seen: object }[])(
    'lets the handler get the event of $title',
    async ({ trace, event = {}, seen }) => {
      const whole = traceOf({ ...trace, event: bodyOf(JSON.stringify(event)) });
      let received: unknown;

      // What it answers is not what this is about.
      await run(toFixture(whole), (given) => {
        received = given;
      }).catch(() => {});

      expect(received).toMatchObject(seen);
    },
  );

  it.each([
    ['binary', { base64: true, text: 'AP8=' }, false],
    ['long', { truncated: true }, false],
    ['streamed', {}, true],
  ])('expects the status alone of a %s response', async (_, body, streamed) => {
    const { response } = traceOf();
    const trace = traceOf({
      response: { ...response, body: { ...response.body, ...body }, streamed },
    });

    expect(await run(toFixture(trace), () => ({ statusCode: 200, body: 'all of it' }))).toBe(1);
  });

  it('keeps text that looks like code in its quotes', () => {
    const { request } = traceOf();
    const hostile = traceOf({ request: { ...request, body: bodyOf('"); process.exit(1); ("') } });

    expect(toFixture(hostile)).toContain(String.raw`body: "\"); process.exit(1); (\""`);
  });
});

describe('pathBelowStage', () => {
  it.each([
    ['/v1/hello?name=Ada', '/hello?name=Ada'],
    ['/v1', '/'],
    ['/v1?name=Ada', '/?name=Ada'],
    ['/v10/hello', '/v10/hello'],
  ])('of %s is %s', (target, path) => {
    const { request, ...rest } = traceOf();

    expect(pathBelowStage({ ...rest, request: { ...request, target } })).toBe(path);
  });

  it('takes the stage of a request that nothing serves', () => {
    const { request } = traceOf();
    const unserved = { request: { ...request, target: '/v1/nope' } };

    expect(pathBelowStage(unserved)).toBe('/v1/nope');
    expect(pathBelowStage(unserved, 'v1')).toBe('/nope');
  });
});
