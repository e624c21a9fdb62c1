import { readFileSync } from 'node:fs';
import { en } from '../../src/lib/i18n/en.ts';
import { expect, test } from './fixtures.ts';

test('settings as YAML: a mistake is named by its line, what is right is kept and survives a reload', async ({
  app,
  page,
}) => {
  await app.settings.open();
  await app.settings.yaml.fill('appearance:\n  theme: dark\neditor:\n  skipSecondz: 5\n');
  await expect(page.getByText(/^Line 4, column 3:.*skipSeconds/).first()).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'system');

  await app.settings.applyYaml('appearance:\n  theme: dark\neditor:\n  skipSeconds: 5\n');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await app.ready();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(app.settings.yaml).toHaveValue(/skipSeconds: 5/);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: en.settings.yaml.save }).click(),
  ]);
  expect(readFileSync(await download.path(), 'utf8')).toMatch(/theme: dark/);
});

test('the health page reports every check and says which hold', async ({ app, page }) => {
  await app.waitUntilOfflineReady();
  await app.health.open();
  for (const title of ['Secure and isolated page', 'Works offline', 'File storage', 'Database']) {
    await expect(app.health.check(title).first()).toBeVisible();
  }
  await expect(page.getByText(/^Checking, /)).toHaveCount(0, { timeout: 45_000 });
});

test.describe('the proof that nothing leaves', () => {
  test.use({ alsoAllowed: ['https://example.com'], expectedComplaints: [/Content Security Policy/] });

  /** That no connection was opened either, whatever the page was told, is seen by the proxy: its fixture fails the test. */
  test('every way out is tried on the built app, refused by the policy, and opens no connection', async ({
    app,
    page,
  }) => {
    await app.health.open();
    const panel = page.getByRole('region', { name: en.health.proof.title });
    await panel.getByRole('button', { name: en.health.proof.run }).click();
    await expect(panel.getByText(en.health.proof.passed)).toBeVisible();
    for (const way of Object.values(en.health.proof.attempts)) {
      const row = panel.getByRole('listitem').filter({ hasText: way });
      await expect(row.getByText(en.health.proof.outcomes.blocked)).toBeVisible();
    }
  });
});
