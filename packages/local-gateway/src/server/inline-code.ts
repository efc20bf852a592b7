import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the code of functions with an inline `ZipFile` lies while the gateway runs. */
export interface InlineCode {
  /** The folder of an `index.js` with this text. */
  directoryOf(source: string): string;
  remove(): void;
}

/** Keeps inline code in a temporary folder of its own, which nobody else can write to. */
export function createInlineCode(): InlineCode {
  let root: string | undefined;
  return {
    directoryOf(source) {
      root ??= mkdtempSync(join(tmpdir(), 'local-gateway-'));
      const hash = createHash('sha256').update(source).digest('hex').slice(0, 32);
      const directory = join(root, hash);
      mkdirSync(directory, { recursive: true });
      writeFileSync(join(directory, 'index.js'), source);
      return directory;
    },
    remove() {
      if (root !== undefined) rmSync(root, { recursive: true, force: true });
      root = undefined;
    },
  };
}
