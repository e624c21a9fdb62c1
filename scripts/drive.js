import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { runnerImport } from 'vite';
import { chromiumFlags, ensureChromium } from './browser.js';
import { option } from './registry.js';
import { serve } from './server.js';

/** @typedef {import('../tests/e2e/app.ts').App} App */

/**
 * The page objects of the end-to-end tests, for plain Node: Vite reads their TypeScript.
 *
 * @returns {Promise<typeof import('../tests/e2e/app.ts')>}
 */
const loadPageObjects = async () => {
  const { module } = await runnerImport(resolve('tests/e2e/app.ts'), {
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { $lib: resolve('src/lib') } },
  });
  return /** @type {typeof import('../tests/e2e/app.ts')} */ (module);
};

/** Where a kept profile finds its data again: a browser keeps them by address, port included. */
const profilePort = 4188;

/** @param {string} root @param {boolean} isKept */
const serveFor = async (root, isKept) => {
  const site = await serve({ root, port: isKept ? profilePort : 0 });
  if (!isKept || site.port === profilePort) return site;
  await site.close();
  throw new Error(`Port ${profilePort} is taken: a kept profile can be used by one script at a time.`);
};

/**
 * Serves the built app, opens it in a browser and hands over its page objects. Without `profile` the browser's data are
 * thrown away at the end. See docs/automation.md.
 *
 * @param {{ profile?: string | undefined, root?: string, headless?: boolean }} [options]
 */
export const openApp = async ({ profile, root = 'build', headless = true } = {}) => {
  const { App } = await loadPageObjects();
  const site = await serveFor(root, profile !== undefined);
  const folder = profile ?? mkdtempSync(join(tmpdir(), 'echoflow-drive-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: ensureChromium(),
    args: chromiumFlags,
    headless,
    locale: 'en-GB',
    acceptDownloads: true,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const app = new App(page, site.address);
  await app.open();
  const close = async () => {
    await context.close();
    await site.close();
    if (!profile) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  return { app, page, context, address: site.address, profile: folder, close };
};

if (import.meta.filename === process.argv[1]) {
  const { context, close } = await openApp({ profile: option('profile'), headless: false });
  await context.waitForEvent('close', { timeout: 0 });
  await close();
}
