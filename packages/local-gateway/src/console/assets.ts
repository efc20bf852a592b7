import { readFileSync } from 'node:fs';

import { consolePage, styleSheets } from './page.ts';

/** A file of the page, in memory. */
export interface Asset {
  readonly contentType: string;
  readonly body: Uint8Array;
}

/**
 * Everything that is served besides the API, by path: read once, under names that are written here. No path of a client
 * ever reaches the file system. Without a built page, one that says so.
 */
export function readAssets(token: string): ReadonlyMap<string, Asset> {
  const page = { contentType: 'text/html; charset=utf-8', body: toBytes(consolePage(token)) };
  try {
    return new Map([
      ['/', page],
      ['/console.js', read('console.js', 'text/javascript; charset=utf-8')],
      ['/icon.svg', read('icon.svg', 'image/svg+xml')],
      ...styleSheets.map((name) => [`/${name}`, read(name, 'text/css; charset=utf-8')] as const),
    ]);
  } catch {
    const text =
      'The page of the console has not been built: run `pnpm turbo build`, then start again.\n';
    return new Map([['/', { contentType: 'text/plain; charset=utf-8', body: toBytes(text) }]]);
  }
}

/** The build puts the page beside this module; sources look there, too. */
const folder = import.meta.url.endsWith('.ts') ? '../../dist/console/app/' : './app/';

function read(name: string, contentType: string): Asset {
  return { contentType, body: readFileSync(new URL(folder + name, import.meta.url)) };
}

function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
