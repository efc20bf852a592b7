import { ownMembers } from '../own.ts';

/** What an {@link HttpError} may carry besides status and message. */
export interface HttpErrorOptions {
  /** Headers of the reply, such as `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A URI that names the kind of problem (RFC 9457). */
  readonly type?: string;
  /** A short text for the kind of problem (RFC 9457). */
  readonly title?: string;
  readonly cause?: unknown;
  /** Extension members of the problem document (RFC 9457). */
  readonly [member: string]: unknown;
}

/** An error that a client should see: the status thrown is the status sent. */
export class HttpError extends Error {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>> | undefined;
  readonly type: string | undefined;
  readonly title: string | undefined;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(statusCode: number, message?: string, options: HttpErrorOptions = {}) {
    const { headers, type, title, cause, ...members } = ownMembers(options);
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'HttpError';
    this.statusCode = statusCode;
    this.headers = headers;
    this.type = type;
    this.title = title;
    this.members = members;
  }
}

/**
 * How a non-proxy `AWS` integration is told a status: the function fails, and the integration responses turn the message,
 * JSON text of status, headers and body, back into that response (REQ-31, REQ-39).
 */
export class IntegrationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'IntegrationError';
    // Lambda would send and log the message once more in it, and it leads nowhere.
    this.stack = this.name;
  }
}

/** Thrown for an event that is no request of any source, so that a queue or stream event is retried and not lost. */
export class UnrecognizedEventError extends TypeError {
  constructor(event: unknown, sources: readonly string[]) {
    super(`event is ${describe(event)}, expected an event of ${sources.join(', ')}`);
    this.name = 'UnrecognizedEventError';
  }
}

function describe(event: unknown): string {
  try {
    return describeEvent(event);
  } catch {
    // A proxy that objects to the question.
    return 'an object that cannot be read';
  }
}

function describeEvent(event: unknown): string {
  if (event === null) return 'null';
  if (Array.isArray(event)) return `a list of ${event.length}`;
  if (typeof event !== 'object') return `a ${typeof event}`;
  const keys = Object.keys(event);
  return keys.length === 0 ? 'an empty object' : `an object with ${keys.slice(0, 8).join(', ')}`;
}
