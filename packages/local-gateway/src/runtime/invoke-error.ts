/** An answer of Invoke other than 200: the function was not run. `name` is AWS's name of the exception. */
export class InvokeError extends Error {
  override readonly name: InvokeErrorName;
  readonly statusCode: number;
  readonly reason: string | undefined;

  constructor(name: InvokeErrorName, statusCode: number, message: string, reason?: string) {
    super(message);
    this.name = name;
    this.statusCode = statusCode;
    this.reason = reason;
  }
}

/** The exceptions of Invoke that a local function can give (RT-21..RT-23); `ServiceException` when it is stopped. */
export type InvokeErrorName =
  | 'TooManyRequestsException'
  | 'InvalidRequestContentException'
  | 'RequestTooLargeException'
  | 'ResourceNotFoundException'
  | 'ServiceException';

/** RT-23: the reserved concurrency is used up. */
export function throttled(): InvokeError {
  return new InvokeError(
    'TooManyRequestsException',
    429,
    'Rate Exceeded.',
    'ReservedFunctionConcurrentInvocationLimitExceeded',
  );
}

/** RT-24: there is no such function. */
export function notFound(arn: string): InvokeError {
  return new InvokeError('ResourceNotFoundException', 404, `Function not found: ${arn}:$LATEST`);
}

/** The function has been stopped. */
export function stopped(functionName: string): InvokeError {
  return new InvokeError('ServiceException', 500, `the function ${functionName} has been stopped`);
}

/**
 * Checks what Invoke checks before it runs a function; `isJson` when the payload is known to be.
 * @throws InvokeError 413 above 6 MB (RT-21), 400 for what is not JSON (RT-22)
 */
export function checkPayload(payload: string, isJson = false): void {
  // No text has more bytes than three for each of its code units.
  if (payload.length * 3 > maxPayloadBytes && Buffer.byteLength(payload) > maxPayloadBytes) {
    throw new InvokeError(
      'RequestTooLargeException',
      413,
      `${Buffer.byteLength(payload)} byte payload is too large for the RequestResponse invocation type (limit ${maxPayloadBytes} bytes)`,
    );
  }
  if (isJson) return;
  try {
    JSON.parse(payload);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InvokeError(
      'InvalidRequestContentException',
      400,
      `Could not parse request body into json: Could not parse payload into json: ${why}`,
    );
  }
}

const maxPayloadBytes = 6_291_456;
