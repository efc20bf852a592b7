import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { functionSpec, start, writeCode } from './functions.ts';

describe('loading a handler', () => {
  it.each([
    [
      'index.js as CommonJS',
      { 'index.js': 'exports.handler = async () => typeof require;' },
      'function',
    ],
    [
      'index.js as an ES module',
      {
        'index.js': 'export const handler = async () => typeof import.meta.url;',
        'package.json': '{"type":"module"}',
      },
      'string',
    ],
    ['index.mjs', { 'index.mjs': 'export const handler = async () => 1;' }, 1],
    ['index.cjs', { 'index.cjs': 'exports.handler = async () => 2;' }, 2],
    ['index.ts', { 'index.ts': 'exports.handler = async (): Promise<number> => 3;' }, 3],
    ['index.mts', { 'index.mts': 'export const handler = async (): Promise<number> => 4;' }, 4],
    [
      'an assigned module.exports',
      { 'index.js': 'const it = {}; it["han" + "dler"] = async () => 5; module.exports = it;' },
      5,
    ],
  ])('takes %s', async (_what, files, expected) => {
    const loads = start(functionSpec('', { codeDirectory: writeCode(files) }));

    expect(await loads.value()).toBe(expected);
  });

  it('takes a nested path and a nested name', async () => {
    const codeDirectory = writeCode({});
    mkdirSync(`${codeDirectory}/src`);
    writeFileSync(
      `${codeDirectory}/src/app.mjs`,
      'export const api = { v1: { handler: async () => "nested" } };',
    );

    expect(
      await start(functionSpec('', { codeDirectory, handler: 'src/app.api.v1.handler' })).value(),
    ).toBe('nested');
  });

  it('takes a handler that is not async', async () => {
    expect(
      await start(functionSpec('export const handler = (event) => event.a;')).value({ a: 1 }),
    ).toBe(1);
  });

  it('takes what is thenable', async () => {
    expect(
      await start(
        functionSpec('export const handler = () => ({ then: (done) => done("then") });'),
      ).value(),
    ).toBe('then');
  });
});

describe('context', () => {
  it('RT-27 has the members of the runtime', async () => {
    const shows = start(
      functionSpec(
        `export const handler = async (event, context) => ({
          context, keys: Object.keys(context), remaining: context.getRemainingTimeInMillis(),
        });`,
        { memorySize: 192, timeout: 10 },
      ),
    );

    const { requestId, payload } = await shows.call({});
    const { context, keys, remaining } = JSON.parse(payload);

    expect(context).toEqual({
      callbackWaitsForEmptyEventLoop: true,
      functionVersion: '$LATEST',
      functionName: 'hello',
      memoryLimitInMB: '192',
      logGroupName: '/aws/lambda/hello',
      logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/u),
      invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:hello',
      awsRequestId: requestId,
    });
    expect(keys).toEqual(expect.arrayContaining(['clientContext', 'identity', 'tenantId']));
    expect(remaining).toBeGreaterThan(5000);
    expect(remaining).toBeLessThanOrEqual(10_000);
  });
});

const callback = (body: string) =>
  `export const handler = (event, context, callback) => { ${body} };`;

/** Calls back at once, with whether a timer was still open when the result was written. */
const callsEarly = (wait: boolean) => `
  let open = true;
  setTimeout(() => { open = false; }, 200);
  context.callbackWaitsForEmptyEventLoop = ${wait};
  callback(null, { toJSON: () => open });`;

describe('RT-28 callbacks', () => {
  it.each([
    ['callback(null, 1)', 'setTimeout(() => callback(null, 1), 5);', 1],
    ['callback() without a value', 'callback();', null],
    ['no callback at all', '', null],
    ['a returned value, which is ignored', 'return 7;', null],
    ['a returned promise', 'return Promise.resolve(2);', 2],
    ['context.succeed', 'context.succeed(3);', 3],
    ['context.done', 'context.done(null, 4);', 4],
    ['the first of two calls', 'callback(null, 5); callback(null, 6);', 5],
  ])('Node.js 22 takes %s', async (_what, body, expected) => {
    const calls = start(functionSpec(callback(body), { runtime: 'nodejs22.x' }));

    expect(await calls.value()).toBe(expected);
    expect(await calls.value()).toBe(expected);
  });

  it.each([
    'callback(new RangeError("no"));',
    'context.fail(new RangeError("no"));',
    'throw new RangeError("no");',
  ])('Node.js 22 takes the error of %s', async (body) => {
    const calls = start(functionSpec(callback(body), { runtime: 'nodejs22.x' }));

    expect(JSON.parse((await calls.call({})).payload)).toMatchObject({
      errorType: 'RangeError',
      errorMessage: 'no',
    });
  });

  it('Node.js 22 waits for an empty event loop, unless told not to', async () => {
    expect(
      await start(functionSpec(callback(callsEarly(true)), { runtime: 'nodejs22.x' })).value(),
    ).toBe(false);
    expect(
      await start(functionSpec(callback(callsEarly(false)), { runtime: 'nodejs22.x' })).value(),
    ).toBe(true);
  });

  it('Node.js 24 refuses a handler that takes a callback', async () => {
    const calls = start(functionSpec(callback('callback(null, 1);')));

    expect(JSON.parse((await calls.call({})).payload)).toMatchObject({
      errorType: 'Runtime.CallbackHandlerDeprecated',
      errorMessage: expect.stringContaining(
        'AWS Lambda has removed support for callback-based function handlers',
      ),
    });
  });
});
