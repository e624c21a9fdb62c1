import { readFileSync, writeFileSync } from 'node:fs';
import { en } from '../../src/lib/i18n/en.ts';
import type { App } from './app.ts';
import { expect, test } from './fixtures.ts';
import { clipPath } from './speech.ts';

const pathOf = (file: string) => `tests/fixtures/media/${file}`;

/** The error's title and its next step stand on the page. */
const expectTold = async (app: App, code: keyof typeof en.errors): Promise<void> => {
  await expect(app.page.getByText(en.errors[code].title).first()).toBeVisible({ timeout: 45_000 });
};

test('an empty file is refused with its own message, and nothing is added', async ({ app }) => {
  await app.library.drop(pathOf('empty.mp3'));
  await expectTold(app, 'media/empty');
  await expect(app.library.list.getByRole('listitem')).toHaveCount(0);
});

for (const [file, code] of [
  ['text.mp3', 'media/unreadable'],
  ['silent-video.mp4', 'media/no-audio'],
  ['cut.m4a', 'media/truncated'],
] as const) {
  test(`${file} says ${code}, stays in the library byte for byte, and can be tried again`, async ({ app, page }) => {
    const title = file.replace(/\.[^.]+$/, '');
    await app.library.drop(pathOf(file));
    await expectTold(app, code);
    await expect(app.library.item(title)).toBeVisible();
    await page
      .getByRole('button', { name: en.jobs.retryOne(title) })
      .first()
      .click();
    await expect(page.getByRole('button', { name: en.jobs.retryOne(title) }).first()).toBeVisible({ timeout: 45_000 });
    await app.library.openRecording(title);
    const { safe, fileSafe } = en.editor.failed;
    await expect(page.getByText(code === 'media/truncated' ? safe : fileSafe)).toBeVisible();
    expect(await app.recording.original()).toEqual(readFileSync(pathOf(file)));
  });
}

test('without a microphone the recorder says what to do', async ({ app, page }) => {
  await app.go('record');
  await page.getByRole('button', { name: en.recorder.start }).click();
  await expectTold(app, 'mic/missing');
  await expect(page.getByRole('list', { name: en.recorder.helpTitle })).toBeVisible();
  await expect(page.getByRole('button', { name: en.shell.retry })).toBeVisible();
});

test.describe('with a microphone that may not be used', () => {
  test.use({ microphone: clipPath('microphone.wav'), microphoneAllowed: false });

  test('a refused permission says how to allow it', async ({ app, page }) => {
    await app.go('record');
    await page.getByRole('button', { name: en.recorder.start }).click();
    await expectTold(app, 'mic/denied');
    await expect(page.getByRole('list', { name: en.recorder.helpTitle })).toBeVisible();
  });
});

test('a full disk is told, and what was there before stays', async ({ app, page, browserProfile, site }, info) => {
  await app.library.drop(pathOf('speech.mp3'));
  await app.library.waitUntilTranscribed('speech');
  const devtools = await browserProfile.context.newCDPSession(page);
  const { origin } = new URL(site.address);
  const { usage } = await devtools.send('Storage.getUsageAndQuota', { origin });
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + 1_000_000 });
  const big = info.outputPath('big.wav');
  const noise = Buffer.from(Uint8Array.from({ length: 6_000_000 }, () => Math.random() * 256));
  writeFileSync(big, noise);
  await app.library.drop(big);
  await expectTold(app, 'storage/full');
  await expect(app.library.item('speech')).toBeVisible();
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
});
