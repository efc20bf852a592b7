import { symlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  functionSpec,
  isAlive,
  processesWith,
  start,
  until,
  type TestFunction,
  writeCode,
} from './functions.ts';

/** The payload of a function error. */
async function failure(
  running: TestFunction,
  event: unknown = {},
): Promise<Record<string, unknown>> {
  const { functionError, payload } = await running.call(event);
  expect(functionError).toBe('Unhandled');
  return JSON.parse(payload);
}

/** A function that does what `faults` says for an event `{ fault: name }`, and otherwise answers `ok`. */
function faulty(faults: Record<string, string>): string {
  const cases = Object.entries(faults).map(
    ([name, code]) => `case ${JSON.stringify(name)}: { ${code} }`,
  );
  return `
    export const handler = async (event) => {
      switch (event.fault) { ${cases.join('\n')} }
      return 'ok';
    };`;
}

describe('function errors', () => {
  it.each([
    ['an Error', `throw new TypeError('no')`, { errorType: 'TypeError', errorMessage: 'no' }],
    ['text', `throw 'no'`, { errorType: 'string', errorMessage: 'no', trace: [] }],
    ['a number', 'throw 42', { errorType: 'number', errorMessage: '42', trace: [] }],
    [
      'undefined',
      'throw undefined',
      { errorType: 'undefined', errorMessage: 'undefined', trace: [] },
    ],
    ['null', 'throw null', { errorType: 'object', errorMessage: 'null', trace: [] }],
    [
      'an object',
      'throw { a: 1 }',
      { errorType: 'object', errorMessage: '[object Object]', trace: [] },
    ],
    [
      'a symbol',
      `throw Symbol('s')`,
      { errorType: 'symbol', errorMessage: 'Symbol(s)', trace: [] },
    ],
    [
      'an error of its own',
      `const e = new Error('no'); e.name = 'Mine'; throw e`,
      { errorType: 'Mine', errorMessage: 'no' },
    ],
    [
      'what cannot be read',
      `throw { get name() { throw new Error('ha'); } , toString() { throw new Error('ha'); } }`,
      { errorType: 'handled', trace: [] },
    ],
  ])('RT-16 RT-15 describe %s that was thrown', async (_what, code, expected) => {
    const fails = start(functionSpec(`export const handler = async () => { ${code}; };`));

    expect(await failure(fails)).toMatchObject(expected);
    expect(fails.environments()).toMatchObject([{ status: 'idle' }]);
  });

  it('RT-16 name file and line of the source, by source maps too', async () => {
    const fails = start(
      functionSpec(`\nexport const handler = async () => {\n  throw new Error('no');\n};`),
    );

    const { trace } = await failure(fails);

    expect(trace).toEqual(
      expect.arrayContaining(['Error: no', expect.stringMatching(/index\.mjs:3:9/u)]),
    );
  });

  it.each([
    ['ISO-09 a function', '() => {}'],
    ['ISO-09 a symbol', 'Symbol()'],
    ['ISO-09 a big integer', '1n'],
    ['ISO-09 a cycle', '(() => { const o = {}; o.o = o; return o; })()'],
    ['ISO-09 a toJSON that throws', '({ toJSON() { throw new Error("ha"); } })'],
  ])('%s cannot be returned', async (_what, value) => {
    const fails = start(functionSpec(`export const handler = async () => (${value});`));

    expect(await failure(fails)).toMatchObject({
      errorType: 'Runtime.JSONStringifyError',
      errorMessage: 'Unable to stringify response body',
    });
  });

  it.each([6_291_557, 50_000_000])(
    'ISO-09 RT-17 RT-7 a result of %i bytes is too large',
    async (bytes) => {
      const large = start(
        functionSpec('export const handler = async ({ bytes }) => "x".repeat(bytes - 2);', {
          memorySize: 512,
        }),
      );

      const { payload, functionError } = await large.call({ bytes });

      expect(functionError).toBe('Unhandled');
      expect(JSON.parse(payload)).toEqual({
        errorMessage:
          'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
        errorType: 'Function.ResponseSizeTooLarge',
      });
      expect(await large.value({ bytes: 6_291_556 })).toHaveLength(6_291_554);
      expect(large.environments()).toHaveLength(1);
    },
  );
});

