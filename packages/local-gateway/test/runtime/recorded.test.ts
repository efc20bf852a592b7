import { expect, it } from 'vitest';
import { describeRecorded, recordedCase } from '../contract.ts';
import { functionSpec, start, type TestFunction } from './functions.ts';

const file = 'recorded/localstack/lambda-invoke.json';

/** What `Invoke` returned on AWS, by name. */
function recorded(folder: string, id: string, name: string): Record<string, unknown> {
  const { awsReturned = {} } = recordedCase(folder, file, id);
  return awsReturned[name] as Record<string, unknown>;
}

/** The same of the local function, with its ids masked as in the recording. */
async function invoke(
  running: TestFunction,
  event: unknown = {},
): Promise<Record<string, unknown>> {
  const { payload, functionError, requestId } = await running.call(event);
  const Payload: unknown = JSON.parse(payload.replaceAll(requestId, '<uuid>'));
  return { ...(functionError && { FunctionError: functionError }), Payload };
}

describeRecorded('Invoke, as recorded', (folder) => {
  it.each([
    [
      'RT-19 an exit during init',
      'TestLambdaErrors::test_lambda_runtime_exit',
      'process.exit(0);',
      {},
    ],
    [
      'RT-19 an exit in the handler',
      'TestLambdaErrors::test_lambda_handler_exit',
      'export const handler = async () => process.exit(0);',
      {},
    ],
  ])('%s', async (_what, id, source, event) => {
    const { FunctionError, Payload } = recorded(folder, id, 'invocation_error');

    expect(await invoke(start(functionSpec(source)), event)).toEqual({ FunctionError, Payload });
  });

  it('RT-19 an exit status', async () => {
    const { Payload } = recorded(
      folder,
      'TestLambdaErrors::test_lambda_runtime_wrapper_not_found',
      'invocation_error',
    );

    expect((await invoke(start(functionSpec('process.exit(127);')))).Payload).toEqual(Payload);
  });

  it('RT-20 an init error has an empty request id', async () => {
    const { FunctionError, Payload } = recorded(
      folder,
      'TestLambdaErrors::test_lambda_runtime_error',
      'invocation_error',
    );
    const { errorMessage, requestId } = Payload as Record<string, unknown>;

    const local = await invoke(start(functionSpec(`throw new Error('Runtime startup fails');`)));

    expect(local).toMatchObject({ FunctionError, Payload: { errorMessage, requestId } });
  });

  it('RT-15 RT-16 a handler error', async () => {
    const { FunctionError, Payload } = recorded(
      folder,
      'TestLambdaErrors::test_lambda_handler_error',
      'invocation_error',
    );
    const { errorMessage } = Payload as Record<string, unknown>;

    const local = await invoke(
      start(
        functionSpec(`export const handler = async () => { throw new Error('Handler fails'); };`),
      ),
    );

    expect(local).toMatchObject({ FunctionError, Payload: { errorMessage } });
  });

  it('RT-18 a timeout', async () => {
    const { FunctionError, Payload } = recorded(
      folder,
      'TestLambdaBehavior::test_lambda_invoke_with_timeout',
      'invoke-result',
    );
    const sleeps = functionSpec(
      'export const handler = async () => new Promise((r) => setTimeout(r, 60_000));',
      { timeout: 1 },
    );
    const masked = JSON.parse(JSON.stringify(Payload).replace('<timeout_error_msg>', '<uuid>'));

    expect(await invoke(start(sleeps))).toEqual({ FunctionError, Payload: masked });
  });

  it('RT-17 a response that is too large', async () => {
    const { FunctionError, Payload } = recorded(
      folder,
      'TestLambdaBaseFeatures::test_lambda_too_large_response',
      'invoke_result',
    );

    expect(
      await invoke(start(functionSpec(`export const handler = async () => 'x'.repeat(7e6);`))),
    ).toEqual({ FunctionError, Payload });
  });

  it('RT-14 no returned value', async () => {
    const { Payload } = recorded(
      folder,
      'TestLambdaFeatures::test_invocation_type_no_return_payload[nodejs-RequestResponse]',
      'invoke-result',
    );

    expect(
      (await start(functionSpec('export const handler = async () => {};')).call({})).payload,
    ).toBe(Payload);
  });

  it('RT-13 what a timeout leaves of the state', async () => {
    const id = 'TestLambdaBehavior::test_lambda_invoke_timed_out_environment_reuse';
    const { codeDirectory: shared } = functionSpec('');
    const running = start(
      functionSpec(
        `import { readFileSync, writeFileSync } from 'node:fs';
         let number = 0;
         const file = ${JSON.stringify(`${shared}/file`)};
         export const handler = async (event) => {
           if (event.write) writeFileSync(file, event.write);
           else if (event.read) return { content: readFileSync(file, 'utf8') };
           else if (event.set) number = event.set;
           else if (event.get) return { number };
           else for (;;);
         };`,
        { timeout: 1 },
      ),
    );
    const payloadOf = (name: string) => {
      const { Payload } = recorded(folder, id, name);
      return typeof Payload === 'string' ? JSON.parse(Payload) : Payload;
    };

    expect((await invoke(running, { write: 'some-content' })).Payload).toEqual(
      payloadOf('invoke-result-file-write'),
    );
    expect((await invoke(running, { read: 1 })).Payload).toEqual(
      payloadOf('invoke-result-file-read'),
    );
    expect((await invoke(running, { set: 42 })).Payload).toEqual(
      payloadOf('invoke-result-set-number'),
    );
    expect((await invoke(running, { get: 1 })).Payload).toEqual(
      payloadOf('invoke-result-read-number'),
    );
    expect((await invoke(running, { hang: 1 })).FunctionError).toBe('Unhandled');
    expect((await invoke(running, { read: 1 })).Payload).toEqual(
      payloadOf('invoke-result-file-read-after-timeout'),
    );
    expect((await invoke(running, { get: 1 })).Payload).toEqual(
      payloadOf('invoke-result-read-number-after-timeout'),
    );
  });

  it('RT-27 the context', async () => {
    const { Payload } = recorded(
      folder,
      'TestLambdaFeatures::test_lambda_with_context',
      'invocation',
    );
    const { context } = Payload as { context: Record<string, unknown> };
    const shows = start(functionSpec('export const handler = async (event, context) => context;'));

    const local = (await shows.value()) as Record<string, unknown>;

    // The recorded call sent a client context, which no front door does.
    const { clientContext: _sent, ...members } = context;
    expect(Object.keys(local)).toEqual(Object.keys(members));
  });

  it('RT-26 the log', async () => {
    const { logs } = recorded(
      folder,
      'TestLambdaFeatures::test_invocation_with_logs[nodejs16.x]',
      'logs',
    ) as { logs: string[] };
    const logsEvent = start(
      functionSpec('export const handler = async (event) => { console.log(event); return {}; };'),
    );

    const { log, requestId } = await logsEvent.call({});

    const masked = log.map((line) =>
      line
        .replaceAll(requestId, '<request-id>')
        .replace(/^\d{4}-\d\d-\d\dT[\d:.]+Z/u, 'date')
        .replaceAll(/Duration: [\d.]+/gu, 'Duration: <duration>')
        .replace(/Used: \d+/u, 'Used: <memory>'),
    );
    expect(masked).toEqual(logs.map((line) => line.trimEnd()));
  });

  it('RT-23 throttling', async () => {
    const { Error: error, Reason } = recorded(
      folder,
      'TestLambdaConcurrency::test_reserved_concurrency',
      'exc_no_cap_requestresponse',
    ) as {
      Error: { Code: string; Message: string };
      Reason: string;
    };
    const blocked = start(
      functionSpec('export const handler = async () => 1;', { reservedConcurrentExecutions: 0 }),
    );

    await expect(blocked.call({})).rejects.toMatchObject({
      name: error.Code,
      message: error.Message,
      reason: Reason,
      statusCode: 429,
    });
  });

  it('RT-32 the variables of the platform', async () => {
    const { Payload } = recorded(
      folder,
      'TestLambdaBehavior::test_lambda_init_environment',
      'lambda-init-inspection',
    );
    const { environment } = Payload as { environment: Record<string, string> };
    const shows = start(functionSpec('export const handler = async () => ({ ...process.env });'));

    const { payload } = await shows.call({}, { traceId: 'Root=1-2-3' });

    // The first two are of the Python runtime.
    const { LC_CTYPE: _locale, PYTHONPATH: _python, ...expected } = environment;
    expect(Object.keys(JSON.parse(payload)).toSorted()).toEqual(
      [...Object.keys(expected), 'NODE_PATH'].toSorted(),
    );
  });

  it('RT-22 what is not JSON', async () => {
    const { Error: error } = recorded(
      folder,
      'TestLambdaErrors::test_lambda_invoke_payload_encoding_error[message-',
      'invoke_function_invalid_payload_message',
    ) as {
      Error: { Code: string; Message: string };
    };
    const hello = start(functionSpec('export const handler = async () => 1;'));

    const refused = await hello.invoke('\u0099ë,j\u0007').catch((thrown: unknown) => thrown);

    expect(refused).toMatchObject({ name: error.Code, statusCode: 400 });
    const beginning = 'Could not parse request body into json: Could not parse payload into json: ';
    expect(
      [error.Message, (refused as Error).message].every((text) => text.startsWith(beginning)),
    ).toBe(true);
  });
});
