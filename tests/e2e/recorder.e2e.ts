import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { en } from '../../src/lib/i18n/en.ts';
import { expect, test } from './fixtures.ts';
import { clipPath } from './speech.ts';

test.use({ microphone: clipPath('microphone.wav') });

/** Lets a test pull the plug: streams the page was given are remembered. */
const rememberStreams = (page: Page) =>
  page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    const given: MediaStream[] = [];
    Object.assign(globalThis, { given });
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await ask(constraints);
      given.push(stream);
      return stream;
    };
  });

/** What a browser does when a device is unplugged: the track ends and says so. */
const unplug = (page: Page) =>
  page.evaluate(() => {
    const track = (globalThis as unknown as { given: MediaStream[] }).given.at(-1)!.getAudioTracks()[0]!;
    track.stop();
    track.dispatchEvent(new Event('ended'));
  });

test('a take goes on when its microphone is unplugged, and keeps its markers', async ({ app, page }) => {
  await rememberStreams(page);
  await page.reload();
  await app.ready();
  await app.recorder.open();
  await app.recorder.start();
  await app.recorder.waitForElapsed(1);
  await page.keyboard.press('m');
  const note = page.getByRole('textbox', { name: /^Note at / });
  await note.fill('decision');
  await note.press('Enter');
  await unplug(page);
  await expect(page.getByText(en.recorder.warnings.switched).first()).toBeVisible({ timeout: 2000 });
  const then = await app.recorder.waitForElapsed(2);
  await app.recorder.waitForElapsed(then + 2);
  await app.recorder.stop();
  await app.recording.ready();
  await expect.poll(() => app.recording.durationSeconds()).toBeGreaterThanOrEqual(then + 1);
});

test('a take in 16-bit samples plays, its length known', async ({ app, page }) => {
  await app.settings.open();
  await app.settings.applyYaml('recording:\n  format: wav\n');
  await app.recorder.open();
  await app.recorder.record(3);
  await app.recording.ready();
  await expect.poll(() => app.recording.durationSeconds()).toBeGreaterThanOrEqual(2);
  await page.getByRole('button', { name: en.editor.export.open, exact: true }).click();
  const button = page.getByRole('button', { name: en.editor.export.original, exact: true });
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  const bytes = await readFile(await download.path());
  expect(bytes.subarray(0, 4).toString()).toBe('RIFF');
  expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
});