describe('timeouts', () => {
  const code = faulty({
    loop: 'for (;;);',
    regexp: 'return /^(a+)+$/.test("a".repeat(40) + "!");',
    atomics: 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);',
    wait: 'await new Promise((resolve) => setTimeout(resolve, 60_000));',
  });

  it.each(['loop', 'regexp', 'atomics', 'wait'])('ISO-01 RT-18 ends %s', async (fault) => {
    const hangs = start(functionSpec(code, { timeout: 0.5 }));
    const { requestId, payload } = await hangs.call({ fault });

    expect(JSON.parse(payload)).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${requestId} Error: Task timed out after 0.50 seconds`,
    });
    expect(await hangs.value()).toBe('ok');
  });

  it('RT-13 RT-18 lose the state of the module, but not /tmp', async () => {
    const count = start(
      functionSpec(
        `import { existsSync, writeFileSync, rmSync } from 'node:fs';
         let n = 0;
         export const handler = async ({ file, hang }) => {
           const known = existsSync(file);
           writeFileSync(file, 'x');
           if (hang) for (;;);
           return [++n, known];
         };`,
        { timeout: 0.5 },
      ),
    );
    const file = `${functionSpec('').codeDirectory}/file`;

    expect(await count.value({ file })).toEqual([1, false]);
    expect(await count.value({ file })).toEqual([2, true]);
    await failure(count, { file, hang: true });
    expect(await count.value({ file })).toEqual([1, true]);
  });

  it(
    'RT-20 an init of more than ten seconds is repeated within the invocation',
    { timeout: 30_000 },
    async () => {
      const late = start(
        functionSpec(
          `await new Promise((resolve) => setTimeout(resolve, 60_000));
         export const handler = async () => 1;`,
          { timeout: 0.5 },
        ),
      );

      expect(await failure(late)).toMatchObject({ errorType: 'Sandbox.Timedout' });
      expect(late.log).toContainEqual(expect.stringMatching(/^INIT_REPORT .*Status: timeout$/u));
    },
  );
});

describe('processes that end', () => {
  it.each([
    ['process.exit(0)', 'Runtime exited without providing a reason'],
    ['process.exit(1)', 'Runtime exited with error: exit status 1'],
    ['process.exit(127)', 'Runtime exited with error: exit status 127'],
    ['process.abort()', 'Runtime exited with error: signal: aborted'],
    ['process.kill(process.pid, "SIGKILL")', 'Runtime exited with error: signal: killed'],
    [
      'process.kill(process.pid, "SIGTERM"); for (;;);',
      'Runtime exited with error: signal: terminated',
    ],
    [
      'process.kill(process.pid, "SIGSEGV"); for (;;);',
      'Runtime exited with error: signal: segmentation fault',
    ],
  ])('ISO-02 RT-19 %s is an error at once', async (code, reason) => {
    const ends = start(functionSpec(faulty({ end: code })));
    await ends.value();

    const { requestId, payload } = await ends.call({ fault: 'end' });

    expect(JSON.parse(payload)).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${requestId} Error: ${reason}`,
    });
    expect(await ends.value()).toBe('ok');
  });

  it('ISO-03 RT-30 report an uncaught exception', async () => {
    const code =
      'setTimeout(() => { throw new RangeError("late"); }, 1); await new Promise((r) => setTimeout(r, 5000));';
    const ends = start(functionSpec(faulty({ uncaught: code })));

    expect(await failure(ends, { fault: 'uncaught' })).toMatchObject({
      errorType: 'RangeError',
      errorMessage: 'late',
    });
    expect(await ends.value()).toBe('ok');
    expect(ends.log).toContainEqual(
      expect.stringMatching(/\tERROR\tUncaught Exception \t.*"errorType":"RangeError"/u),
    );
  });

  it('ISO-03 RT-30 report an unhandled rejection', async () => {
    const code =
      'Promise.reject(new RangeError("lost")); await new Promise((r) => setTimeout(r, 5000));';
    const ends = start(functionSpec(faulty({ rejection: code })));

    expect(await failure(ends, { fault: 'rejection' })).toMatchObject({
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'RangeError: lost',
    });
    expect(await ends.value()).toBe('ok');
  });

  it('ISO-03 an error after the result replaces the environment and harms nothing else', async () => {
    const ends = start(
      functionSpec(faulty({ later: 'setTimeout(() => { throw new Error("later"); }, 20);' })),
    );

    expect(await ends.value({ fault: 'later' })).toBe('ok');
    await until(() => ends.environments().length === 0);

    expect(ends.log).toContainEqual(expect.stringContaining('"errorMessage":"later"'));
    expect(await ends.value()).toBe('ok');
  });

  it('ISO-03 an event loop that stays busy after the result holds up one invocation at most', async () => {
    const busy = start(
      functionSpec(faulty({ busy: 'setImmediate(() => setImmediate(() => { for (;;); }));' }), {
        timeout: 2,
      }),
    );

    expect(await busy.value({ fault: 'busy' })).toBe('ok');
    const next = [await busy.call({}), await busy.call({}), await busy.call({})];

    // As on Lambda, the environment takes the invocation that finds it busy along.
    expect(
      next.filter(({ functionError }) => functionError !== undefined).length,
    ).toBeLessThanOrEqual(1);
    expect(next.at(-1)?.payload).toBe('"ok"');
  });

  it('ISO-08 a handler that broke what the runtime needs', async () => {
    const breaks = start(
      functionSpec(faulty({ json: 'JSON.stringify = () => { throw new Error("no"); };' })),
    );

    expect(await failure(breaks, { fault: 'json' })).toMatchObject({
      errorType: 'Runtime.ExitError',
    });
    expect(await breaks.value()).toBe('ok');
  });

  it('RT-29 an async handler that never settles', async () => {
    const never = start(functionSpec('export const handler = () => new Promise(() => {});'));

    expect(await failure(never)).toMatchObject({ errorType: 'Runtime.NodeJsExit' });
    await until(() => never.environments().length === 0);
  });

  it('ISO-04 a heap that is full', async () => {
    const full = start(
      functionSpec(
        faulty({ heap: 'const all = []; for (;;) all.push(new Array(1000).fill(1.5));' }),
      ),
    );

    expect(await failure(full, { fault: 'heap' })).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/signal: (aborted|killed)$/u),
    });
    expect(await full.value()).toBe('ok');
  });

  it.runIf(process.platform === 'linux')('ISO-04 buffers outside of the heap', async () => {
    const before = process.memoryUsage.rss();
    const code =
      'const all = []; for (let i = 0; i < 60; i++) { all.push(Buffer.alloc(50e6, 1)); await new Promise((r) => setTimeout(r, 10)); }';
    const full = start(functionSpec(faulty({ buffers: code })));

    expect(await failure(full, { fault: 'buffers' })).toMatchObject({
      errorMessage: expect.stringMatching(/signal: killed$/u),
    });
    expect(full.log).toContainEqual(
      expect.stringMatching(
        /^killed: found \d+ MB in use, expected at most 256 MB for a memory size of 128 MB$/u,
      ),
    );
    expect(await full.value()).toBe('ok');
    expect(process.memoryUsage.rss() - before).toBeLessThan(100e6);
  });

  it('ISO-05 a stack overflow', async () => {
    const deep = start(
      functionSpec('const f = () => f() + 1; export const handler = async () => f();'),
    );

    expect(await failure(deep)).toMatchObject({ errorType: 'RangeError' });
  });
});

