import type { JsonObject } from '../front-doors/json.ts';

/** `requestContext.authorizer` of an authorized request; absent on an open route. */
export interface HttpAuthorized {
  readonly authorizer?: JsonObject;
}

/** An error that an HTTP API answers with, and why. */
export interface HttpRefusal {
  readonly statusCode: number;
  readonly message: string;
  readonly reason: string;
}

/** 401: the caller is not known (HTTP2-34). */
export function unauthorized(reason: string): HttpRefusal {
  return { statusCode: 401, message: 'Unauthorized', reason };
}

/** 403: the caller may not (HTTP2-34). */
export function forbidden(reason: string): HttpRefusal {
  return { statusCode: 403, message: 'Forbidden', reason };
}

/** 500: the authorizer failed, or answered what is no answer (HTTP2-20). */
export function failed(reason: string): HttpRefusal {
  return { statusCode: 500, message: 'Internal Server Error', reason };
}
