import type { Context } from 'aws-lambda';

import { isStreamedResult } from '../reply/streamed-result.ts';
import { type AwsLambda, writeStream } from './write-stream.ts';

/** Lambda's global, where there is one: on Lambda, and behind a local gateway. */
export function findAwsLambda(): AwsLambda | undefined {
  const found: unknown = Reflect.get(globalThis, 'awslambda');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nobody else uses that name
  return found as AwsLambda | undefined;
}

type Handler = (event: unknown, context: Context) => Promise<unknown>;

/** A handler that streams its results; one that a front door takes as a whole is written as JSON (FURL-19). */
export function streamHandler(handler: Handler, awslambda: AwsLambda): Handler {
  return awslambda.streamifyResponse(async (event, stream, context) => {
    const result = await handler(event, context);
    if (isStreamedResult(result)) return writeStream(result, stream, awslambda);
    stream.write(JSON.stringify(result ?? null));
    stream.end();
  });
}