describe('init', () => {
  it.each([
    ['a throw in module scope', '\nthrow new Error("at init");', 'Error', /index\.mjs:2/u],
    [
      'a syntax error',
      'export const handler = async () => {',
      'Runtime.UserCodeSyntaxError',
      /index\.mjs:1/u,
    ],
    [
      'a missing export',
      'export const other = 1;',
      'Runtime.HandlerNotFound',
      /index\.handler is undefined or not exported/u,
    ],
    [
      'an export that is no function',
      'export const handler = 1;',
      'Runtime.HandlerNotFound',
      /index\.handler is not a function/u,
    ],
    ['a missing module', 'import "./nowhere.mjs";', 'Runtime.ImportModuleError', /nowhere\.mjs/u],
    [
      'a top-level await that never ends',
      'await new Promise(() => {}); export const handler = 1;',
      'Runtime.NodeJsExit',
      /never settled/u,
    ],
    [
      'an unhandled rejection',
      'Promise.reject(new Error("no")); await new Promise((r) => setTimeout(r, 1000));',
      'Runtime.UnhandledPromiseRejection',
      /no/u,
    ],
  ])(
    'ISO-05 RT-20 reports %s, with its place in the log',
    async (_what, source, errorType, place) => {
      const broken = start(functionSpec(source));

      expect(await failure(broken)).toMatchObject({ errorType, requestId: '' });
      expect(broken.log.join('\n')).toMatch(place);
      expect(await failure(broken)).toMatchObject({ errorType, requestId: '' });
    },
  );

  it.each([
    ['index.nothing', 'Runtime.HandlerNotFound'],
    ['nowhere.handler', 'Runtime.ImportModuleError'],
    ['index', 'Runtime.MalformedHandlerName'],
    ['../index.handler', 'Runtime.MalformedHandlerName'],
  ])('RT-20 refuses the handler %s', async (handler, errorType) => {
    const broken = start(functionSpec('export const handler = async () => 1;', { handler }));

    expect(await failure(broken)).toMatchObject({ errorType });
  });

  it.each([
    ['an absolute path', (file: string) => file],
    ['a link', () => 'link'],
    ['a folder that is a link', () => 'linked/index'],
  ])('CON-11 refuses a handler outside of the code, by %s', async (_what, moduleOf) => {
    const outside = writeCode({ 'index.mjs': 'export const handler = async () => 1;' });
    const codeDirectory = writeCode({ 'index.mjs': '' });
    symlinkSync(join(outside, 'index.mjs'), join(codeDirectory, 'link.mjs'));
    symlinkSync(outside, join(codeDirectory, 'linked'));
    const handler = `${moduleOf(join(outside, 'index'))}.handler`;

    expect(await failure(start(functionSpec('', { codeDirectory, handler })))).toMatchObject({
      errorType: 'Runtime.ImportModuleError',
      errorMessage: expect.stringContaining('in the code of the function, found '),
    });
  });

  it('RT-19 reports an exit', async () => {
    const ends = start(functionSpec('process.exit(3);'));

    expect(await failure(ends)).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/exit status 3$/u),
    });
  });

  it('fails an invocation when the code directory does not exist', async () => {
    const nowhere = start(functionSpec('', { codeDirectory: '/nowhere/at/all' }));

    expect(await failure(nowhere)).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect(nowhere.log.join('\n')).toContain('the environment could not be started');
  });
});

