import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { en } from '../../src/lib/i18n/en.ts';
import { expect, test } from './fixtures.ts';

const words = en.sound;
const pathOf = (file: string) => `tests/fixtures/media/${file}`;

const openSound = (page: Page) => page.getByRole('tab', { name: words.title, exact: true }).click();

test('a file of two sound tracks asks which, and keeps the answer', async ({ app, page }) => {
  await app.library.drop(pathOf('two-tracks.mp4'));
  await app.library.openRecording('two-tracks');
  await expect(page.getByRole('heading', { name: words.choose.title(2) })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('radio', { name: /Deutsch/ }).check();
  await page.getByRole('button', { name: words.choose.use }).click();
  await expect(page.getByRole('heading', { name: words.choose.title(2) })).toHaveCount(0);
  await expect(page.getByRole('definition').filter({ hasText: /^2 · Deutsch/ })).toBeVisible();
  await expect(page.getByText(en.editor.details.decoder, { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('definition').filter({ hasText: /^0:01 of 0:01$/ })).toBeVisible();
  await page.reload();
  await openSound(page);
  await expect(page.getByRole('combobox', { name: words.source.track })).toHaveValue('1');
});

test('a podcast brings its title, chapters and cover', async ({ app, page }) => {
  await app.library.drop(pathOf('chapters.mp3'));
  await app.library.openRecording('A talk');
  await expect(page.getByRole('definition').filter({ hasText: 'Anna Example' })).toBeVisible();
  await expect(page.getByRole('complementary').locator('img')).toBeVisible();
});

test('sound is cleaned, compared by ear, kept as a copy and saved, the original untouched', async ({ app, page }) => {
  await app.settings.open();
  await app.settings.applyYaml('transcription:\n  transcribeOnImport: false\n');
  await app.go('library');
  await app.library.drop(pathOf('speech.m4a'));
  await app.library.waitUntilPrepared('speech');
  await app.library.openRecording('speech');
  await openSound(page);
  await expect(page.getByRole('switch', { name: words.clean.recognise })).not.toBeChecked();

  await page.getByRole('button', { name: words.clean.compare }).click();
  const versions = page.getByRole('group', { name: words.clean.compareGroup });
  const after = versions.getByRole('button', { name: words.clean.versions.cleaned });
  const before = versions.getByRole('button', { name: words.clean.versions.original });
  await expect(after).toHaveAttribute('aria-pressed', 'true', { timeout: 60_000 });
  await before.click();
  await expect(before).toHaveAttribute('aria-pressed', 'true');
  await versions.getByRole('button', { name: words.clean.pause }).click();

  await page.getByRole('button', { name: words.clean.apply }).click();
  await expect(page.getByRole('switch', { name: words.clean.playCopy })).toBeChecked({ timeout: 60_000 });

  await page.getByRole('combobox', { name: words.save.format }).selectOption('flac');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Save, about/ }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('speech.flac');
  expect((await readFile(await file.path())).subarray(0, 4).toString()).toBe('fLaC');
  expect((await app.recording.original()).equals(await readFile(pathOf('speech.m4a')))).toBe(true);
});

test('the spectrogram is drawn under the waveform', async ({ app, page }) => {
  await app.library.drop(pathOf('speech.m4a'));
  await app.library.openRecording('speech');
  await page.getByRole('button', { name: words.lanes.spectrogram }).click();
  const picture = page.getByRole('img', { name: words.lanes.spectrogram });
  await expect(picture).toBeVisible();
  const shades = await picture.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return new Set(data.filter((_, at) => at % 4 === 0)).size;
  });
  expect(shades).toBeGreaterThan(20);
});
