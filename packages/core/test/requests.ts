import type { HttpRequest } from '@org/local-gateway/testing';
import * as fc from 'fast-check';

/** How often a property runs: 2,000 times where `CI` is set, more with `FAST_CHECK_RUNS`. */
export const numRuns: number = Number(
  process.env['FAST_CHECK_RUNS'] ?? (process.env['CI'] ? 2000 : 200),
);

/** What a client means to send; every front door must give it to the handler. */
export interface Intent {
  readonly method: string;
  /** Decoded segments. */
  readonly segments: readonly string[];
  readonly query: readonly (readonly [name: string, value: string])[];
  /** The lines of each name. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly cookies: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** The request line, the headers and the bytes of an intent. */
export function toHttpRequest({ method, headers, cookies, body, ...intent }: Intent): HttpRequest {
  const query = intent.query.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  const cookie = Object.entries(cookies)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('; ');
  return {
    method,
    target: `${pathOf(intent.segments)}${query === '' ? '' : `?${query}`}`,
    headers: [
      ['Host', 'api.test'],
      ...Object.entries(headers).flatMap(([name, lines]) =>
        [lines].flat().map((line) => [name, line] as const),
      ),
      ...(cookie === '' ? [] : [['Cookie', cookie] as const]),
    ],
    body,
  };
}

/** The path of decoded segments, with nothing encoded that need not be. */
export function pathOf(segments: readonly string[]): string {
  const encode = (segment: string) => encodeURI(segment).replace(/[?#]/g, encodeURIComponent);
  return `/${segments.map(encode).join('/')}`;
}

const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map((value) => value.toWellFormed());
const segment = text.map((value) => value.replaceAll('/', '-')).filter((value) => value !== '');
const token = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);
const visible = fc.stringMatching(/^[!-~]([ -~]{0,18}[!-~])?$/);

const upper = (name: string): string =>
  name.replaceAll(/(?:^|-)[a-z]/g, (part) => part.toUpperCase());

/** Any request of a client that encodes only what must be encoded. */
export const intents: fc.Arbitrary<Intent> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'),
  segments: fc.array(segment, { minLength: 1, maxLength: 4 }),
  query: fc.array(fc.tuple(fc.oneof(text, fc.constantFrom('a', 'tag[]', '__proto__')), text), {
    maxLength: 5,
  }),
  headers: fc
    .uniqueArray(fc.tuple(token, fc.boolean(), fc.array(visible, { minLength: 1, maxLength: 3 })), {
      maxLength: 4,
      selector: ([name]) => name,
    })
    .map((headers) =>
      Object.fromEntries(
        headers.map(([name, isUpper, lines]) => [
          isUpper ? upper(`x-test-${name}`) : `x-test-${name}`,
          lines,
        ]),
      ),
    ),
  cookies: fc.dictionary(token, text, { maxKeys: 3 }),
  body: fc.uint8Array({ maxLength: 64 }),
});