describe('isolation', () => {
  it('ISO-06 children, ports and timers are gone with the environment', async () => {
    const spawns = start(
      functionSpec(`
        import { spawn } from 'node:child_process';
        import { createServer } from 'node:net';
        export const handler = async () => {
          setInterval(() => {}, 1000);
          const server = createServer().listen(0, '127.0.0.1');
          await new Promise((resolve) => server.once('listening', resolve));
          const children = [1, 2, 3].map(() => spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }));
          return { port: server.address().port, pids: [process.pid, ...children.map(({ pid }) => pid)] };
        };`),
    );
    const { pids, port } = (await spawns.value()) as { pids: number[]; port: number };
    expect(pids.filter(isAlive)).toHaveLength(4);

    await spawns.close();

    await until(() => pids.filter(isAlive).length === 0);
    const refused = await new Promise<Error>((resolve) =>
      connect(port, '127.0.0.1').once('error', resolve),
    );
    expect(refused).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it.runIf(process.platform === 'linux')(
    'ISO-06 children that left the process group are gone too',
    async () => {
      const spawns = start(
        functionSpec(
          `import { spawn } from 'node:child_process';
         export const handler = async ({ loop }) => {
           const child = spawn('sleep', ['600'], { stdio: 'ignore', detached: true });
           child.unref();
           console.log('pid ' + child.pid);
           if (loop) for (;;);
         };`,
          { timeout: 1 },
        ),
      );
      const pids = () =>
        spawns.log.flatMap((line) =>
          [.../\tpid (\d+)$/u[Symbol.matchAll](line)].map(([, pid]) => Number(pid)),
        );

      await spawns.call({});
      await failure(spawns, { loop: true });
      await until(() => pids().filter(isAlive).length === 0);
      await spawns.call({});
      await spawns.close();
      await until(() => pids().filter(isAlive).length === 0);

      expect(pids()).toHaveLength(3);
    },
  );

  it('ISO-06 a process that multiplies ends with its invocation', async () => {
    const bomb = start(
      functionSpec(
        `import { spawn } from 'node:child_process';
         export const handler = async ({ mark }) => {
           for (let i = 0; i < 20; i++) spawn('sh', ['-c', \`(sleep 60; echo \${mark}) & (sleep 60; echo \${mark}) & sleep 60; echo \${mark}\`], { stdio: 'ignore' });
           for (;;);
         };`,
        { timeout: 1 },
      ),
    );
    const mark = `mark${process.pid}${Date.now()}`;

    await failure(bomb, { mark });

    await until(() => processesWith(mark).length === 0);
    expect(processesWith(mark)).toEqual([]);
  });

  it('ISO-08 changes to globals stay in the environment and go with it', async () => {
    const changes = start(
      functionSpec(`
        export const handler = async ({ exit }) => {
          const seen = [process.env.CHANGED, ({}).polluted, globalThis.changed, process.cwd() === '/'];
          if (exit) process.exit(1);
          process.env.CHANGED = '1';
          Object.prototype.polluted = 1;
          globalThis.changed = 1;
          process.chdir('/');
          process.umask(0);
          return seen;
        };`),
    );
    const fresh = [null, null, null, false];

    expect(await changes.value()).toEqual(fresh);
    expect(await changes.value()).toEqual(['1', 1, 1, true]);
    await failure(changes, { exit: true });
    expect(await changes.value()).toEqual(fresh);
    expect(process.env['CHANGED']).toBeUndefined();
    expect('polluted' in {}).toBe(false);
  });

  it('ISO-09 a handler that takes over the Runtime API harms only itself', async () => {
    const liar = start(
      functionSpec(
        `export const handler = async (event, { awsRequestId }) => {
          const url = \`http://\${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/\`;
          const post = (id) => fetch(\`\${url}\${id}/response\`, { method: 'POST', body: '"from fetch"' }).then((r) => r.status);
          const statuses = [await post('nobody'), await post(awsRequestId), await post(awsRequestId)];
          console.log(statuses.join());
          return 'from return';
        };`,
      ),
    );

    expect(await liar.value()).toBe('from fetch');
    await until(() => liar.log.some((line) => line.includes('400,202,')));
    expect(await liar.value()).toBe('from fetch');
  });
});
