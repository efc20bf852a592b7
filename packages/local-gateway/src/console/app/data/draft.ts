import type { SendRequest } from '../../wire/requests.ts';

/** A request as it is being written. */
export type Draft = Pick<SendRequest, 'method' | 'path' | 'body'> & {
  /** One `Name: value` on each line. */
  readonly headers: string;
};

/** Hands a request on to the form of the next page. */
export function passDraft(draft: Draft): void {
  passed = draft;
}

/** The request that the last page handed on, once. */
export function takeDraft(): Draft | undefined {
  const draft = passed;
  passed = undefined;
  return draft;
}

/** A first request to a method. */
export function draftFor(httpMethod: string, path: string): Draft {
  const method = httpMethod === 'ANY' ? 'POST' : httpMethod;
  const hasBody = method === 'POST' || method === 'PUT' || method === 'PATCH';
  return {
    method,
    path: path.replaceAll(/\{([^}+]+)\+?\}/g, '$1'),
    headers: hasBody ? 'Content-Type: application/json' : '',
    body: hasBody ? '{"message":"Hello World"}' : '',
  };
}

/** Header lines of their text; a line without a colon is a header without a value. */
export function parseHeaders(text: string): readonly (readonly [name: string, value: string])[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const colon = line.indexOf(':');
      return colon === -1
        ? ([line.trim(), ''] as const)
        : ([line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const);
    });
}

/** The reverse of {@link parseHeaders}. */
export function formatHeaders(
  headers: readonly (readonly [name: string, value: string])[],
): string {
  return headers.map(([name, value]) => `${name}: ${value}`).join('\n');
}

let passed: Draft | undefined;
