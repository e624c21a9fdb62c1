import { en } from '../../src/lib/i18n/en.ts';
import { expect, test } from './fixtures.ts';

test.use({ firstVisit: true });

test('what a newcomer is told waits while somebody records, and is said once', async ({ app, page }) => {
  const note = page.getByText(en.shell.firstRun.title, { exact: true });
  await app.open();
  await expect(note).toBeVisible();
  await app.go('record');
  await expect(page.getByRole('button', { name: en.recorder.start, exact: true })).toBeVisible();
  await expect(note).toHaveCount(0);
  await app.go('library');
  await app.closeFirstNote();
  await expect(note).toHaveCount(0);
  await page.reload();
  await app.ready();
  await expect(page.getByRole('main')).toBeVisible();
  await expect(note).toHaveCount(0);
});
