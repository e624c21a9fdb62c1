import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { en } from '../../src/lib/i18n/en.ts';
import { wavHeader } from '../../src/lib/workers/media/wav-file.ts';
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

  const { x, y, width, height } = (await page.getByRole('slider', { name: en.editor.waveform.label }).boundingBox())!;
  await page.mouse.move(x + width * 0.2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.6, y + height / 2, { steps: 4 });
  await page.mouse.up();
  await page.getByRole('button', { name: words.clean.compareSelection }).click();
  const versions = page.getByRole('group', { name: words.clean.compareGroup });
  const after = versions.getByRole('button', { name: words.clean.versions.cleaned });
  const before = versions.getByRole('button', { name: words.clean.versions.original });
  await expect(after).toHaveAttribute('aria-pressed', 'true', { timeout: 60_000 });
  await before.click();
  await expect(before).toHaveAttribute('aria-pressed', 'true');
  await versions.getByRole('button', { name: /^(Pause|Play the passage)$/ }).click();

  await page.getByRole('button', { name: words.clean.apply }).click();
  await expect(page.getByRole('switch', { name: words.clean.playCopy })).toBeChecked({ timeout: 60_000 });

  await page.getByRole('combobox', { name: words.save.format }).selectOption('flac');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Save, about/ }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('speech.flac');
  expect((await readFile(await file.path())).subarray(0, 4).toString()).toBe('fLaC');
  expect((await app.recording.original()).equals(await readFile(pathOf('speech.m4a')))).toBe(true);

  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: en.editor.details.title, exact: true }).click();
  await expect(page.getByRole('definition').filter({ hasText: /set to −16 LUFS; before, it was −\d/ })).toBeVisible();
});

test('a call with a speaker on each side becomes two speakers', async ({ app, page }) => {
  await app.settings.open();
  await app.settings.applyYaml('transcription:\n  transcribeOnImport: false\n');
  await app.go('library');
  await app.library.drop(pathOf('call.flac'));
  await app.library.waitUntilPrepared('call');
  await app.library.openRecording('call');
  await openSound(page);
  await page.getByRole('combobox', { name: words.source.channel }).selectOption('split');
  await page.getByRole('button', { name: words.source.again }).click();
  await app.recording.waitUntilTranscribed();
  for (const side of words.speakers.sides)
    await expect(app.recording.paragraphs.getByRole('button', { name: side }).first()).toBeVisible();
});

test('a video keeps its picture', async ({ app, page }) => {
  await app.library.drop(pathOf('speech.mp4'));
  await app.library.openRecording('A fixture');
  const video = page.getByLabel(en.editor.player.video('A fixture')).first();
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.videoWidth)).toBe(96);
});

/** Three seconds of a soft tone; half of the second one was recorded far too loud. */
const clippedWav = (): Buffer => {
  const level = (at: number) => (at >= 16_000 && at < 24_000 ? 90_000 : 3_000);
  const samples = Int16Array.from({ length: 48_000 }, (_, at) =>
    Math.max(-32_768, Math.min(32_767, level(at) * Math.sin((2 * Math.PI * 300 * at) / 16_000))),
  );
  return Buffer.concat([Buffer.from(wavHeader(samples.length, 16_000)), Buffer.from(samples.buffer)]);
};

test('how loud it is stands under the waveform, and a click leads to where it was too loud', async ({
  app,
  page,
}, testInfo) => {
  const file = testInfo.outputPath('loud.wav');
  await writeFile(file, clippedWav());
  await app.library.drop(file);
  await app.library.openRecording('loud');
  await expect(page.getByText(/^−\d+\.\d LUFS$/)).toBeVisible();
  await expect(page.getByText(words.lanes.clipped(1))).toBeVisible();
  await page.getByRole('button', { name: words.lanes.clippedAt('0:01') }).click();
  const waveform = page.getByRole('slider', { name: en.editor.waveform.label });
  await expect.poll(async () => Math.round(Number(await waveform.getAttribute('aria-valuenow')))).toBe(1);
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
