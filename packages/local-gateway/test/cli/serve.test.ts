import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';

import { send } from '../http-client.ts';

const cli = join(import.meta.dirname, '../../src/cli.ts');
const assemblies = join(import.meta.dirname, '../assemblies.ts');

/** An app whose synth makes one API of `src/handler.mjs`; what says `broken` does not build, what says `endless` builds for ever. */
const synth = `
import { readFile, writeFile } from 'node:fs/promises';
import { lambdaIntegration, restApi, updateAssembly } from ${JSON.stringify(assemblies)};

const source = await readFile('src/handler.mjs', 'utf8');
if (source.includes('broken')) throw new Error('cannot build this');
if (source.includes('endless')) {
  await writeFile('synth.pid', String(process.pid));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
  await new Promise((resolve) => setTimeout(resolve, 600_000));
}
await updateAssembly('cdk.out', {
  functions: { Fn: source },
  resources: restApi([{ path: 'hello', method: 'ANY', integration: lambdaIntegration('Fn') }]),
});`;

const answer = (expression: string) =>
  `export const handler = async (event) => ({ statusCode: 200, body: String(${expression}) });`;

/** A template written by hand: one function, its code beside it, behind a URL. */
const template = (greeting: string) => `
Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      Code: ./src
      Handler: handler.handler
      Runtime: nodejs24.x
      Role: arn:aws:iam::123456789012:role/fn
      Timeout: 10
      Environment: { Variables: { GREETING: ${greeting} } }
  Url:
    Type: AWS::Lambda::Url
    Properties: { AuthType: NONE, TargetFunctionArn: !GetAtt Fn.Arn }
`;

/** A gateway that serves an app of one handler, as a process of its own. */
class ServedApp {
  readonly folder: string;
  readonly gateway: ChildProcess;
  readonly exited: Promise<number | null>;
  output = '';
  errors = '';

