import { statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** A contender as one minified file, as it would be deployed. */
export interface Bundle {
  readonly path: string;
  readonly bytes: number;
}

/** Bundles an entry of this folder as an ES module. */
export async function bundle(entry: string, outputFolder: string): Promise<Bundle> {
  const path = join(outputFolder, `${entry.replaceAll('/', '-')}.mjs`);
  await build({
    entryPoints: [join(import.meta.dirname, `${entry}.ts`)],
    outfile: path,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // For the CommonJS parts of some contenders.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  return { path, bytes: statSync(path).size };
}
