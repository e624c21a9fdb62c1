/** `npm run screenshot`: docs/screenshot.png, the transcript editor of the built app in its light look at 1280 × 800. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.js';
import { openApp } from './drive.js';

const clip = 'tests/fixtures/speech/easy/dictation-60s.flac';
const title = 'Notes on the way home';

/** Puts the player on a word of the second paragraph, as a click on it does. @param {import('./drive.js').App} app */
const pressWord = (app) =>
  app.recording.paragraphs
    .nth(1)
    .getByRole('paragraph')
    .click({ position: { x: 452, y: 12 } });

/** What the app tells newcomers and of finished work, put away. @param {import('./drive.js').App} app */
const tidy = async (app) => {
  await app.closeFirstNote();
  await app.queue.clearFinished();
};

if (!existsSync('build/version.json')) build();
const folder = mkdtempSync(join(tmpdir(), 'echoflow-screenshot-'));
const file = join(folder, `${title}.flac`);
copyFileSync(clip, file);
const { app, page, close } = await openApp();
try {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await app.waitUntilOfflineReady();
  await app.library.add(file);
  await app.library.waitUntilTranscribed(title, 300_000);
  await tidy(app);
  await app.library.openRecording(title);
  await app.recording.waitUntilTranscribed();
  await pressWord(app);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.mouse.move(0, 0);
  await page.screenshot({ path: 'docs/screenshot.png' });
  console.log('docs/screenshot.png');
} finally {
  await close();
  rmSync(folder, { recursive: true });
}
