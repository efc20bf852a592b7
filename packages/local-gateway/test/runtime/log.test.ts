import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../../src/runtime/function-log.ts';
import { functionSpec, start, until } from './functions.ts';

describe('the log of an invocation', () => {
  it('RT-26 has START, the lines of the console, END and REPORT', async () => {
    const talks = start(
      functionSpec('export const handler = async (event) => { console.log("event", event); };'),
    );

    const cold = await talks.call({ a: 1 });
    const warm = await talks.call({});

    const id = cold.requestId;
    expect(cold.log).toEqual([
      `START RequestId: ${id} Version: $LATEST`,
      expect.stringMatching(
        new RegExp(
          `^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\\t${id}\\tINFO\\tevent \\{ a: 1 \\}$`,
          'u',
        ),
      ),
      `END RequestId: ${id}`,
      expect.stringMatching(
        new RegExp(
          `^REPORT RequestId: ${id}\\tDuration: \\d+\\.\\d\\d ms\\tBilled Duration: \\d+ ms\\tMemory Size: 128 MB\\tMax Memory Used: \\d+ MB\\tInit Duration: \\d+\\.\\d\\d ms$`,
          'u',
        ),
      ),
    ]);
    expect(warm.log.at(-1)).not.toContain('Init Duration');
  });

  it.each([
    ['trace', 'TRACE'],
    ['debug', 'DEBUG'],
    ['info', 'INFO'],
    ['log', 'INFO'],
    ['warn', 'WARN'],
    ['error', 'ERROR'],
  ])('RT-26 writes console.%s as %s', async (method, level) => {
    const talks = start(
      functionSpec(
        `export const handler = async () => console.${method}('%s is %d', 'six', 6, [6]);`,
      ),
    );

    const { log, requestId } = await talks.call({});

    expect(log[1]?.split('\t').slice(1)).toEqual([requestId, level, 'six is 6 [ 6 ]']);
  });

  it('keeps the lines of one message together', async () => {
    const talks = start(
      functionSpec('export const handler = async () => console.log("one\\ntwo\\r\\nthree");'),
    );

    const { log } = await talks.call({});

    expect(log).toHaveLength(4);
    expect(log[1]).toMatch(/\tone\ntwo\n\nthree$/u);
  });

  it('has what was written directly, and a last line without an end', async () => {
    const talks = start(
      functionSpec(
        'export const handler = async () => { process.stdout.write("one\\ntw"); process.stdout.write("o"); process.stderr.write("oops\\n"); };',
      ),
    );

    const { log } = await talks.call({});

    expect(log).toEqual(expect.arrayContaining(['one', 'two', 'oops']));
    expect(log.at(-2)).toMatch(/^END/u);
  });

  it('has everything that was written before process.exit', async () => {
    const talks = start(
      functionSpec(
        'export const handler = async () => { for (let i = 0; i < 5000; i++) console.log("line " + i); process.exit(1); };',
      ),
    );

    const { log } = await talks.call({});

    expect(log.filter((line) => line.includes('\tline '))).toHaveLength(5000);
    expect(log.slice(-4)).toEqual([
      expect.stringMatching(/^RequestId: \S+ Error: Runtime exited with error: exit status 1$/u),
      'Runtime.ExitError',
      expect.stringMatching(/^END/u),
      expect.stringMatching(/\tStatus: error\tError Type: Runtime\.ExitError$/u),
    ]);
  });

  it('RT-18 says that an invocation timed out', async () => {
    const hangs = start(
      functionSpec('export const handler = async () => { for (;;); };', { timeout: 0.25 }),
    );

    const { log, requestId } = await hangs.call({});

    expect(log[1]).toMatch(
      new RegExp(`^\\S+Z ${requestId} Task timed out after 0\\.25 seconds$`, 'u'),
    );
    expect(log.at(-1)).toMatch(/\tStatus: timeout$/u);
  });

  it('has what an init wrote that failed', async () => {
    const broken = start(functionSpec('console.log("before"); throw new Error("at init");'));

    const { log } = await broken.call({});

    expect(log[0]).toMatch(/\tINFO\tbefore$/u);
    expect(log[1]).toMatch(
      /\tERROR\tUncaught Exception \t\{"errorType":"Error","errorMessage":"at init"/u,
    );
  });

  it('is told live, with what was written between invocations too', async () => {
    const records: LogRecord[] = [];
    const talks = start(
      functionSpec(
        `console.log('at init');
         export const handler = async () => { setTimeout(() => console.log('later'), 50); console.log('now'); };`,
      ),
      { onLog: (record) => records.push(record) },
    );

    const { requestId, environmentId } = await talks.call({});
    await until(() => records.some(({ text }) => text.endsWith('later')));

    const find = (end: string) => records.find(({ text }) => text.endsWith(end));
    expect(find('at init')).toMatchObject({ functionName: 'hello', environmentId });
    expect(find('at init')).not.toHaveProperty('requestId');
    expect(find('now')).toMatchObject({ requestId, environmentId, time: expect.any(Number) });
    expect(find('later')).not.toHaveProperty('requestId');
  });
});

describe('a flood of output', () => {
  it('ISO-07 200,000 lines keep the last of them and leave the gateway free', async () => {
    const talks = start(
      functionSpec(
        'export const handler = async ({ lines }) => { for (let i = 0; i < lines; i++) console.log("line " + i); };',
        { timeout: 60 },
      ),
    );
    let turns = 0;
    const timer = setInterval(() => turns++, 5);

    const { log, functionError } = await talks.call({ lines: 200_000 });

    clearInterval(timer);
    expect(functionError).toBeUndefined();
    expect(log[0]).toMatch(/^\(\d+ earlier lines dropped\)$/u);
    expect(log.at(-3)).toMatch(/\tline 199999$/u);
    expect(log.reduce((size, line) => size + line.length, 0)).toBeLessThan(10.1 * 2 ** 20);
    expect(turns).toBeGreaterThan(5);
  });

  it('ISO-07 a line of 50 MB comes in pieces, the last ones kept', async () => {
    const talks = start(
      functionSpec(
        'export const handler = async () => { process.stdout.write("x".repeat(50e6) + "\\n"); console.log("after"); };',
      ),
    );

    const { log, functionError } = await talks.call({});

    expect(functionError).toBeUndefined();
    expect(Math.max(...log.map(({ length }) => length))).toBeLessThanOrEqual(256 * 1024);
    expect(log.at(-3)).toMatch(/\tafter$/u);
  });

  it('ISO-07 bytes that are no text, and colours, do no harm', async () => {
    const talks = start(
      functionSpec(
        `export const handler = async () => {
          process.stdout.write(Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x0a, 0x1b, 0x5b, 0x33, 0x31, 0x6d, 0x0a]));
          return 'ok';
        };`,
      ),
    );

    const { log, payload } = await talks.call({});

    expect(payload).toBe('"ok"');
    expect(log.slice(1, 3)).toEqual(['\u{fffd}\u{fffd}\0\u{fffd}', '\u{1b}[31m']);
  });
});
