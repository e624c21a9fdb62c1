/** The bench page with the app's search index, built, served and opened in a browser of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumFlags, ensureChromium } from './browser.js';
import { buildMediaPage, residentMb } from './media-page.js';

export const openSearchPage = async () => {
  const site = await buildMediaPage();
  const profile = mkdtempSync(join(tmpdir(), 'echoflow-search-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: ensureChromium(),
    args: chromiumFlags,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(0);
  const open = async () => {
    await page.goto(`${site.address}search.html`);
    await page.waitForFunction(() => 'calls' in window);
  };
  await open();
  const devtools = await context.newCDPSession(page);
  return {
    /** @param {string} name @param {unknown} parameter @returns {Promise<any>} */
    call: (name, parameter) =>
      page.evaluate(
        ([key, value]) => /** @type {any} */ (window).calls[/** @type {string} */ (key)](value),
        [name, parameter],
      ),
    /** A page that has made nothing yet; the index lies on the disk and is found again. */
    reopen: async () => {
      await page.goto('about:blank');
      await open();
    },
    /** Private memory of the whole browser, after the page has thrown away what it can. */
    memoryMb: async () => {
      await devtools.send('HeapProfiler.collectGarbage');
      return residentMb(profile);
    },
    close: async () => {
      await context.close();
      await site.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
