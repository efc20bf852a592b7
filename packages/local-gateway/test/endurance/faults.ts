/** What can go wrong in a function: its code, and the statuses that clients of a proxy integration may get. */
export interface Fault {
  readonly name: string;
  readonly code: string;
  /** @default [502] */
  readonly statuses?: readonly number[];
  /** Of the request that follows in the same environment. @default [200] */
  readonly nextStatuses?: readonly number[];
}

/** The twenty-three ways for a function to fail; each must harm nothing but its own invocation (ISO-01..ISO-09). */
export const faults: readonly Fault[] = [
  { name: 'an endless loop', code: 'for (;;);' },
  { name: 'a regular expression that explodes', code: '/^(a+)+$/.test("a".repeat(40) + "!");' },
  {
    name: 'a wait that blocks',
    code: 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);',
  },
  { name: 'a command that blocks', code: 'execSync("sleep 60");' },
  {
    name: 'a promise that takes too long',
    code: 'await new Promise((resolve) => setTimeout(resolve, 60_000));',
  },
  { name: 'a promise that nothing settles', code: 'await new Promise(() => {});' },
  { name: 'an exit', code: 'process.exit(0);' },
  { name: 'an exit with a status', code: 'process.exit(1);' },
  { name: 'an abort', code: 'process.abort();' },
  { name: 'a kill', code: 'process.kill(process.pid, "SIGKILL"); for (;;);' },
  { name: 'a segmentation fault', code: 'process.kill(process.pid, "SIGSEGV"); for (;;);' },
  { name: 'a termination', code: 'process.kill(process.pid, "SIGTERM"); for (;;);' },
  {
    name: 'an exception in a timer',
    code: 'setTimeout(() => { throw new Error("late"); }); await new Promise((resolve) => setTimeout(resolve, 60_000));',
  },
  {
    name: 'a rejection that nothing handles',
    code: 'void Promise.reject(new Error("no")); await new Promise((resolve) => setTimeout(resolve, 60_000));',
  },
  {
    name: 'an exception after the result',
    code: 'setTimeout(() => { throw new Error("late"); }, 5);',
    statuses: [200],
    // As on Lambda, whoever comes just then meets a process that is about to end.
    nextStatuses: [200, 502],
  },
  { name: 'an exception', code: 'throw new Error("no");' },
  { name: 'a stack overflow', code: 'const again = () => again() + 1; again();' },
  {
    name: 'a full heap',
    code: 'const all = []; for (;;) all.push(new Array(100_000).fill(all.length));',
  },
  {
    name: 'buffers without end',
    code: 'const all = []; for (;;) { all.push(Buffer.alloc(50_000_000, 1)); await new Promise((resolve) => setTimeout(resolve, 20)); }',
  },
  { name: 'a result that is no JSON', code: 'return Symbol("no");' },
  { name: 'a result of 50 MB', code: 'return { body: "x".repeat(50_000_000) };' },
  {
    name: '50 MB of output',
    code: 'for (let line = 0; line < 500; line++) process.stdout.write("x".repeat(100_000) + "\\n");',
    // On a busy machine that takes longer than the function may.
    statuses: [200, 502],
  },
  {
    name: 'children, a port and a timer left behind',
    code: 'for (let i = 0; i < 3; i++) spawn("sleep", ["600"]); createServer().listen(0); setInterval(() => {}, 1000); process.exit(3);',
  },
];

/** A handler that does what goes by the name in the request's body, and otherwise answers `ok`. */
export const faultyHandler: string = `
import { execSync, spawn } from 'node:child_process';
import { createServer } from 'node:net';
export const handler = async ({ body }) => {
  switch (body) { ${faults.map(({ name, code }) => `case ${JSON.stringify(name)}: { ${code} break; }`).join('\n')} }
  return { statusCode: 200, body: 'ok' };
};`;
