import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds on a page, in a line each: rule, weight and where. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  // Evaluated, not added as a script: the page's policy forbids that.
  await page.evaluate(axe.source);
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
