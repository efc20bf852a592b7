import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { describe } from 'vitest';

/** One recorded case: what was sent, and what AWS returned or a test asserted on AWS. */
export interface RecordedCase {
  readonly id: string;
  readonly awsReturned?: Readonly<Record<string, unknown>>;
  readonly assertedFacts?: readonly Readonly<Record<string, unknown>>[];
}

/**
 * A `describe` over recordings of AWS, which live in the folder that `CONTRACT_DIR` names (relative to the
 * repository root, or absolute). Without it the block is skipped, loudly; with `CONTRACT_REQUIRED=1` that fails.
 */
export function describeRecorded(name: string, block: (folder: string) => void): void {
  const folder = contractFolder();
  if (!folder && process.env['CONTRACT_REQUIRED'] === '1') {
    throw new Error(
      `CONTRACT_DIR is ${process.env['CONTRACT_DIR'] ?? 'not set'}, expected a folder`,
    );
  }
  if (!folder) {
    console.warn(`skipped, as CONTRACT_DIR names no folder of recordings: ${name}`);
  }
  const suite = folder ? describe : describe.skip;
  suite(name, () => {
    if (folder) block(folder);
  });
}

/** The cases of a file such as `recorded/localstack/rest-proxy-event.json`. */
export function recordedCases(folder: string, file: string): readonly RecordedCase[] {
  const { cases } = readRecorded(folder, file) as { readonly cases: readonly RecordedCase[] };
  return cases;
}

/** One case of a file, by the beginning of its id. */
export function recordedCase(folder: string, file: string, id: string): RecordedCase {
  const found = recordedCases(folder, file).find((one) => one.id.startsWith(id));
  if (!found) throw new Error(`no case ${id} in ${file}`);
  return found;
}

/** Any JSON file of the folder, such as a recorded event. */
export function readRecorded(folder: string, file: string): unknown {
  return JSON.parse(readFileSync(resolve(folder, file), 'utf8'));
}

function contractFolder(): string | undefined {
  const named = process.env['CONTRACT_DIR'];
  if (!named) return undefined;
  const folder = resolve(import.meta.dirname, '../../..', named);
  return existsSync(resolve(folder, 'CONTRACT.md')) ? folder : undefined;
}
