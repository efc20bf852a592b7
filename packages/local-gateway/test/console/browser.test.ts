import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { writeAssembly } from '../assemblies.ts';
import { send } from '../http-client.ts';
import { findBarriers } from './accessibility.ts';
import { openBrowser, watchFaults } from './browser.ts';
import { serve, type ServedConsole } from './console-client.ts';
import { lessonParts } from './lesson.ts';

const screenshots = join(import.meta.dirname, '../../coverage/console-screenshots');

let served: ServedConsole;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let context: BrowserContext;

beforeAll(async () => {
  await mkdir(screenshots, { recursive: true });
  served = await serve(await writeAssembly(lessonParts));
  browser = await openBrowser();
  ({ context } = browser);
}, 120_000);

afterAll(async () => {
  await browser.close();
  await served.close();
});

/** A busy machine takes its time. */
const patience = { timeout: 15_000 };

/** Opens a page of the console, does something on it, and expects that it never complained. */
async function onPage(place: string, use: (page: Page) => Promise<void>): Promise<void> {
  const page = await context.newPage();
  const faults = watchFaults(page);
  page.setDefaultTimeout(15_000);
  try {
    await page.goto(`${served.console.url}#/${place}`);
    await page.getByText('Live', { exact: true }).waitFor();
    await use(page);
  } finally {
    await page.close();
  }
  expect(faults).toEqual([]);
}

const apiUrl = () => served.gateway.endpoints[0]?.url ?? '';
const response = (page: Page) => page.getByRole('region', { name: 'Response body' });
const box = (page: Page) => page.getByRole('checkbox', { name: 'Use Lambda proxy integration' });

/** Chooses a method in the tree, and waits for its page. */
async function openMethod(page: Page, link: string, title: string): Promise<void> {
  await page.getByRole('link', { name: link, exact: true }).click();
  await page.getByRole('heading', { name: title }).waitFor();
}

