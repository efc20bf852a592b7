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

/** Every recorded event with its name, such as `powertools-ts/function-url-base`. */
export function recordedEvents(folder: string): readonly (readonly [string, unknown])[] {
  const events = resolve(folder, 'recorded/events');
  return readdirSync(events).flatMap((library) =>
    readdirSync(resolve(events, library)).map((file) => {
      const event: unknown = JSON.parse(readFileSync(resolve(events, library, file), 'utf8'));
      return [`${library}/${file.replace('.json', '')}`, event] as const;
    }),
  );
}

function contractFolder(): string | undefined {
  const named = process.env['CONTRACT_DIR'];
  if (!named) return undefined;
  const folder = resolve(import.meta.dirname, '../../..', named);
  return existsSync(resolve(folder, 'CONTRACT.md')) ? folder : undefined;
}
