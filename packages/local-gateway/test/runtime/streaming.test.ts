import { describe, expect, it } from 'vitest';
import type { InvocationResult } from '../../src/invocation.ts';
import { functionSpec, start, until } from './functions.ts';

const streams = (body: string) =>
  functionSpec(
    `export const handler = awslambda.streamifyResponse(async (event, stream, context) => { ${body} });`,
  );
const nuls = '\0'.repeat(8);

/** All of a stream as text, and the error that ended it. */
async function read({ stream }: InvocationResult): Promise<{ text: string; error?: unknown }> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of stream?.chunks ?? []) chunks.push(chunk);
  } catch (error) {
    return { text: Buffer.concat(chunks).toString(), error };
  }
  return { text: Buffer.concat(chunks).toString() };
}

const streaming = { responseStreaming: true };

describe('response streaming', () => {
  it('RT-9 RT-10 gives the chunks as they come', async () => {
    const says = start(
      streams(
        `stream.write('one'); await new Promise((r) => setTimeout(r, 200)); stream.write('two'); stream.end();`,
      ),
    );

    const result = await says.call({}, streaming);
    const early = says.environments()[0]?.status;
    const { text } = await read(result);
    const completed = await result.stream?.completed;

    expect(result.payload).toBe('');
    expect(result.stream?.contentType).toBe('application/octet-stream');
    expect(early).toBe('busy');
    expect(text).toBe('onetwo');
    expect(completed?.functionError).toBeUndefined();
    expect(completed?.log.at(-1)).toMatch(/^REPORT/u);
  });

  it('STRM-3 puts metadata and eight NUL bytes before the body', async () => {
    const says = start(
      streams(
        `stream = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { a: 'b' } });
         stream.write('body'); stream.end();`,
      ),
    );

    const result = await says.call({}, streaming);

    expect(result.stream?.contentType).toBe('application/vnd.awslambda.http-integration-response');
    expect((await read(result)).text).toBe(`{"statusCode":201,"headers":{"a":"b"}}${nuls}body`);
  });

  it('STRM-14 loses the metadata of a stream that writes nothing', async () => {
    const empty = `stream = awslambda.HttpResponseStream.from(stream, { statusCode: 201 });`;
    const nothing = start(streams(`${empty} stream.end();`));
    const something = start(streams(`${empty} stream.write(''); stream.end();`));

    expect(await nothing.call({}, streaming)).toMatchObject({ payload: '' });
    expect((await read(await something.call({}, streaming))).text).toBe(
      `{"statusCode":201}${nuls}`,
    );
  });

  it('STRM-9 collects the stream when nobody asked for one', async () => {
    const says = start(
      streams(
        `stream = awslambda.HttpResponseStream.from(stream, { statusCode: 201 });
         stream.write('bo'); stream.write('dy'); stream.end();`,
      ),
    );

    const { payload, stream } = await says.call({});

    expect(stream).toBeUndefined();
    expect(payload).toBe(`{"statusCode":201}${nuls}body`);
  });

  it('answers as ever for a function that does not stream', async () => {
    const plain = start(functionSpec('export const handler = async () => 1;'));

    expect(await plain.call({}, streaming)).toMatchObject({ payload: '1' });
  });

  it('takes a pipeline, bytes, and serves the next invocation', async () => {
    const says = start(
      functionSpec(`
        import { Readable } from 'node:stream';
        import { pipeline } from 'node:stream/promises';
        export const handler = awslambda.streamifyResponse(async ({ size }, stream) => {
          await pipeline(Readable.from([Buffer.alloc(size, 1), Buffer.alloc(size, 2)]), stream);
        });`),
    );

    for (const size of [1, 1000, 1_000_000]) {
      const { text } = await read(await says.call({ size }, streaming));
      expect(text).toBe('\u0001'.repeat(size) + '\u0002'.repeat(size));
    }
    await until(() => says.environments()[0]?.status === 'idle');
    expect(says.environments()).toHaveLength(1);
  });

  it('RT-9 STRM-13 breaks off when the function fails midway', async () => {
    const fails = start(
      streams(
        `stream.write('half'); await new Promise((r) => setTimeout(r, 50)); throw new RangeError('no');`,
      ),
    );

    const result = await fails.call({}, streaming);
    const { text, error } = await read(result);
    const completed = await result.stream?.completed;

    expect(text).toBe('half');
    expect(String(error)).toContain('RangeError');
    expect(completed?.functionError).toBe('Unhandled');
    expect(JSON.parse(completed?.payload ?? '')).toMatchObject({
      errorType: 'RangeError',
      errorMessage: 'no',
    });
  });

  it('fails as ever before the first byte', async () => {
    const fails = start(streams(`throw new RangeError('no');`));

    for (const options of [{}, streaming]) {
      const { functionError, payload, stream } = await fails.call({}, options);
      expect([functionError, stream]).toEqual(['Unhandled', undefined]);
      expect(JSON.parse(payload)).toMatchObject({ errorType: 'RangeError' });
    }
  });

  it('RT-31 ignores a returned value and refuses a stream that is not finished', async () => {
    const returns = start(streams(`stream.end('done'); return 'ignored';`));
    const leaves = start(streams(`stream.write('half');`));

    expect((await returns.call({})).payload).toBe('done');
    await until(() =>
      returns.log.some((line) => line.endsWith('Streaming handlers ignore return values.')),
    );
    expect(JSON.parse((await leaves.call({})).payload)).toMatchObject({
      errorMessage: 'Response stream is not finished.',
    });
  });

  it.each(['process.exit(1);', 'for (;;);'])(
    'ends the stream of a process that ends: %s',
    async (end) => {
      const dies = start({
        ...streams(`stream.write('half'); await new Promise((r) => setTimeout(r, 50)); ${end}`),
        timeout: 1,
      });

      const result = await dies.call({}, streaming);
      const { text, error } = await read(result);

      expect(text).toBe('half');
      expect(error).toBeDefined();
      expect((await result.stream?.completed)?.functionError).toBe('Unhandled');
    },
  );

  it('lets the function run on when the client leaves', async () => {
    const says = start(
      streams(
        `for (let i = 0; i < 5; i++) { stream.write('x'.repeat(1000)); await new Promise((r) => setTimeout(r, 10)); } stream.end();`,
      ),
    );
    const result = await says.call({}, streaming);

    for await (const chunk of result.stream?.chunks ?? []) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }

    expect((await result.stream?.completed)?.functionError).toBeUndefined();
    await until(() => says.environments()[0]?.status === 'idle');
    expect(says.environments()).toHaveLength(1);
  });

  it('counts a stream that goes on as running', async () => {
    const says = start({
      ...streams(`stream.write('x'); await new Promise((r) => setTimeout(r, 300)); stream.end();`),
      reservedConcurrentExecutions: 1,
    });
    const result = await says.call({}, streaming);

    await expect(says.call({})).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    await read(result);
    await result.stream?.completed;
    expect((await says.call({})).payload).toBe('x');
  });
});