  constructor(folder: string, options: readonly string[]) {
    this.folder = folder;
    const args = ['--conditions=@org/source', cli, folder, '--port', '0', ...options];
    this.gateway = spawn('node', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.gateway.stdout?.on('data', (chunk: Buffer) => {
      this.output += chunk.toString();
    });
    this.gateway.stderr?.on('data', (chunk: Buffer) => {
      this.errors += chunk.toString();
    });
    this.exited = new Promise((resolve) => this.gateway.once('exit', resolve));
  }

  async url(): Promise<string> {
    const url = /http:\/\/localhost:\d+\/v1\/hello/;
    await until(() => url.test(this.output));
    return url.exec(this.output)?.[0] ?? '';
  }

  save(source: string): Promise<void> {
    return writeFile(join(this.folder, 'src', 'handler.mjs'), source);
  }

  stop(signal: NodeJS.Signals): Promise<number | null> {
    this.gateway.kill(signal);
    return this.exited;
  }
}

async function serveApp(handler: string, options: readonly string[] = []): Promise<ServedApp> {
  const folder = await mkdtemp(join(tmpdir(), 'served-app-'));
  await mkdir(join(folder, 'src'));
  await mkdir(join(folder, 'cdk.out'));
  await writeFile(join(folder, 'src', 'handler.mjs'), handler);
  await writeFile(join(folder, 'synth.mjs'), synth);
  await writeFile(
    join(folder, 'cdk.json'),
    JSON.stringify({ app: 'node synth.mjs', watch: { include: 'src/**' } }),
  );
  const samples = options.includes('--once') ? [{ api: 'TestApi', path: '/hello' }] : [];
  await writeFile(join(folder, 'local-gateway.json'), JSON.stringify({ samples }));
  const built = spawn('node', ['synth.mjs'], { cwd: folder, stdio: 'inherit' });
  await new Promise((resolve) => built.once('exit', resolve));
  return new ServedApp(folder, options);
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await condition()) return;
    await sleep(50);
  }
  throw new Error('the condition did not come true in 20 seconds');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('local-gateway <app>', { timeout: 60_000 }, () => {
  const apps: ServedApp[] = [];
  const serve = async (handler: string, options: readonly string[] = []) => {
    const app = await serveApp(handler, options);
    apps.push(app);
    return app;
  };

  afterEach(() => {
    for (const { gateway } of apps.splice(0)) gateway.kill('SIGKILL');
  });

  it('says in one line what is wrong with an answer and exits 1 (--once)', async () => {
    const app = await serveApp("throw new Error('no database');", ['--once']);

    const exitCode = await app.exited;

    expect(exitCode).toBe(1);
    expect(app.errors.trim().split('\n')).toEqual([
      expect.stringMatching(
        /^local-gateway: GET http:\/\/localhost:\d+\/v1\/hello of Test answered 502, expected 200 \(.*no database.*\); mend the handler and start again$/,
      ),
    ]);
  });

  it('runs new code after a save, and keeps the old one when the new one does not build', async () => {
    const app = await serve(answer("'one'"));
    const url = await app.url();
    expect(await send(url)).toMatchObject({ status: 200, body: 'one' });

    await app.save('broken');
    await until(() => app.output.includes('the last good build keeps serving'));
    expect(app.output).toContain('cannot build this');
    expect(await send(url)).toMatchObject({ status: 200, body: 'one' });

    await app.save(answer("'two'"));
    await until(async () => (await send(url)).body === 'two');
    expect(app.output).toContain('reloaded in');
  });

  it('builds once more, not for ever, when the build writes into a folder that is watched', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'served-build-'));
    await mkdir(join(folder, 'src'));
    await mkdir(join(folder, 'cdk.out'));
    await writeFile(join(folder, 'src', 'source.mjs'), answer("'one'"));
    await writeFile(
      join(folder, 'build.mjs'),
      "import { copyFileSync } from 'node:fs'; copyFileSync('src/source.mjs', 'src/handler.mjs');",
    );
    await writeFile(join(folder, 'synth.mjs'), synth);
    const cdkJson = {
      build: 'node build.mjs',
      app: 'node synth.mjs',
      watch: { include: 'src/**' },
    };
    await writeFile(join(folder, 'cdk.json'), JSON.stringify(cdkJson));
    const built = spawn('node build.mjs && node synth.mjs', { cwd: folder, shell: true });
    await new Promise((resolve) => built.once('exit', resolve));
    const app = new ServedApp(folder, []);
    apps.push(app);
    const url = await app.url();
    expect(await send(url)).toMatchObject({ status: 200, body: 'one' });

    await writeFile(join(folder, 'src', 'source.mjs'), answer("'two'"));
    await until(async () => (await send(url)).body === 'two');
    const builds = () => app.output.split('reloaded in').length - 1;
    // As long as several builds take.
    await sleep(3_000);

    expect(builds()).toBeLessThanOrEqual(3);
  });

  it('runs new code after a save of a template, and of the code beside it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'served-template-'));
    await mkdir(join(folder, 'src'));
    await writeFile(join(folder, 'src', 'handler.mjs'), answer("'one'"));
    await writeFile(join(folder, 'api.yaml'), template('none'));
    const app = new ServedApp(join(folder, 'api.yaml'), []);
    apps.push(app);
    await until(() => app.output.includes('Ctrl-C stops'));
    const url = /http:\/\/localhost:\d+\//.exec(app.output)?.[0] ?? '';
    expect(await send(url)).toMatchObject({ status: 200, body: 'one' });

    await writeFile(join(folder, 'src', 'handler.mjs'), answer("'two'"));
    await until(async () => (await send(url)).body === 'two');
    await writeFile(join(folder, 'src', 'handler.mjs'), answer('process.env.GREETING'));
    await writeFile(join(folder, 'api.yaml'), template('hello'));
    await until(async () => (await send(url)).body === 'hello');
  });

  it('lists in its JSON document what it serves, and where', async () => {
    const app = await serve(answer("'one'"), ['--json', '--no-console']);
    await until(() => app.output.endsWith('}\n'));

    const { endpoints } = Object(JSON.parse(app.output));

    expect(endpoints).toMatchObject([
      {
        frontDoor: 'rest-api',
        stack: 'Test',
        name: 'TestApi',
        url: expect.stringMatching(/^http:\/\/localhost:\d+\/v1$/),
        routes: [{ method: 'ANY', path: '/hello', integrationType: 'AWS_PROXY' }],
      },
    ]);
    expect(await send(`${endpoints[0].url}/hello`)).toMatchObject({ status: 200, body: 'one' });
  });

  it('says that it found nothing to serve, and runs on until it is stopped', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'served-nothing-'));
    await writeFile(join(folder, 'empty.json'), '{"Resources":{}}');
    const app = new ServedApp(join(folder, 'empty.json'), ['--no-watch', '--no-console']);
    apps.push(app);
    await until(() => app.output.includes('Ctrl-C stops'));

    expect(app.output).toContain('nothing to serve: found no stage of a REST API or HTTP API');
    expect(await app.stop('SIGINT')).toBe(0);
    expect(app.errors).toBe('');
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'exits 0 on %s and leaves no process (GW-19)',
    async (signal) => {
      const app = await serve(answer('process.pid'));
      const pid = Number((await send(await app.url())).body);

      const exitCode = await app.stop(signal);

      expect(exitCode).toBe(0);
      await until(() => !isAlive(pid));
    },
  );

  it('stops when nobody reads its output any more', async () => {
    const app = await serve(answer('process.pid'));
    const url = await app.url();
    app.gateway.stdout?.destroy();
    const pid = Number((await send(url)).body);

    expect(await app.exited).toBe(0);

    await until(() => !isAlive(pid));
    expect(app.errors).toBe('');
  });

  it('prints its answers to a reader that leaves early (--once)', async () => {
    const app = await serveApp(answer("'one'"), ['--once']);
    app.gateway.stdout?.destroy();

    expect(await app.exited).toBe(0);

    expect(app.errors).toBe('');
  });

  it.each([
    ['SIGINT', 0],
    ['SIGTERM', 0],
    ['SIGHUP', 0],
    ['SIGKILL', null],
  ] as const)('ends with the build that is running, on %s (GW-19)', async (signal, expected) => {
    const app = await serve(answer("'one'"));
    await send(await app.url());
    await app.save('endless');
    const synthPid = async () =>
      Number(await readFile(join(app.folder, 'synth.pid'), 'utf8').catch(() => '0'));
    await until(async () => (await synthPid()) > 0);

    const exitCode = await app.stop(signal);

    expect(exitCode).toBe(expected);
    await until(async () => !isAlive(await synthPid()));
    expect(app.errors).toBe('');
  });

  it('leaves no process when it is killed, even one in an endless loop', async () => {
    const app = await serve(`
      export const handler = async (event) => {
        if (event.path === '/hello' && event.queryStringParameters?.loop) for (;;);
        return { body: String(process.pid) };
      };`);
    const url = await app.url();
    const pid = Number((await send(url)).body);
    const looping = send(`${url}?loop=1`).catch(() => undefined);
    await sleep(200);

    await app.stop('SIGKILL');

    await until(() => !isAlive(pid));
    expect(await looping).toBeUndefined();
  });
});
