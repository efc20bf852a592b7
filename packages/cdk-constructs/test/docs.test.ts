import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const source = globSync('*.ts', { cwd: join(import.meta.dirname, '../src') })
  .map((file) => readFileSync(join(import.meta.dirname, '../src', file), 'utf8'))
  .join('\n');

/** Each declaration that matches, with the comment above it. */
function declarations(pattern: string): { name: string; comment: string }[] {
  const documented = new RegExp(String.raw`((?:/\*\*(?:(?!\*/)[^])*\*/\s*)?)^ *${pattern}`, 'gm');
  return Array.from(source.matchAll(documented), ([, comment = '', name = '']) => ({
    name,
    comment,
  }));
}

describe('the documentation in the source', () => {
  it.each(declarations(String.raw`readonly (\w+)\?:`))(
    'says what $name is, and its default',
    ({ comment }) => {
      expect(comment).toMatch(/^\/\*\*[^]*@default \S/);
    },
  );

  it.each(declarations(String.raw`export (?:class|function|interface|const) (\w+)`))(
    'has a sentence about $name',
    ({ comment }) => {
      expect(comment).toMatch(/^\/\*\*\s*\S/);
    },
  );

  it.each(declarations(String.raw`export class (\w+)`))(
    'has an example of $name',
    ({ comment }) => {
      expect(comment).toContain('@example');
    },
  );
});
