import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Outcome } from './outcome.ts';
import type { Refusal } from './runtime-session.ts';

/**
 * Reads what a runtime posts as the outcome of an invocation (RT-3, RT-4, RT-7, RT-9). Reads to the end, also what is
 * too large, as the connection goes on. Says nothing when the connection is cut (RT-8): the process is ending then.
 */
export function readOutcome(
  request: IncomingMessage,
  kind: 'response' | 'error' | 'init error',
  done: (outcome: Outcome) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= maxResponseBytes) chunks.push(chunk);
    else chunks.length = 0;
  });
  request.on('end', () => {
    if (size > maxResponseBytes) {
      done(responseSizeTooLarge);
      return;
    }
    const payload = (chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))?.toString() ?? '';
    if (kind === 'response') done(trailerError(request) ?? { functionError: false, payload });
    else {
      const unknown = kind === 'error' ? 'Function.Unknown' : 'Runtime.Unknown';
      done({ functionError: true, payload, errorType: errorTypeOf(request.headers, unknown) });
    }
  });
}

/** The error that ended a streamed response, once its body has been read (RT-9). */
export function trailerError({ trailers }: IncomingMessage): Outcome | undefined {
  const body = trailers['lambda-runtime-function-error-body'];
  if (trailers['lambda-runtime-function-error-type'] === undefined && body === undefined)
    return undefined;
  return {
    functionError: true,
    payload: Buffer.from(body ?? '', 'base64').toString() || '{}',
    errorType: errorTypeOf(trailers, 'Function.Unknown'),
  };
}

/** RT-7: 6 MiB + 100. */
export const maxResponseBytes = 6_291_556;

/** RT-17: what the caller sees then. */
const responseSizeTooLarge: Outcome = {
  functionError: true,
  errorType: 'Function.ResponseSizeTooLarge',
  payload: JSON.stringify({
    errorMessage: `Response payload size exceeded maximum allowed payload size (${maxResponseBytes} bytes).`,
    errorType: 'Function.ResponseSizeTooLarge',
  }),
};

/** RT-3, and RT-7 for the runtime. */
export function answerOutcome(response: ServerResponse, outcome: Outcome): void {
  if (outcome === responseSizeTooLarge) {
    const errorMessage = `Exceeded maximum allowed payload size (${maxResponseBytes} bytes).`;
    refuse(response, { statusCode: 413, errorType: 'RequestEntityTooLarge', errorMessage });
  } else answer(response, 202, '{"status":"OK"}\n');
}

/** Answers with an error of the Runtime API (RT-5, RT-6). */
export function refuse(
  response: ServerResponse,
  { statusCode, errorMessage, errorType }: Refusal,
): void {
  response.req.resume();
  answer(response, statusCode, JSON.stringify({ errorMessage, errorType }));
}

function answer(response: ServerResponse, statusCode: number, body: string): void {
  response.writeHead(statusCode, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

function errorTypeOf(headers: NodeJS.Dict<string | string[]>, otherwise: string): string {
  const type = headers['lambda-runtime-function-error-type'];
  return toErrorType(typeof type === 'string' ? type : undefined, otherwise);
}

/** RT-4: what does not look like `Runtime.X` or `Function.X` becomes unknown. */
export function toErrorType(type: string | undefined, otherwise: string): string {
  return type !== undefined && /^(Runtime|Function)\.[A-Z]/u.test(type) ? type : otherwise;
}
