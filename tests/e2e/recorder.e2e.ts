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

/** What a browser tells of the track in use. */
const tellTrack = (page: Page, kind: 'mute' | 'unmute') =>
  page.evaluate((type) => {
    const track = (globalThis as unknown as { given: MediaStream[] }).given.at(-1)!.getAudioTracks()[0]!;
    track.dispatchEvent(new Event(type));
  }, kind);

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
  // The note has the caret, so that its letters are no commands: P pauses, R stops, M marks.
  const note = page.getByRole('textbox', { name: /^Note at / });
  await expect(note).toBeFocused();
  await page.keyboard.type('prim');
  await expect(note).toHaveValue('prim');
  await expect(page.getByRole('button', { name: en.recorder.pause })).toBeVisible();
  await note.fill('decision');
  await note.press('Enter');
  await expect(page.getByRole('button', { name: `${en.recorder.mark} M`, exact: true })).toBeFocused();
  await tellTrack(page, 'mute');
  await expect(page.getByText(en.recorder.warnings.muted).first()).toBeVisible({ timeout: 2000 });
  await tellTrack(page, 'unmute');
  await unplug(page);
  await expect(page.getByText(en.recorder.warnings.switched).first()).toBeVisible({ timeout: 2000 });
  const then = await app.recorder.waitForElapsed(2);
  await app.recorder.waitForElapsed(then + 2);
  await app.recorder.stop();
  await app.recording.ready();
  await expect.poll(() => app.recording.durationSeconds()).toBeGreaterThanOrEqual(then + 1);

  await page.getByRole('tab', { name: en.markers.title }).click();
  const marker = page.getByRole('list', { name: en.markers.list }).getByRole('listitem').first();
  await expect(marker.getByRole('textbox')).toHaveValue('decision');
  const toMarker = marker.getByRole('button', { name: /^Go to / });
  const markedAt = Number((await toMarker.innerText()).split(':')[1]);
  expect(markedAt).toBeGreaterThanOrEqual(1);
  await toMarker.click();
  const waveform = page.getByRole('slider', { name: en.editor.waveform.label });
  await expect(waveform).toHaveAttribute('aria-valuenow', new RegExp(`^(${markedAt}|${markedAt + 1})$`));
  await marker.getByRole('textbox').fill('decision taken');
  await page.keyboard.press('Alt+m');
  await expect(page.getByRole('list', { name: en.markers.list }).getByRole('listitem')).toHaveCount(2);
  await app.recording.waitUntilSaved();
  await page.reload();
  await app.recording.ready();
  await page.getByRole('tab', { name: en.markers.title }).click();
  // The second stands at the same second, before or behind the first.
  const notes = page.getByRole('list', { name: en.markers.list }).getByRole('textbox');
  const values = () => notes.evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value).sort());
  await expect.poll(values).toEqual(['', 'decision taken']);
});

test('R starts and stops a take on any page; the screen stays awake, leaving warns, headset keys act', async ({
  app,
  page,
}) => {
  await page.addInitScript(() => {
    const { wakeLock, mediaSession, mediaDevices } = navigator;
    const request = wakeLock.request.bind(wakeLock);
    const set = mediaSession.setActionHandler.bind(mediaSession);
    const seen = { asked: 0, keys: new Map<string, unknown>() };
    Object.defineProperty(mediaDevices, 'getDisplayMedia', { value: undefined });
    wakeLock.request = (type) => (seen.asked++, request(type));
    mediaSession.setActionHandler = (action, handler) => (seen.keys.set(action, handler), set(action, handler));
    Object.assign(globalThis, { seen });
  });
  type Seen = { asked: number; keys: Map<string, () => void> };
  const asked = () => page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen.asked);
  const pressKey = (key: string) =>
    page.evaluate((action) => (globalThis as unknown as { seen: Seen }).seen.keys.get(action)!(), key);
  const isLeavingWarned = () => page.evaluate(() => !dispatchEvent(new Event('beforeunload', { cancelable: true })));

  // The app's shortcut leads to the recorder.
  const manifest = await page.evaluate(async () => (await fetch('/manifest.webmanifest')).json());
  await app.open(manifest.shortcuts[0].url);
  await expect(page.getByRole('button', { name: en.recorder.start })).toBeVisible();
  expect(await isLeavingWarned()).toBe(false);
  await page.getByText(en.recorder.options, { exact: true }).click();
  await expect(page.getByText(en.recorder.themMissing)).toBeVisible();

  await app.settings.open();
  await page.keyboard.press('r');
  await app.recorder.waitForElapsed(1);
  expect(await isLeavingWarned()).toBe(true);
  const before = await asked();
  expect(before).toBeGreaterThan(0);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  expect(await asked()).toBe(before + 1);
  await pressKey('pause');
  await expect(page.getByRole('button', { name: en.recorder.resume })).toBeVisible();
  await pressKey('play');
  await expect(page.getByRole('button', { name: en.recorder.pause })).toBeVisible();
  await app.go('health');
  await page.keyboard.press('r');
  await app.recording.ready();
  expect(await isLeavingWarned()).toBe(false);
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
