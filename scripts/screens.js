/**
 * `node scripts/screens.js`: docs/screens/, the editor of the built app in each of its states, light and dark, on a desk
 * and on a phone. `--only PATTERN` of names such as `edit-320-dark`, `--out FOLDER`, `--full` for the whole page.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { build } from './build.js';
import { openApp } from './drive.js';
import { option } from './registry.js';
import { seedRecording, spoken } from './seed.js';

const folder = option('out') ?? 'docs/screens';
const only = new RegExp(option('only') ?? '');
const isFull = process.argv.includes('--full');
const id = '0mh6z0000screensseed0';
const texts = [
  {
    speaker: 's1',
    text: 'Good morning and welcome to the programme. Today we talk about bees, and about the people who keep them on the roofs of this town.',
  },
  {
    speaker: 's2',
    text: 'Thank you for having me. I began with, um, two hives eleven years ago, and now there are forty, most of them above the old market hall.',
  },
  { speaker: 's1', text: 'How much honey is that in a good year?' },
  {
    speaker: 's2',
    text: 'In a good year, perhaps eight hundred kilos. In a bad one we are glad when the bees themselves have enough to come through the winter.',
  },
];
const rightToLeft = [
  {
    speaker: 's1',
    text: 'صباح الخير وأهلا بكم في البرنامج. نتحدث اليوم عن النحل وعن الناس الذين يربونه على أسطح هذه المدينة.',
  },
  { speaker: 's2', text: 'شكرا على الدعوة. بدأت بخليتين قبل 11 سنة، والآن عندي 40 خلية فوق السوق القديم.' },
];
const speakers = [
  { id: 's1', name: 'Anna' },
  { id: 's2', name: 'Ben' },
];

/** One state: how one gets there. @typedef {(page: import('@playwright/test').Page) => Promise<unknown>} Way */

/** A tab of the inspector, which a button opens where there is no room beside the text. @param {string} name @returns {Way} */
const tab = (name) => async (page) => {
  const open = page.getByRole('button', { name: 'Details and tools', exact: true });
  if (await open.isVisible()) await open.click();
  await page.getByRole('tab', { name, exact: true }).click();
};

/** @param {string} words @returns {Way} */
const command = (words) => async (page) => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(words);
  await page.keyboard.press('Enter');
};

/** @type {Record<string, Way>} */
const states = {
  read: async () => {},
  edit: async (page) => {
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.keyboard.press('End');
  },
  review: (page) => page.keyboard.press('F7'),
  find: async (page) => {
    await page.keyboard.press('Control+h');
    await page.keyboard.type('year');
  },
  speaker: (page) => page.getByRole('button', { name: /speaker of paragraph 2/ }).click(),
  palette: (page) => page.keyboard.press('Control+k'),
  keys: (page) => page.keyboard.press('?'),
  export: async (page) => {
    await page.keyboard.press('Control+e');
    await page.getByRole('button', { name: 'Download', exact: true }).waitFor({ timeout: 30_000 });
  },
  'export-media': command('Export sound or video'),
  'right-to-left': async () => {},
  ...Object.fromEntries(
    'Details Markers Cut Sound Refine Analysis Redact Notes Original Versions Subtitles'
      .split(' ')
      .map((name) => [name.toLowerCase(), tab(name)]),
  ),
  'hear-again': tab('Hear again'),
};

const sizes = { desk: { width: 1280, height: 800 }, 320: { width: 320, height: 640 } };

/** WebP by the browser itself: a tenth of a PNG. @param {import('@playwright/test').Page} page @param {string} path */
const shoot = async (page, path) => {
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', {
    ...{ format: 'webp', quality: 55, captureBeyondViewport: isFull },
  });
  await devtools.detach();
  writeFileSync(path, Buffer.from(data, 'base64'));
  console.log(path);
};

if (!existsSync('build/version.json')) build();
mkdirSync(folder, { recursive: true });
const { app, page, close } = await openApp();
try {
  await app.closeFirstNote();
  await seedRecording(page, { id, title: 'Bees on the roof', speakers, ...spoken(texts) });
  const other = { id: `${id}-rtl`, title: 'النحل على السطح', language: 'ar', speakers };
  await seedRecording(page, { ...other, ...spoken(rightToLeft) });
  // It is about the browser, on every page, and comes a moment after the first recording is there.
  await app.recording.open(id);
  const notNow = page.getByRole('button', { name: 'Not now', exact: true });
  await notNow.click({ timeout: 10_000 }).catch(() => undefined);
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const [name, go] of Object.entries(states)) {
        const file = `${name}-${size}-${colorScheme}`;
        if (!only.test(file)) continue;
        await app.recording.open(name === 'right-to-left' ? other.id : id);
        await app.recording.waitUntilEditable();
        await go(page).catch((error) => console.log(`${file}: ${error.message}`));
        // What is still being read or drawn is not the state that is meant.
        await page.getByText(/^(Reading the transcript|Opening)…?$/).waitFor({ state: 'hidden', timeout: 30_000 });
        await page.evaluate(() => document.fonts.ready.then(() => undefined));
        await page.mouse.move(0, 0);
        await shoot(page, `${folder}/${file}.webp`);
      }
    }
  }
} finally {
  await close();
}
