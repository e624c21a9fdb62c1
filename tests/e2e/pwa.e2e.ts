import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** Publishes another version: a new page text, and a service worker that names it. */
const publishNext = (root: string): void => {
  const { build } = JSON.parse(readFileSync('build/version.json', 'utf8')) as { build: string };
  const page = readFileSync(join(root, 'index.html'), 'utf8');
  writeFileSync(join(root, 'index.html'), page.replace('<html ', '<html data-next="yes" '));
  const worker = readFileSync(join(root, 'service-worker.js'), 'utf8');
  writeFileSync(join(root, 'service-worker.js'), worker.replaceAll(build, 'next-version'));
};

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
  const chunk = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .find((name) => name.includes('/nodes/')),
  );

  publishNext(root);
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const apply = page.getByRole('button', { name: en.shell.update.apply });
  await expect(apply).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.dataset.next)).toBeUndefined();

  await apply.click();
  await expect(page.locator('html[data-next=yes]')).toBeAttached();
  // The other tab was not reloaded, and its chunks are still there.
  expect(await other.evaluate(() => document.documentElement.dataset.next)).toBeUndefined();
  expect(await other.evaluate(async (url) => (await fetch(url)).status, chunk!)).toBe(200);
});
