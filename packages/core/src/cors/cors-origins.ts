import { describeValue } from '../errors/describe-value.ts';
import { asText } from '../own.ts';

/** Origins that may read replies: exact, with `*` for one label of the host, or `*` alone for every origin. */
export type CorsOrigins = readonly string[] | '*' | ((origin: string) => boolean);

/** Whether an `origin` header may read replies. */
export type OriginCheck = (origin: string) => boolean;

/**
 * The check of an `origin` header; `undefined` when every origin may read. The origin `null`, which any sandboxed page
 * has, never passes.
 *
 * @throws TypeError for what is no origin.
 */
export function toOriginCheck(origins: CorsOrigins): OriginCheck | undefined {
  if (origins === '*') return undefined;
  if (typeof origins === 'function') {
    const allows: (origin: string) => unknown = origins;
    return (origin) => anyOrigin.test(origin) && isConsent(allows(origin));
  }
  // A text would have a `*` in it as a list has one, and be every origin.
  if (!Array.isArray(origins)) {
    throw new TypeError(
      `origins are ${describeValue(origins)}, expected a list of origins, "*" or a function`,
    );
  }
  if (origins.includes('*')) return undefined;
  const patterns = origins.map(toPattern);
  return (origin) => patterns.some((pattern) => pattern.test(origin));
}

// A promise, which any `async` function gives, is none; nobody waits for it, and its failure must not end the process.
function isConsent(given: unknown): boolean {
  if (given instanceof Promise) given.catch(() => undefined);
  return given === true;
}

function toPattern(origin: string): RegExp {
  if (asText(origin) === undefined || !serializedOrigin.test(origin.replaceAll('*', 'label'))) {
    throw new TypeError(
      `origin is ${JSON.stringify(origin)}, expected scheme, host and port in lower case as in "https://app.example"`,
    );
  }
  const parts = origin.split('*').map((part) => part.replaceAll(/[^a-z\d]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('[a-z0-9-]+')}$`);
}

// RFC 6454, 6.2: no path, not even a slash.
const serializedOrigin = /^[a-z][a-z\d+.-]*:\/\/(?:[a-z\d.-]+|\[[a-f\d:]+\])(?::\d+)?$/;

// What a function may be asked about: it will be repeated in a header.
const anyOrigin = /^[A-Za-z][A-Za-z\d+.-]*:\/\/[\x21-\x7E]+$/;
