import { isInstance } from '../errors/read-safely.ts';
import { isReply, makeReply } from '../reply/make-reply.ts';
import type { MiddyRequest } from './middleware.ts';
import { usualStatus } from '../reply/usual-status.ts';
import type { ResponseSchema } from '../request/request-schemas.ts';
import {
  isAccepted,
  pathOf,
  type SchemaResult,
  type StandardSchema,
} from '../request/standard-schema.ts';

/**
 * Checks what a handler returned with the schema of its status, and puts what the schema makes of it in its place; an
 * error is no reply.
 *
 * @throws `TypeError` when the schema does not accept it.
 */
export function validateResponse(
  request: MiddyRequest,
  response: ResponseSchema,
): void | Promise<void> {
  const returned: unknown = request.response;
  // It counts as thrown.
  if (isInstance(returned, Error)) return undefined;
  const body = isReply(returned) ? returned.body : returned;
  const status = isReply(returned) ? returned.statusCode : usualStatus(returned);
  const schema = schemaOf(response, status);
  const result = schema?.['~standard'].validate(body);
  if (result === undefined) return undefined;
  const put = (settled: SchemaResult<unknown>): void => {
    const value = valueOf(settled, status);
    request.response = isReply(returned)
      ? makeReply(value, returned.statusCode, returned.headers, returned.cookies)
      : value;
  };
  return result instanceof Promise ? result.then(put) : put(result);
}

function schemaOf(response: ResponseSchema, status: number): StandardSchema | undefined {
  if (isSchema(response)) return response;
  return response[status];
}

function isSchema(response: ResponseSchema): response is StandardSchema {
  return '~standard' in response;
}

function valueOf(result: SchemaResult<unknown>, status: number): unknown {
  if (isAccepted(result)) return result.value;
  const issues = result.issues.map((issue) => `${pathOf(issue).join('.')}: ${issue.message}`);
  throw new TypeError(
    `handler returned a reply ${status} that its schema refuses: ${issues.join('; ')}`,
  );
}
