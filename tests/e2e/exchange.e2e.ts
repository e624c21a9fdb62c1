import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { en } from '../../src/lib/i18n/en.ts';
import type { App } from './app.ts';
import { expect, test } from './fixtures.ts';

const sound = 'tests/fixtures/media/speech-16k.wav';
const folder = mkdtempSync(join(tmpdir(), 'echoflow-exchange-'));
const write = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

const vtt =
  'WEBVTT\n\n00:00.200 --> 00:01.000\n<v Ada>Good morning.\n\n00:01.200 --> 00:02.000\n<v Бори́с>שלום 👋 <00:01.600>world\n';

/** Headless browsers cannot show the choosers for saving; without them everything is a download. */
const withoutChoosers = (page: Page) =>
  page.addInitScript(() => {
    Reflect.deleteProperty(window, 'showSaveFilePicker');
    Reflect.deleteProperty(window, 'showDirectoryPicker');
  });

const downloaded = async (page: Page, press: () => Promise<unknown>): Promise<{ name: string; bytes: Buffer }> => {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
};

/** A small recording with a text of its own, without any speech recognition. */
const bringIn = async (app: App) => {
  await app.library.drop(write('talk.wav', readFileSync(sound)), write('talk.en.vtt', vtt));
  await app.recording.waitUntilTranscribed();
  await expect(app.recording.paragraphs.nth(1)).toContainText('שלום 👋 world');
};

test.beforeEach(({ page }) => withoutChoosers(page));

test('subtitles dropped with their recording become its transcript; nothing is transcribed', async ({ app }) => {
  await bringIn(app);
  const file = await app.recording.export('vtt');
  expect(file.fileName).toBe('talk.vtt');
  expect(file.text).toContain('<v Ada>Good morning.');
  await app.go('library');
  await app.library.waitUntilPrepared('talk');
});

test('several formats at once: one zip, named by the template, remembered', async ({ app, page }) => {
  await bringIn(app);
  await page.getByRole('button', { name: en.editor.export.open, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: en.editor.export.title });
  await dialog.getByText(en.editor.export.also(0)).click();
  for (const id of ['docx', 'pdf', 'csv'] as const)
    await dialog.getByRole('checkbox', { name: en.formats[id].name }).check();
  await dialog.getByRole('textbox', { name: en.editor.export.fileName }).fill('{title} {format}');
  await dialog.getByRole('textbox', { name: en.editor.export.fileName }).press('Tab');
  const button = dialog.getByRole('button', { name: en.editor.export.downloadSeveral(4) });
  const zip = await downloaded(page, () => button.click());
  expect(zip.name).toBe('talk.zip');
  const files = unzipSync(new Uint8Array(zip.bytes));
  expect(Object.keys(files).sort()).toEqual(['talk csv.csv', 'talk docx.docx', 'talk pdf.pdf', 'talk srt.srt']);
  expect(strFromU8(files['talk srt.srt']!)).toContain('שלום 👋 world');
  expect(strFromU8(unzipSync(files['talk docx.docx']!)['word/document.xml']!)).toContain('שלום 👋 world');
  const pdf = Buffer.from(files['talk pdf.pdf']!).toString('latin1');
  expect(pdf).toMatch(/^%PDF-1\.7/);
  // The wave is in no font of ours: the browser has painted it.
  expect(pdf).toContain('/Subtype /Image');
  await page.reload();
  await app.ready();
  await app.recording.waitUntilTranscribed();
  await page.getByRole('button', { name: en.editor.export.open, exact: true }).click();
  await expect(dialog.getByRole('button', { name: en.editor.export.downloadSeveral(4) })).toBeVisible();
  const results = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(results.violations).toEqual([]);
});

