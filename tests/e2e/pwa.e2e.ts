import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../../src/lib/i18n/en.ts';
import { expect, test as base } from './fixtures.ts';

/** A copy of the build that a test may turn into its next version. */
const test = base.extend<{ root: string }>({
  root: async ({ hostHeaders: _ }, use) => {
    const copy = mkdtempSync(join(tmpdir(), 'echoflow-build-'));
    cpSync('build', copy, { recursive: true });
    await use(copy);
    rmSync(copy, { recursive: true });
  },
});

/**
 * Publishes another version: another page, and a service worker that names it. One chunk of the old version is gone from
 * the new one and from the server; its address is given back.
 */
const publishNext = (root: string): string => {
  const { build } = JSON.parse(readFileSync('build/version.json', 'utf8')) as { build: string };
  const page = readFileSync(join(root, 'index.html'), 'utf8');
  writeFileSync(join(root, 'index.html'), page.replace('<html ', '<html data-next="yes" '));
  const worker = readFileSync(join(root, 'service-worker.js'), 'utf8');
  const [entry, chunk] = [...worker.matchAll(/\{[^{}]*"url":"(_app\/immutable\/nodes\/[^"]+)"[^{}]*\},?/g)].at(0)!;
  rmSync(join(root, chunk!));
  writeFileSync(join(root, 'service-worker.js'), worker.replace(entry, '').replaceAll(build, 'next-version'));
  return `/${chunk}`;
};

/** What the page gets for an address, through whatever serves it now. */
const statusOf = (page: Page, address: string): Promise<number> =>
  page.evaluate(async (url) => (await fetch(url, { cache: 'no-store' })).status, address);

test.use({ firstVisit: true, expectedComplaints: [/404/] });

test('the browser finds nothing that keeps it from being installed', async ({ app, page, context }) => {
  await app.waitUntilOfflineReady();
  const session = await context.newCDPSession(page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  expect(installabilityErrors).toEqual([]);
  const { errors, data } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data ?? '{}') as {
    icons: { src: string; purpose: string }[];
    shortcuts: { url: string }[];
  };
  expect(manifest).toMatchObject({ id: '/', name: 'EchoFlow', start_url: '/', display: 'standalone' });
  expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
  for (const { src } of manifest.icons)
    expect((await page.request.get(new URL(src, app.address).href)).ok()).toBe(true);
  expect(manifest.shortcuts.map(({ url }) => url)).toEqual(['/record']);
});

test('a newer version waits until the person says so, and old tabs go on', async ({ app, page, context, root }) => {
  await app.waitUntilOfflineReady();
  const other = await context.newPage();
  await other.goto(app.address);
  await expect(other.getByRole('main')).toBeVisible();

  const forgotten = publishNext(root);
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const apply = page.getByRole('button', { name: en.shell.update.apply });
  await expect(apply).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.dataset.next)).toBeUndefined();

  await apply.click();
  await expect(page.locator('html[data-next=yes]')).toBeAttached();
  expect(await other.evaluate(() => document.documentElement.dataset.next)).toBeUndefined();
  expect(await statusOf(other, forgotten)).toBe(200);

  await other.close();
  await page.reload();
  await expect.poll(() => statusOf(page, forgotten)).toBe(404);
});
