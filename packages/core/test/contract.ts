import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { describe } from 'vitest';

/**
 * A `describe` over recordings of AWS, which live in the folder that `CONTRACT_DIR` names (relative to the repository
 * root, or absolute). Without it the block is skipped, loudly; with `CONTRACT_REQUIRED=1` that fails.
 */
export function describeRecorded(name: string, block: (folder: string) => void): void {
  const folder = contractFolder();
  if (folder === undefined && process.env['CONTRACT_REQUIRED'] === '1') {
    throw new Error(
      `CONTRACT_DIR is ${process.env['CONTRACT_DIR'] ?? 'not set'}, expected a folder`,
    );
  }
  if (folder === undefined) {
    console.warn(`skipped, as CONTRACT_DIR names no folder of recordings: ${name}`);
  }
  const suite = folder === undefined ? describe.skip : describe;
  suite(name, () => {
    if (folder !== undefined) block(folder);
  });
}

/** Every recorded event with its name, such as `powertools-ts/function-url-base`, and its kind in the manifest. */
export function recordedEvents(
  folder: string,
): readonly (readonly [name: string, event: unknown, kind: string])[] {
  const recorded = resolve(folder, 'recorded');
  const { rows } = readJson(resolve(recorded, 'manifest.json')) as Manifest;
  const kinds = new Map(rows.map(({ file, kind }) => [file, kind]));
  return readdirSync(resolve(recorded, 'events')).flatMap((library) =>
    readdirSync(resolve(recorded, 'events', library)).map((name) => {
      const file = `events/${library}/${name}`;
      const event = readJson(resolve(recorded, file));
      return [`${library}/${name.replace('.json', '')}`, event, String(kinds.get(file))] as const;
    }),
  );
}

/** Every event that a REST API delivered in the recordings of proxy integrations, with the name of its step. */
export function recordedInvocations(
  folder: string,
): readonly (readonly [name: string, event: Readonly<Record<string, unknown>>])[] {
  const file = resolve(folder, 'recorded/localstack/rest-proxy-event.json');
  const { cases } = readJson(file) as Invocations;
  return cases.flatMap(({ awsReturned }) =>
    Object.entries(awsReturned).flatMap(([name, returned]) => {
      const event = returned.content ?? returned;
      if (event.requestContext === undefined) return [];
      // The recordings show text of JSON as its value.
      const { body } = event;
      const isValue = typeof body === 'object' && body !== null;
      return [[name, { ...event, body: isValue ? JSON.stringify(body) : body }] as const];
    }),
  );
}

interface Invocation {
  readonly requestContext?: unknown;
  readonly body?: unknown;
}

interface Invocations {
  readonly cases: readonly {
    readonly awsReturned: Readonly<Record<string, Invocation & { readonly content?: Invocation }>>;
  }[];
}

interface Manifest {
  readonly rows: readonly { readonly file: string | null; readonly kind: string }[];
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function contractFolder(): string | undefined {
  const named = process.env['CONTRACT_DIR'];
  if (!named) return undefined;
  const folder = resolve(import.meta.dirname, '../../..', named);
  return existsSync(resolve(folder, 'CONTRACT.md')) ? folder : undefined;
}