describe('the console in a browser', () => {
  it('goes from the box to two different bodies, the log, the trace and a replay', async () => {
    await onPage('', async (page) => {
      await openMethod(page, 'POST AWS', 'POST /aws');
      expect(await box(page).isChecked()).toBe(false);
      await page.getByRole('button', { name: 'Send' }).click();
      await response(page).waitFor();
      expect(JSON.parse(await response(page).innerText())).toEqual({ message: 'Hello World' });

      await box(page).click();
      await page.getByText('Overridden in this gateway only.').waitFor();
      expect(await box(page).isChecked()).toBe(true);
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByRole('region', { name: 'Response body' }).getByText('"httpMethod"').waitFor();
      expect(JSON.parse(await response(page).innerText())).toMatchObject({
        httpMethod: 'POST',
        body: '{"message":"Hello World"}',
      });

      await page.getByRole('button', { name: 'Reset to AWS' }).click();
      await page.getByText('Overridden in this gateway only.').waitFor({ state: 'detached' });
      expect(await box(page).isChecked()).toBe(false);

      await page.getByRole('link', { name: 'Live log' }).click();
      const rows = page.getByRole('row').filter({ hasText: '/v1/aws' });
      await expect.poll(() => rows.count(), patience).toBe(2);
      await send(`${apiUrl()}/aws`, { method: 'POST', body: '{"from":"elsewhere"}' });
      await expect.poll(() => rows.count(), patience).toBe(3);

      await rows.first().getByRole('link').click();
      await page.getByRole('heading', { name: 'Execution log' }).waitFor();
      expect(await page.getByRole('region', { name: 'Event' }).innerText()).toContain('elsewhere');
      expect(await page.getByRole('region', { name: 'Execution log' }).innerText()).toContain(
        'Successfully completed execution',
      );

      const address = page.url();
      await page.getByRole('button', { name: 'Replay' }).click();
      await page.waitForURL((url) => url.href !== address);
      await page.getByRole('heading', { name: 'Execution log' }).waitFor();
      expect(await page.getByRole('region', { name: 'Event' }).innerText()).toContain('elsewhere');
    });
    expect(served.gateway.integrationOverrides()).toEqual([]);
  });

  it('edits a request and sends it again, and remembers what was sent', async () => {
    await send(`${apiUrl()}/mapped?a=1`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'x-a': 'b' },
      body: '{"message":"first"}',
    });
    await onPage('log', async (page) => {
      await page.getByRole('link', { name: 'PUT /v1/mapped?a=1' }).click();
      await page.getByRole('button', { name: 'Edit and resend' }).click();
      expect(await page.getByLabel('Path and query').inputValue()).toBe('/mapped?a=1');
      expect(await page.getByLabel('Headers').inputValue()).toBe(
        'content-type: application/json\nx-a: b',
      );
      await page.getByLabel('Body', { exact: true }).fill('{"message":"second"}');
      await page.getByRole('button', { name: 'Send' }).click();
      await response(page).waitFor();
      expect(JSON.parse(await response(page).innerText())).toEqual({ to: 'second', as: 'PUT' });
      const past = page.getByLabel('History').locator('option');
      await expect
        .poll(() => past.allInnerTexts(), patience)
        .toContain('PUT /mapped?a=1 {"message":"second"}');
    });
  });

  it('opens the settings of each stage by keyboard', async () => {
    await onPage('', async (page) => {
      await openMethod(page, 'ANY AWS', 'ANY /mapped');
      for (const [stage, words] of [
        ['Method request', 'API key required'],
        ['Integration request', 'NEVER'],
        ['Integration response', 'failed.*'],
        ['Method response', 'declared'],
      ] as const) {
        const button = page.getByRole('button', { name: stage });
        await button.focus();
        await page.keyboard.press('Enter');
        await expect.poll(() => button.getAttribute('aria-expanded'), patience).toBe('true');
        expect(await page.locator('#stage-settings').innerText()).toContain(words);
      }
    });
  });

  it('shows both sides of a request and marks what differs', async () => {
    await onPage('compare', async (page) => {
      await page.getByRole('button', { name: 'Send to both' }).click();
      await page.getByRole('heading', { name: 'HTTP response' }).waitFor();
      const marked = await page
        .getByRole('region', { name: 'Event received, right' })
        .locator('mark')
        .allInnerTexts();
      expect(marked.join('')).toContain('"httpMethod": "POST"');
      expect(
        await page
          .getByRole('region', { name: 'Event received, left' })
          .locator('mark')
          .allInnerTexts(),
      ).toEqual(['  "message": "Hello World"']);
    });
  });

  it('filters, pauses and clears the log', async () => {
    await onPage('log', async (page) => {
      const rows = page.locator('tbody tr');
      await page.getByLabel('Filter').fill('no-such-thing');
      await expect.poll(() => rows.count(), patience).toBe(0);
      await page.getByLabel('Filter').fill('');
      await rows.first().waitFor();
      const before = await rows.count();
      await page.getByRole('button', { name: 'Pause' }).click();
      await send(`${apiUrl()}/mock`);
      await page.getByRole('button', { name: 'Go on (1 new)' }).waitFor();
      expect(await rows.count()).toBe(before);
      await page.getByRole('button', { name: 'Go on (1 new)' }).click();
      await expect.poll(() => rows.count(), patience).toBe(before + 1);
      await page.getByRole('button', { name: 'Clear' }).click();
      await expect.poll(() => rows.count(), patience).toBe(0);
    });
  });

  it('says why the gateway refused, and what to do about it', async () => {
    await send(`${apiUrl()}/proxy`, { method: 'POST', body: 'no envelope' });
    await onPage('log', async (page) => {
      await page.getByRole('link', { name: 'POST /v1/proxy' }).first().click();
      await page.getByText('What to do:').waitFor();
      expect(await page.locator('.why').innerText()).toContain(
        'is the string "no envelope", expected an object',
      );
    });
  });

  it('shows environments, the last error and its stack', async () => {
    await send(`${apiUrl()}/aws`, { method: 'POST', body: '{"a":"please fail"}' });
    await onPage('functions', async (page) => {
      await page.getByText('Last error').waitFor();
      const text = await page.locator('main').innerText();
      expect(text).toContain('Error failed <img src=x onerror=alert(1)>');
      expect(text).toContain('index.mjs');
      expect(text).toContain('DATABASE_PASSWORD');
      expect(text).not.toContain('hunter2');
      expect(text).toMatch(/\d+ of 128 MB/);
    });
  });

  it("renders a template with the gateway's own engine", async () => {
    await onPage('playground', async (page) => {
      await page.getByLabel('Mapping template').fill('{"who": $input.json("$.message")}');
      await page.getByRole('button', { name: 'Render' }).click();
      expect(await page.getByRole('region', { name: 'Rendered event' }).innerText()).toBe(
        '{"who": "Hello World"}',
      );
    });
  });

  it('shows whatever a request holds as text (CON-08, CON-09)', async () => {
    const hostile =
      '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>';
    await send(`${apiUrl()}/proxy?q=${encodeURIComponent(hostile)}`, {
      method: 'POST',
      headers: { 'x-hostile': hostile, 'content-type': 'text/html' },
      body: `${hostile}\u001b[31m\u202e`,
    });
    await send(`${apiUrl()}/${hostile.replaceAll(/[ <>"]/g, encodeURIComponent)}`, {
      method: 'POST',
    });

    await onPage('log', async (page) => {
      await page
        .getByRole('link', { name: /proxy\?q=/ })
        .first()
        .click();
      await page.getByRole('heading', { name: 'Execution log' }).waitFor();
      await page.getByRole('button', { name: 'Raw' }).first().click();
      const main = page.locator('main');
      expect(await main.locator('img, script, iframe, style').count()).toBe(0);
      const text = await main.innerText();
      expect(text).toContain(hostile);
      expect(text).toContain(String.raw`\u001b[31m\u202e`);
      // oxlint-disable-next-line no-control-regex -- what must not be there
      expect(text).not.toMatch(/[\u001b\u202e]/);
      expect(await page.title()).not.toContain('owned');
    });
  });

  it('copies a request as curl', async () => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await onPage('log', async (page) => {
      await page.getByRole('link', { name: 'POST /v1/aws' }).first().click();
      await page.getByRole('button', { name: 'Copy as curl' }).click();
      await page.getByText('copied').waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
        `${apiUrl()}/aws`,
      );
    });
  });

  it('says that the gateway was started again when the token is of an earlier start', async () => {
    const page = await context.newPage();
    await page.goto(served.console.url);
    await page.route('**/api/events', (route) => route.fulfill({ status: 403, body: 'no token' }));
    await page.reload();

    await expect
      .poll(() => page.getByRole('status').first().innerText(), patience)
      .toContain('reload this page');
    await page.close();
  });

  it('runs no script and sends nothing from another origin (CON-04, CON-08)', async () => {
    const page = await context.newPage();
    await page.goto(`${apiUrl()}/mock`);

    const outcome = await page.evaluate(async (url) => {
      const attempt = async (path: string, init?: RequestInit) => {
        try {
          return (await fetch(url + path, init)).status;
        } catch {
          return 'refused';
        }
      };
      return [
        await attempt(''),
        await attempt('api/apis'),
        await attempt('api/send', { method: 'POST', body: '{}' }),
        await attempt('api/events', { headers: { 'x-console-token': 'a' } }),
      ];
    }, served.console.url);

    expect(outcome).toEqual(['refused', 'refused', 'refused', 'refused']);
    await page.close();
  });
});

