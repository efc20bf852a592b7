import { HttpError } from './errors.ts';
import { isObject } from './own.ts';

/** A problem document (RFC 9457) with the headers of its reply. */
export interface Problem {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>> | undefined;
  readonly type?: string;
  readonly title?: string;
  readonly status: number;
  readonly detail?: string;
  readonly [member: string]: unknown;
}

/** The problem that a client may see of anything thrown: a 5xx and a foreign error without a 4xx status say nothing. */
export function toProblem(error: unknown): Problem {
  const statusCode = statusOf(error);
  const headers = error instanceof HttpError ? error.headers : undefined;
  const base = { statusCode, headers, status: statusCode };
  if (statusCode >= 500) return { ...base, title: 'Internal Server Error' };
  if (error instanceof HttpError) {
    const { type, title, message, members } = error;
    return {
      ...members,
      ...base,
      ...(type === undefined ? {} : { type }),
      ...(title === undefined ? {} : { title }),
      detail: message,
    };
  }
  return isObject(error) && typeof error['message'] === 'string'
    ? { ...base, detail: error['message'] }
    : base;
}

function statusOf(error: unknown): number {
  const status = isObject(error) ? error['statusCode'] : undefined;
  return typeof status === 'number' && Number.isInteger(status) && status >= 400 && status <= 599
    ? status
    : 500;
}
