import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { AssemblyError } from '../assembly/read-assembly.ts';
import { isObject } from '../assembly/template.ts';
import { objectOf, objectsOf, textMapOf, textOf } from '../model/properties.ts';

/** A request that an app declares in its `local-gateway.json`, and what must be in the answer. */
export interface Sample {
  /** The stack of the API; with several stacks an API's name alone may not tell it. */
  readonly stack?: string;
  /** The API's name. */
  readonly api: string;
  readonly method: string;
  /** Below the stage: `/hello`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Text, or any other value to be sent as JSON. */
  readonly body: unknown;
  readonly expect: { readonly status: number; readonly json?: unknown };
}

/** Reads the samples of an app folder; none when it declares none. Throws an {@link AssemblyError} that names the file. */
export function readSamples(folder: string): readonly Sample[] {
  const file = join(folder, 'local-gateway.json');
  if (!existsSync(file)) return [];
  const document: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isObject(document) || !Array.isArray(document['samples'] ?? [])) {
    throw new AssemblyError(`"samples" of ${file} is no list, expected a list of requests`);
  }
  return objectsOf(document, 'samples').map((sample) => {
    const expect = objectOf(sample, 'expect');
    const stack = textOf(sample, 'stack');
    return {
      ...(stack === undefined ? {} : { stack }),
      api: textOf(sample, 'api') ?? '',
      method: textOf(sample, 'method') ?? 'GET',
      path: textOf(sample, 'path') ?? '/',
      headers: textMapOf(sample, 'headers'),
      body: sample['body'],
      expect: { status: Number(expect['status'] ?? 200), json: expect['json'] },
    };
  });
}

/** Tells whether every member of `expected` is in `actual`; lists and plain values must be equal. */
export function includesJson(actual: unknown, expected: unknown): boolean {
  if (!isObject(expected)) return isDeepStrictEqual(actual, expected);
  return (
    isObject(actual) &&
    Object.entries(expected).every(
      ([key, value]) => Object.hasOwn(actual, key) && includesJson(actual[key], value),
    )
  );
}
