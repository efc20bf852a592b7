import type { HeaderLine, HttpRequest, HttpResponse } from '../http.ts';
import { headerValue } from './header-lines.ts';

/** The CORS configuration of an HTTP API or a function URL. */
export interface CorsConfiguration {
  /** Exact origins, `*`, `https://*` or `http://*`. */
  readonly allowOrigins?: readonly string[];
  readonly allowMethods?: readonly string[];
  readonly allowHeaders?: readonly string[];
  readonly exposeHeaders?: readonly string[];
  /** Seconds. */
  readonly maxAge?: number;
  readonly allowCredentials?: boolean;
}

/** Whether a request asks for permission before the real one. */
export function isPreflight({ method, headers }: HttpRequest): boolean {
  return (
    method === 'OPTIONS' &&
    headerValue(headers, 'origin') !== undefined &&
    headerValue(headers, 'access-control-request-method') !== undefined
  );
}

/** The answer to a preflight, which never reaches a function: 204 with what is configured (HTTP2-39, HTTP2-40). */
export function preflightResponse(request: HttpRequest, cors: CorsConfiguration): HttpResponse {
  const origin = originHeaders(request, cors);
  const headers: readonly HeaderLine[] =
    origin.length === 0
      ? []
      : [
          ...origin,
          ...listHeader('Access-Control-Allow-Methods', cors.allowMethods),
          ...listHeader('Access-Control-Allow-Headers', cors.allowHeaders),
          ...listHeader('Access-Control-Expose-Headers', cors.exposeHeaders),
          ...(cors.maxAge === undefined
            ? []
            : [['Access-Control-Max-Age', String(cors.maxAge)] satisfies HeaderLine]),
        ];
  return { statusCode: 204, headers, body: new Uint8Array(0) };
}

/** Header lines of a response where the configuration has replaced what the function says (HTTP2-39, FURL-23). */
export function applyCors(
  headers: readonly HeaderLine[],
  request: HttpRequest,
  cors: CorsConfiguration | undefined,
): readonly HeaderLine[] {
  if (!cors) return headers;
  const own = headers.filter(([name]) => !name.toLowerCase().startsWith('access-control-'));
  const origin = originHeaders(request, cors);
  if (origin.length === 0) return own;
  return [...own, ...origin, ...listHeader('Access-Control-Expose-Headers', cors.exposeHeaders)];
}

/** Why AWS refuses a configuration, or `undefined`: credentials need named origins (HTTP2-41). */
export function corsProblem({
  allowCredentials,
  allowOrigins,
}: CorsConfiguration): string | undefined {
  return allowCredentials && allowOrigins?.includes('*')
    ? '"allowCredentials" is true and "allowOrigins" has "*", expected named origins'
    : undefined;
}

function originHeaders(
  { headers }: HttpRequest,
  { allowOrigins = [], allowCredentials = false }: CorsConfiguration,
): readonly HeaderLine[] {
  const origin = headerValue(headers, 'origin');
  if (origin === undefined || !allowOrigins.some((entry) => allows(entry, origin))) return [];
  const any = allowOrigins.includes('*') && !allowCredentials;
  return [
    ['Access-Control-Allow-Origin', any ? '*' : origin],
    ...(any ? [] : [['Vary', 'Origin'] satisfies HeaderLine]),
    ...(allowCredentials
      ? [['Access-Control-Allow-Credentials', 'true'] satisfies HeaderLine]
      : []),
  ];
}

function allows(entry: string, origin: string): boolean {
  return (
    entry === '*' ||
    entry === origin ||
    (entry.endsWith('://*') && origin.startsWith(entry.slice(0, -1)))
  );
}

function listHeader(name: string, values: readonly string[] = []): readonly HeaderLine[] {
  return values.length === 0 ? [] : [[name, values.join(',')]];
}
