import { headerValue } from '../front-doors/header-lines.ts';
import type { HttpRequest } from '../http.ts';

/**
 * A `POST` with `X-HTTP-Method-Override` is a request with the method that the header names (REST-66, as documented). Never
 * `HEAD`: its response has no body, and who sent a `POST` would wait for one.
 */
export function followMethodOverride(request: HttpRequest): HttpRequest {
  if (request.method !== 'POST') return request;
  const method = headerValue(request.headers, 'x-http-method-override')?.trim().toUpperCase();
  return method !== undefined && overriding.has(method) ? { ...request, method } : request;
}

const overriding: ReadonlySet<string> = new Set(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
