/** `node scripts/screens.js`: docs/screens/, the editor of the built app in each of its states, light and dark. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { build } from './build.js';
import { openApp } from './drive.js';
import { seedRecording, spoken } from './seed.js';

const folder = 'docs/screens';
const id = '0mh6z0000screensseed0';
const texts = [
  {
    speaker: 's1',
    text: 'Good morning and welcome to the programme. Today we talk about bees, and about the people who keep them on the roofs of this town.',
  },
  {
    speaker: 's2',
    text: 'Thank you for having me. I began with two hives eleven years ago, and now there are forty, most of them above the old market hall.',
  },
  { speaker: 's1', text: 'How much honey is that in a good year?' },
  {
    speaker: 's2',
    text: 'In a good year, perhaps eight hundred kilos. In a bad one we are glad when the bees themselves have enough to come through the winter.',
  },
];

/**
 * One state: how one gets there. @typedef {(page: import('@playwright/test').Page) => Promise<unknown>} Way
 * @type {Record<string, Way>}
 */
const states = {
  read: async () => {},
  edit: (page) => page.keyboard.press('e'),
  review: (page) => page.keyboard.press('F7'),
  find: async (page) => {
    await page.keyboard.press('Control+h');
    await page.keyboard.type('year');
  },
  subtitles: (page) => page.keyboard.press('Control+Shift+S'),
  notes: (page) => page.getByRole('tab', { name: 'Notes' }).click(),
  versions: (page) => page.getByRole('tab', { name: 'Versions' }).click(),
};

/** WebP by the browser itself: a tenth of a PNG. @param {import('@playwright/test').Page} page @param {string} path */
const shoot = async (page, path) => {
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 70 });
  await devtools.detach();
  writeFileSync(path, Buffer.from(data, 'base64'));
  console.log(path);
};

if (!existsSync('build/version.json')) build();
mkdirSync(folder, { recursive: true });
const { app, page, close } = await openApp();
try {
  await page.setViewportSize({ width: 1280, height: 800 });
  await app.closeFirstNote();
  const speakers = [
    { id: 's1', name: 'Anna' },
    { id: 's2', name: 'Ben' },
  ];
  await seedRecording(page, { id, title: 'Bees on the roof', speakers, ...spoken(texts) });
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const [name, go] of Object.entries(states)) {
      await app.recording.open(id);
      await app.recording.waitUntilTranscribed();
      await go(page);
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      await page.mouse.move(0, 0);
      await shoot(page, `${folder}/${name}-${colorScheme}.webp`);
    }
  }
} finally {
  await close();
}
