import { MAX_PAYLOAD_BYTES } from '../front-doors/payload.ts';
import { toText } from './content-handling.ts';
import type { MappedRequest } from './map-request.ts';
import { badRequest, type Refusal } from './refusal.ts';

/** What goes to the function, and how it is invoked. */
export interface LambdaPayload {
  /** JSON text (REQ-1). */
  readonly payload: string;
  /** `Event`: answer the client with {@link mapAcceptedEvent} without waiting for the function (REQ-51). */
  readonly invocationType: 'RequestResponse' | 'Event';
}

/** Reads the payload for Lambda; a body that is not JSON is 400 with Lambda's text (REQ-1, REQ-7, REQ-9). */
export function readLambdaPayload(mapped: MappedRequest): LambdaPayload | Refusal {
  const text = toText(mapped.body);
  const payload = text.trim() === '' ? '{}' : text; // REQ-7
  const error = jsonError(payload);
  if (error !== undefined) {
    // REQ-9
    return badRequest(
      'BAD_REQUEST_BODY',
      `Could not parse request body into json: Could not parse payload into json: ${error}`,
      `payload for Lambda is not JSON, found ${JSON.stringify(excerpt(payload))}`,
    );
  }
  const bytes = Buffer.byteLength(payload);
  if (bytes > MAX_PAYLOAD_BYTES) {
    // GW-28
    return {
      refused: 'REQUEST_TOO_LARGE',
      statusCode: 413,
      message: 'Request Too Long',
      reason: `payload for Lambda has ${bytes} bytes, at most ${MAX_PAYLOAD_BYTES} are allowed`,
    };
  }
  return { payload, invocationType: readInvocationType(mapped) };
}

/** REQ-51; header names are matched without regard to case, as on any request to Lambda. */
function readInvocationType({ parameters }: MappedRequest): LambdaPayload['invocationType'] {
  for (const [name, values] of parameters.header) {
    if (name.toLowerCase() === 'x-amz-invocation-type' && values.at(-1) === 'Event') return 'Event';
  }
  return 'RequestResponse';
}

function jsonError(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function excerpt(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
