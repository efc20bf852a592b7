import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

import { consolePage } from './page.ts';

/** A file of the page, in memory. */
export interface Asset {
  readonly contentType: string;
  readonly body: Uint8Array;
  /** The same, compressed. */
  readonly gzip: Uint8Array;
}

/**
 * Everything that is served besides the API, by path: read once, under names that are written here. No path of a client
 * ever reaches the file system. Without a built page, one that says so.
 */
export function readAssets(token: string): ReadonlyMap<string, Asset> {
  try {
    return new Map([
      ['/', toAsset('text/html; charset=utf-8', consolePage(token))],
      ['/console.js', toAsset('text/javascript; charset=utf-8', read('console.js'))],
      ['/console.css', toAsset('text/css; charset=utf-8', styleSheets.map(read).join('\n'))],
      ['/icon.svg', toAsset('image/svg+xml', read('icon.svg'))],
    ]);
  } catch {
    const text =
      'The page of the console is not built: run `pnpm turbo build`, then start again.\n';
    return new Map([['/', toAsset('text/plain; charset=utf-8', text)]]);
  }
}

/** The build puts the page beside this module; sources look there, too. */
const folder = import.meta.url.endsWith('.ts') ? '../../dist/console/app/' : './app/';

/** In the order in which they apply. */
const styleSheets = [
  'base.css',
  'layout.css',
  'parts.css',
  'tree.css',
  'method.css',
  'requests.css',
] as const;

function read(name: string): string {
  return readFileSync(new URL(folder + name, import.meta.url), 'utf8');
}

function toAsset(contentType: string, text: string): Asset {
  const body = new TextEncoder().encode(text);
  return { contentType, body, gzip: gzipSync(body) };
}
