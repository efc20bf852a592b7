import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const script = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds on a page, in a line each: rule, weight and where. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  // Run outside of the page's policy, which forbids to add a script.
  await page.evaluate(await readFile(script, 'utf8'));
  const violations = await page.evaluate(async () => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- put there just before
    const { axe } = globalThis as unknown as { readonly axe: Axe };
    return (await axe.run()).violations;
  });
  return violations.map(
    ({ id, impact, nodes }) => `${id} (${impact}): ${nodes.map(({ html }) => html).join(' ')}`,
  );
}

interface Axe {
  run(): Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly impact: string;
      readonly nodes: readonly { readonly html: string }[];
    }[];
  }>;
}