test('a project carries everything to an empty library, the original byte for byte', async ({ app, page }) => {
  await bringIn(app);
  await page.getByRole('button', { name: en.editor.export.open, exact: true }).click();
  await page.getByRole('tab', { name: en.editor.export.projectTab }).click();
  const file = await downloaded(page, () => page.getByRole('button', { name: en.library.saveProject }).click());
  expect(file.name).toBe('talk.echoflow');
  const parts = unzipSync(new Uint8Array(file.bytes));
  const media = Object.keys(parts).find((path) => path.endsWith('/media.wav'))!;
  expect(Buffer.from(parts[media]!).equals(readFileSync(sound))).toBe(true);

  await app.go('library');
  await app.library.waitUntilPrepared('talk');
  await app.library.act('talk', 'bin');
  await page.getByRole('link', { name: en.library.binView.open(1) }).click();
  await page.getByRole('button', { name: en.library.binView.purgeOne('talk') }).click();
  await page.getByRole('dialog').getByRole('button', { name: en.library.binView.purge, exact: true }).click();
  await expect(page.getByText(en.library.binView.empty)).toBeVisible({ timeout: 60_000 });
  await app.go('library');

  await app.library.drop(write('talk.echoflow', file.bytes));
  const dialog = page.getByRole('dialog', { name: en.library.project.open });
  await dialog.getByRole('button', { name: en.library.project.bringIn }).click();
  await app.library.openRecording('talk');
  await expect(page.getByRole('group', { name: /^Paragraph 2/ })).toContainText('שלום 👋 world');
  expect((await app.recording.original()).equals(readFileSync(sound))).toBe(true);
});

test('bringing the same project in again asks, and merging changes nothing', async ({ app, page }) => {
  await bringIn(app);
  await app.go('library');
  await app.library.waitUntilPrepared('talk');
  await page.getByRole('button', { name: en.library.actions('talk') }).click();
  const item = page.getByRole('menuitem', { name: en.library.saveProject });
  const file = await downloaded(page, () => item.click());
  await app.library.drop(write('again.echoflow', file.bytes));
  const dialog = page.getByRole('dialog', { name: en.library.project.open });
  await expect(dialog.getByLabel(en.library.project.known(1))).toHaveValue('merge');
  await dialog.getByRole('button', { name: en.library.project.bringIn }).click();
  const messages = page.getByRole('region', { name: en.shell.notifications });
  await expect(messages.getByText(en.library.project.restored(1, 0))).toBeVisible();
  await expect(app.library.list.getByRole('listitem')).toHaveCount(1);
});

test('a transcript without its recording is kept by keyboard alone, and takes its sound later', async ({
  app,
  page,
}) => {
  await app.library.drop(write('lecture.srt', '1\n00:00:00,500 --> 00:00:02,000\nFirst words.\n'));
  const dialog = page.getByRole('dialog', { name: en.library.importing.title });
  await expect(dialog).toContainText('First words.');
  const results = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(results.violations).toEqual([]);
  const button = dialog.getByRole('button', { name: en.library.importing.attach });
  for (
    let presses = 0;
    presses < 10 && !(await button.evaluate((each) => each === document.activeElement));
    presses++
  ) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await expect(page.getByText(en.library.importing.textOnly)).toBeVisible();
  await expect(page.getByRole('group', { name: /^Paragraph 1/ })).toContainText('First words.');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: en.library.importing.giveSound }).click(),
  ]);
  await chooser.setFiles(sound);
  await app.recording.ready();
  await expect(page.getByRole('group', { name: /^Paragraph 1/ })).toContainText('First words.');
});

test('a file shared by another app is kept by the service worker before the page sees it', async ({ app, page }) => {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.evaluate(async () => {
    const form = new FormData();
    form.append(
      'files',
      new File(['1\n00:00:00,500 --> 00:00:02,000\nShared words.\n'], 'größe.srt', { type: 'text/plain' }),
    );
    await fetch('/share', { method: 'POST', body: form, redirect: 'manual' });
  });
  await app.open('?shared');
  const dialog = page.getByRole('dialog', { name: en.library.importing.title });
  await expect(dialog).toContainText('größe.srt');
  await expect(dialog).toContainText('Shared words.');
});

test.describe('what is no transcript and no project', () => {
  test('is told in words, and changes nothing', async ({ app, page }) => {
    // What a screen reader hears repeats the words elsewhere.
    const messages = page.getByRole('region', { name: en.shell.notifications });
    await app.library.drop(write('broken.srt', 'no cues at all'));
    await expect(messages.getByText(en.errors['format/unreadable'].title)).toBeVisible();
    await app.library.drop(write('broken.echoflow', 'PK and then nothing'));
    await expect(messages.getByText(en.errors['project/unreadable'].title)).toBeVisible();
    await expect(page.getByRole('heading', { name: en.library.hero.title })).toBeVisible();
  });
});
