import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { refusedVariables } from '../../src/runtime/environment-variables.ts';
import { functionSpec, start } from './functions.ts';

const show = 'export const handler = async () => ({ ...process.env });';

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIADEVELOPER');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', 'token');
  vi.stubEnv('AWS_PROFILE', 'work');
  vi.stubEnv('MY_SECRET', 'hidden');
});
afterEach(() => vi.unstubAllEnvs());

describe('environmentVariables', () => {
  it('RT-32 sets what Lambda sets', async () => {
    const spec = functionSpec(show, { memorySize: 256, environment: { TABLE: 'items' } });
    const shows = start(spec);

    const variables = await shows.value();

    expect(variables).toEqual({
      TABLE: 'items',
      _HANDLER: 'index.handler',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: 'hello',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/hello',
      AWS_LAMBDA_LOG_STREAM_NAME: expect.stringMatching(
        /^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/u,
      ),
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_SESSION_TOKEN: 'local',
      AWS_LAMBDA_RUNTIME_API: expect.stringMatching(/^127\.0\.0\.1:\d+$/u),
      LAMBDA_TASK_ROOT: spec.codeDirectory,
      LAMBDA_RUNTIME_DIR: expect.stringMatching(/runtime$/u),
      AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
      AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1:2000',
      _AWS_XRAY_DAEMON_ADDRESS: '127.0.0.1',
      _AWS_XRAY_DAEMON_PORT: '2000',
      TZ: ':UTC',
      LANG: 'en_US.UTF-8',
      PATH: process.env['PATH'],
      LD_LIBRARY_PATH: expect.stringContaining(spec.codeDirectory),
      NODE_PATH: expect.stringContaining(spec.codeDirectory),
      PWD: spec.codeDirectory,
      SHLVL: '0',
    });
  });

  it('RT-32 sets _X_AMZN_TRACE_ID for each invocation', async () => {
    const shows = start(
      functionSpec('export const handler = async () => process.env._X_AMZN_TRACE_ID ?? null;'),
    );

    expect((await shows.call({}, { traceId: 'Root=1-2-3' })).payload).toBe('"Root=1-2-3"');
    expect((await shows.call({}, { traceId: 'Root=4-5-6' })).payload).toBe('"Root=4-5-6"');
    expect((await shows.call({})).payload).toBe('null');
  });

  it('runs in the folder of the code', async () => {
    const spec = functionSpec(
      'export const handler = async () => [process.cwd(), new Date(0).getTimezoneOffset()];',
    );

    expect(await start(spec).value()).toEqual([spec.codeDirectory, 0]);
  });

  it('RT-33 lets the function set what Lambda lets it', async () => {
    const environment = {
      TZ: 'Europe/Vienna',
      LANG: 'C',
      PATH: '/only/mine',
      NODE_PATH: '/mine',
      AWS_XRAY_DAEMON_ADDRESS: 'x:1',
    };

    expect(await start(functionSpec(show, { environment })).value()).toMatchObject(environment);
  });

  it('RT-33 refuses reserved names, and says so', async () => {
    const shows = start(
      functionSpec(show, {
        environment: {
          AWS_REGION: 'mars',
          AWS_LAMBDA_RUNTIME_API: 'evil:1',
          _HANDLER: 'x.y',
          AWS_ACCESS_KEY_ID: 'AKIA',
          FINE: '1',
        },
      }),
    );

    expect(await shows.value()).toMatchObject({
      AWS_REGION: 'eu-west-1',
      _HANDLER: 'index.handler',
      AWS_ACCESS_KEY_ID: 'local',
      FINE: '1',
    });
    expect(shows.log.filter((line) => line.includes('was left out'))).toHaveLength(4);
  });

  it('ISO-11 keeps the environment and the credentials of the developer out', async () => {
    const variables = (await start(functionSpec(show)).value()) as Record<string, string>;

    expect(variables).not.toHaveProperty('MY_SECRET');
    expect(variables).not.toHaveProperty('AWS_PROFILE');
    expect(variables).not.toHaveProperty('HOME');
    expect(Object.values(variables)).not.toContain('AKIADEVELOPER');
  });

  it('ISO-11 hands credentials on when asked, and nothing else', async () => {
    const variables = await start(functionSpec(show), { passCredentials: true }).value();

    expect(variables).toMatchObject({
      AWS_ACCESS_KEY_ID: 'AKIADEVELOPER',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'token',
      AWS_PROFILE: 'work',
    });
    expect(variables).not.toHaveProperty('MY_SECRET');
  });

  it.each(['--inspect=0.0.0.0:9229', '--require ./evil.cjs'])(
    'ISO-12 strips NODE_OPTIONS=%s',
    async (options) => {
      vi.stubEnv('NODE_OPTIONS', '--no-deprecation');
      const shows = start(
        functionSpec(
          'export const handler = async () => [process.env.NODE_OPTIONS ?? null, process.execArgv.join(" ")];',
          {
            environment: { NODE_OPTIONS: options },
          },
        ),
      );

      const [own, execArgv] = (await shows.value()) as [unknown, string];

      expect(own).toBeNull();
      expect(execArgv).not.toMatch(/inspect|require|deprecation/u);
      expect(shows.log).toContainEqual(expect.stringContaining('NODE_OPTIONS was left out'));
    },
  );

  it.each([
    ['AWS_REGION', 'ap-south-1'],
    ['AWS_DEFAULT_REGION', 'ap-south-2'],
  ])('hands on the region of the credentials, as %s names it', async (name, region) => {
    vi.stubEnv('AWS_REGION', undefined);
    vi.stubEnv(name, region);

    const variables = await start(functionSpec(show), { passCredentials: true }).value();

    expect(variables).toMatchObject({ AWS_REGION: region, AWS_DEFAULT_REGION: region });
  });

  it('ISO-12 opens an inspector when asked, on loopback only', async () => {
    const shows = start(
      functionSpec(
        `import { url } from 'node:inspector'; export const handler = async () => url();`,
      ),
      { inspect: 0 },
    );

    expect(await shows.value()).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\//u);
  });
});

describe('refusedVariables', () => {
  it('RT-33 names those that Lambda reserves', () => {
    const names = [
      '_HANDLER',
      '_X_AMZN_TRACE_ID',
      'AWS_DEFAULT_REGION',
      'AWS_REGION',
      'AWS_EXECUTION_ENV',
      'AWS_LAMBDA_FUNCTION_NAME',
      'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
      'AWS_LAMBDA_FUNCTION_VERSION',
      'AWS_LAMBDA_INITIALIZATION_TYPE',
      'AWS_LAMBDA_LOG_GROUP_NAME',
      'AWS_LAMBDA_LOG_STREAM_NAME',
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
      'AWS_LAMBDA_RUNTIME_API',
      'LAMBDA_TASK_ROOT',
      'LAMBDA_RUNTIME_DIR',
    ];
    const own = ['TZ', 'LANG', 'PATH', 'NODE_PATH', 'AWS_XRAY_DAEMON_ADDRESS', 'TABLE'];

    expect(
      refusedVariables(Object.fromEntries([...names, ...own].map((name) => [name, 'x']))),
    ).toEqual(names);
  });
});