describe.each([
  ['light', { colorScheme: 'light', width: 1280 }],
  ['dark', { colorScheme: 'dark', width: 1280 }],
  ['narrow', { colorScheme: 'light', width: 390 }],
] as const)('the console, %s', (look, { colorScheme, width }) => {
  const pages: readonly (readonly [
    name: string,
    place: string,
    use: (page: Page) => Promise<void>,
  ])[] = [
    ['apis', '', (page) => page.getByRole('heading', { name: 'Method execution' }).waitFor()],
    [
      'overridden',
      '',
      async (page) => {
        await openMethod(page, 'POST AWS_PROXY', 'POST /proxy');
        await box(page).click();
        await page.getByText('Overridden in this gateway only.').waitFor();
        await page.getByRole('button', { name: 'Send' }).click();
        await response(page).waitFor();
        await page.getByRole('button', { name: 'Integration response' }).click();
      },
    ],
    [
      'compare',
      'compare',
      async (page) => {
        await page.getByRole('button', { name: 'Send to both' }).click();
        await page.getByRole('heading', { name: 'HTTP response' }).waitFor();
      },
    ],
    ['log', 'log', (page) => page.locator('tbody tr').first().waitFor()],
    [
      'trace',
      'log',
      async (page) => {
        await page.getByRole('link', { name: 'POST /v1/proxy' }).first().click();
        await page.getByRole('heading', { name: 'Execution log' }).waitFor();
      },
    ],
    ['functions', 'functions', (page) => page.getByText('Execution environments').waitFor()],
    [
      'playground',
      'playground',
      async (page) => {
        await page.getByRole('button', { name: 'Render' }).click();
        await page.getByRole('region', { name: 'Rendered event' }).waitFor();
      },
    ],
  ];

  beforeAll(async () => {
    await send(`${apiUrl()}/proxy`, { method: 'POST', body: '{"message":"Hello World"}' });
    await send(`${apiUrl()}/proxy`, { method: 'POST', body: 'no envelope' });
    await send(`${apiUrl()}/aws`, { method: 'POST', body: '{"a":"please fail"}' });
    await send(`${apiUrl()}/nowhere`);
  });

  it.each(pages)('has no barriers on the page %s, and fits its width', async (name, place, use) => {
    await onPage(place, async (page) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await use(page);
      await page.screenshot({ path: join(screenshots, `${name}-${look}.png`), fullPage: true });

      expect(await findBarriers(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        width,
      );
    });
    for (const { apiId, methodId } of served.gateway.integrationOverrides()) {
      served.gateway.overrideIntegration(apiId, methodId);
    }
  });
});
