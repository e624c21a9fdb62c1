import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { en } from '../../src/lib/i18n/en.ts';
import type { App } from './app.ts';
import { expect, test } from './fixtures.ts';
import { clipPath } from './speech.ts';

const easy = clipPath('easy/easy2.flac');

/** What axe finds on the page as it is: against everything in WCAG 2.2 AA, or what depends on colours alone. */
const violations = async (page: Page, scheme: 'light' | 'dark'): Promise<string[]> => {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  const builder = new AxeBuilder({ page });
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const axe = scheme === 'light' ? builder.withTags(tags) : builder.withRules(['color-contrast']);
  const { violations: found } = await axe.analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
};

const sidewaysPixels = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const look = async (app: App, place: string): Promise<void> => {
  expect(await violations(app.page, 'light'), place).toEqual([]);
  expect(await violations(app.page, 'dark'), `${place}, dark`).toEqual([]);
  expect(await sidewaysPixels(app.page), `${place} scrolls sideways`).toBeLessThanOrEqual(0);
};

/** The panels that read the text; on a phone they open over it. */
const lookAtPanels = async (app: App): Promise<void> => {
  const { page } = app;
  const open = page.getByRole('button', { name: en.editor.openInspector, exact: true });
  if (await open.isVisible()) await open.press('Enter');
  for (const { title } of [en.notes, en.refine, en.redaction, en.analysis]) {
    await page.getByRole('tab', { name: title, exact: true }).press('Enter');
    if (title === en.analysis.title)
      await expect(page.getByRole('region', { name: en.analysis.speakers.chart.title, exact: true })).toBeVisible();
    await look(app, title);
  }
};

for (const width of [1280, 320]) {
  test(`every page, light and dark, ${width} wide, is free of known barriers`, async ({ app, page }) => {
    test.slow();
    await page.setViewportSize({ width, height: 800 });
    await look(app, 'empty library');
    await app.library.drop(easy);
    await app.library.waitUntilTranscribed('easy2');
    await look(app, 'library');
    await app.library.openRecording('easy2');
    await app.recording.waitUntilTranscribed();
    await look(app, 'recording');
    await lookAtPanels(app);
    for (const place of ['record', 'insights', 'settings', 'health'] as const) {
      await app.open(place);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await look(app, place);
    }
  });
}

/** Presses Tab until the focus is on a control of this name, as somebody without a mouse does. */
const tabTo = async (page: Page, role: 'button' | 'link' | 'combobox', name: string | RegExp): Promise<void> => {
  const target = page.getByRole(role, typeof name === 'string' ? { name, exact: true } : { name }).first();
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 80; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${String(name)}.`);
};

test('from a file to an edited SRT by keyboard alone', async ({ app, page }) => {
  await tabTo(page, 'button', en.library.chooseFiles);
  // A key may come before the browser hears that its chooser is wanted here; then it is pressed once more.
  await expect(async () => {
    const wanted = page.waitForEvent('filechooser', { timeout: 5000 });
    const [chooser] = await Promise.all([wanted, page.keyboard.press('Enter')]);
    await chooser.setFiles(easy);
  }).toPass();
  await app.library.waitUntilTranscribed('easy2');

  await tabTo(page, 'link', 'easy2');
  await page.keyboard.press('Enter');
  await app.recording.waitUntilTranscribed();

  await tabTo(page, 'button', en.editor.edit);
  await page.keyboard.press('Enter');
  for (let presses = 0; presses < 80; presses++) {
    if (await page.evaluate(() => (document.activeElement as HTMLElement).isContentEditable)) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('Keyboard ');
  await app.recording.waitUntilSaved();
  await expect(app.recording.paragraphs.first()).toContainText('Keyboard');

  // No trap: Escape leaves the text, and Tab then moves on.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => (document.activeElement as HTMLElement).isContentEditable)).toBe(false);

  await page.keyboard.press('Control+e');
  await expect(page.getByRole('dialog', { name: en.editor.export.title })).toBeVisible();
  await tabTo(page, 'button', en.editor.export.download);
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toMatch(/\.srt$/);
});
