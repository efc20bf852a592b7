import { callWithCallback, isPromise, refuseCallback } from './bootstrap/callback-handler.ts';
import { toContext, type Context } from './bootstrap/context.ts';
import { formatError, runtimeError, toErrorObject } from './bootstrap/error-object.ts';
import { loadHandler, type Handler } from './bootstrap/load-handler.ts';
import { patchConsole } from './bootstrap/patch-console.ts';
import { defineAwsLambda, isStreaming } from './bootstrap/aws-lambda.ts';
import { openResponseStream } from './bootstrap/response-stream.ts';
import { connectRuntimeClient } from './bootstrap/runtime-client.ts';

/** The program of an execution environment: loads the handler, then serves invocations until it is killed. */

const {
  AWS_LAMBDA_RUNTIME_API = '',
  LAMBDA_TASK_ROOT = '',
  _HANDLER = '',
  AWS_EXECUTION_ENV = '',
} = process.env;
const takesCallback = Number(/nodejs(\d+)/u.exec(AWS_EXECUTION_ENV)?.[1]) < 24;

// Kept, as a handler may replace it.
const exit = process.exit.bind(process);

let requestId: string | undefined;
/** What to do when the event loop is empty although something is awaited. */
let onEmptyLoop: (() => void) | undefined;
let phase: 'init' | 'invoke' | 'idle' = 'init';

const client = connectRuntimeClient(AWS_LAMBDA_RUNTIME_API, () => exit(1));
client.keepAlive(false);
blockOnOutput();
patchConsole(() => requestId);
defineAwsLambda();
process.on('uncaughtException', (error) => void die('Uncaught Exception', error, 129));
process.on('unhandledRejection', (reason) => {
  const cause = reason instanceof Error ? reason : undefined;
  void die(
    'Unhandled Promise Rejection',
    runtimeError('UnhandledPromiseRejection', String(reason), cause),
    128,
  );
});
process.on('beforeExit', () => {
  if (onEmptyLoop === undefined) void die('Invoke Error', neverSettled(), 13);
  else onEmptyLoop();
});

const handler = await initialise();
for (;;) {
  client.keepAlive(true);
  const { headers, body } = await client.next();
  client.keepAlive(false);
  const context = toContext(headers, process.env);
  requestId = context.awsRequestId;
  setTraceId(headers['lambda-runtime-trace-id']);
  onEmptyLoop = undefined;
  phase = 'invoke';
  if (isStreaming(handler)) await stream(handler, body, context);
  else await answer(handler, body, context);
  phase = 'idle';
}

async function initialise(): Promise<Handler> {
  try {
    const loaded = await loadHandler(LAMBDA_TASK_ROOT, _HANDLER);
    if (!takesCallback && !isStreaming(loaded)) refuseCallback(loaded);
    return loaded;
  } catch (error) {
    return die('Uncaught Exception', error, 1);
  }
}

/** Posts the result. Not awaited, so that it leaves together with the next `next`. */
async function answer(run: Handler, body: string, context: Context): Promise<void> {
  try {
    const event: unknown = JSON.parse(body);
    const result = takesCallback
      ? await callWithCallback(run, event, context, (listener) => (onEmptyLoop = listener))
      : await run(event, context);
    void client.post(`invocation/${context.awsRequestId}/response`, serialise(result));
  } catch (error) {
    console.error('Invoke Error', formatError(error));
    void postError(`invocation/${context.awsRequestId}/error`, error);
  }
}

async function stream(run: Handler, body: string, context: Context): Promise<void> {
  const response = openResponseStream(client, `invocation/${context.awsRequestId}/response`);
  try {
    const returned = run(JSON.parse(body), response.stream, context);
    if (!isPromise(returned)) throw new Error('Streaming does not support non-async handlers.');
    if ((await returned) !== undefined) console.warn('Streaming handlers ignore return values.');
    if (!response.stream.writableFinished) {
      await new Promise<void>((resolve, reject) => {
        response.stream.once('finish', resolve).once('error', reject);
        // RT-31
        onEmptyLoop = () => reject(new Error('Response stream is not finished.'));
      });
    }
  } catch (error) {
    console.error('Invoke Error', formatError(error));
    response.fail(error);
  }
  client.keepAlive(true);
  await response.answered();
}

function serialise(result: unknown): string {
  let text: unknown;
  try {
    text = JSON.stringify(result === undefined ? null : result);
  } catch {
    // Reported below.
  }
  // A function or a symbol has no JSON either.
  if (typeof text === 'string') return text;
  throw runtimeError('JSONStringifyError', 'Unable to stringify response body');
}

/** Logs and reports an error that the process does not survive (RT-30). */
async function die(label: string, error: unknown, exitCode: number): Promise<never> {
  const during = phase;
  phase = 'idle';
  try {
    console.error(label, formatError(error));
    client.keepAlive(true);
    if (during === 'init') await postError('init/error', error, { requestId: '' });
    else if (during === 'invoke') await postError(`invocation/${requestId}/error`, error);
  } catch {
    // The handler has broken what this needs.
  }
  return exit(exitCode);
}

function postError(path: string, error: unknown, more?: object): Promise<unknown> {
  const body = toErrorObject(error);
  return client.post(
    path,
    JSON.stringify({ ...body, ...more }),
    body.errorType.replace(/[^\x21-\x7e]/gu, ''),
  );
}

function neverSettled(): Error {
  return runtimeError(
    'NodeJsExit',
    'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes',
  );
}

function setTraceId(traceId: string | undefined): void {
  if (traceId === undefined) delete process.env['_X_AMZN_TRACE_ID'];
  else process.env['_X_AMZN_TRACE_ID'] = traceId;
}

/** Without this, what a handler wrote last is lost at `process.exit`, and a flood of it fills the memory. */
function blockOnOutput(): void {
  for (const output of [process.stdout, process.stderr]) {
    // Not in the types: the handle of a pipe. Nothing depends on it being there.
    const handle: unknown = Reflect.get(output, '_handle');
    if (typeof handle === 'object' && handle !== null && 'setBlocking' in handle) {
      if (typeof handle.setBlocking === 'function') handle.setBlocking(true);
    }
  }
}
