import type { Exchange } from '../exchange.ts';
import type { InvocationResult } from '../invocation.ts';
import { errorOf, resultOf, streamOf } from './invocation.ts';
import { isStreaming } from '../runtime/bootstrap/aws-lambda.ts';
import { callWithCallback } from '../runtime/bootstrap/callback-handler.ts';
import type { Context } from '../runtime/bootstrap/context.ts';
import { openResponseStream, type OpenResponseStream } from './response-stream.ts';
import { testContext } from './test-context.ts';

/** A handler of any event; it gets the event, a context and a callback, and a stream before the context when it streams. */
export type TestHandler = (...args: never[]) => unknown;

/** How a handler runs. */
export interface RunOptions {
  /** Milliseconds. */
  readonly timeout: number;
  /** Give what the handler streams as it comes, not collected. */
  readonly responseStreaming: boolean;
}

/** Runs a handler as Lambda's runtime would, in this process. */
export async function runHandler(
  handler: TestHandler,
  event: unknown,
  exchange: Exchange,
  options: RunOptions,
): Promise<InvocationResult> {
  const context = testContext(exchange, options.timeout);
  // Whatever event a handler declares, the front door has just built one of it.
  const call = (...args: readonly unknown[]): unknown => Reflect.apply(handler, undefined, args);
  if (isStreaming(handler)) {
    const response = openResponseStream();
    const returned = (async () => call(event, response.stream, context))();
    return follow(response, returned, exchange, options);
  }
  try {
    const returned =
      handler.length < 3
        ? call(event, context)
        : callWithCallback(call, event, withoutWait(context), giveUp(options));
    return resultOf(await returned, exchange);
  } catch (error) {
    return errorOf(error, exchange);
  }
}

/** The event loop of a test is never empty: a callback gives its result at once (RT-28). */
function withoutWait(context: Context): Context {
  return { ...context, callbackWaitsForEmptyEventLoop: false };
}

/** A callback that is never called is waited for as long as the function may take. */
function giveUp({ timeout }: RunOptions): (listener: () => void) => void {
  return (listener) => setTimeout(listener, timeout).unref();
}

async function follow(
  response: OpenResponseStream,
  returned: Promise<unknown>,
  exchange: Exchange,
  { timeout, responseStreaming }: RunOptions,
): Promise<InvocationResult> {
  const { stream, chunks, begun, contentType, fail } = response;
  const completed = returned
    .then(() => finished(stream, timeout))
    .then(
      () => streamOf(exchange),
      (error: unknown) => {
        const result = errorOf(error, exchange);
        fail(new Error(`the function failed while it streamed: ${result.payload}`));
        return result;
      },
    );
  if (!responseStreaming) return collect(chunks, completed);
  const first = await Promise.race([begun, completed]);
  return first ?? streamOf(exchange, { contentType: contentType(), chunks, completed });
}

/** RT-31: a stream must end; one that does not is waited for as long as the function may take. */
function finished(stream: OpenResponseStream['stream'], timeout: number): Promise<void> {
  if (stream.writableFinished) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('Response stream is not finished.')), timeout);
    stream
      .once('finish', resolve)
      .once('error', reject)
      .once('close', () => clearTimeout(late));
  });
}

/** What a front door that does not stream gets: everything at once (FURL-19, STRM-9). */
async function collect(
  chunks: AsyncIterable<Uint8Array>,
  completed: Promise<InvocationResult>,
): Promise<InvocationResult> {
  const read: Uint8Array[] = [];
  try {
    for await (const chunk of chunks) read.push(chunk);
  } catch {
    // The result says why.
  }
  const result = await completed;
  return result.functionError === undefined
    ? { ...result, payload: Buffer.concat(read).toString() }
    : result;
}
