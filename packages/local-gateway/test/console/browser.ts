import { mkdtemp, rm } from 'node:fs/promises';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type BrowserContext, type Page } from 'playwright-core';

/** A browser with an empty profile: the one of the npm package on Linux, an installed Chrome elsewhere. */
export async function openBrowser(): Promise<{
  readonly context: BrowserContext;
  close(): Promise<void>;
}> {
  const profile = await mkdtemp(join(tmpdir(), 'console-browser-'));
  const bundled = platform() === 'linux' && process.arch === 'x64';
  const context = await playwright.launchPersistentContext(profile, {
    ...(bundled ? { executablePath: await unpackedBrowser() } : { channel: 'chrome' }),
    viewport: { width: 1280, height: 900 },
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return {
    context,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** Unpacked once, not for each run of the tests. */
async function unpackedBrowser(): Promise<string> {
  const { TMPDIR, SYSTEM_TMPDIR } = process.env;
  if (SYSTEM_TMPDIR !== undefined) process.env['TMPDIR'] = SYSTEM_TMPDIR;
  try {
    return await chromium.executablePath();
  } finally {
    if (TMPDIR !== undefined) process.env['TMPDIR'] = TMPDIR;
  }
}

/** Collects what a page complains about: errors on its console, exceptions, requests that failed. */
export function watchFaults(page: Page): readonly string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('requestfailed', (request) => {
    // A page that is left lets go of its events.
    if (!request.url().endsWith('/api/events')) {
      faults.push(`${request.url()}: ${request.failure()?.errorText ?? 'failed'}`);
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.url()}: ${response.status()}`);
  });
  return faults;
}
