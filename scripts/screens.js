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

/**
 * One state: how one gets there, from the open recording. What it gives back is called when the picture is made.
 *
 * @typedef {import('@playwright/test').Page} Page
 * @typedef {(page: Page) => Promise<unknown>} Way
 */

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

/** Marks words of the transcript, which stand in one paragraph. @param {Page} page @param {string} words */
const select = (page, words) =>
  page.evaluate((text) => {
    const node = [...document.querySelectorAll('[data-text]')]
      .map((element) => element.firstChild)
      .find((child) => child?.textContent?.includes(text));
    const start = node?.textContent?.indexOf(text) ?? 0;
    if (node) getSelection()?.setBaseAndExtent(node, start, node, start + text.length);
  }, words);

const waveform = (/** @type {Page} */ page) => page.getByRole('slider', { name: 'Position in the recording' });

/** Takes the last step back, and waits until that is saved: the next picture begins with another page. @param {Page} page */
const undo = async (page) => {
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByText('Saving…').waitFor({ state: 'hidden' });
};

/** A setting for the picture, and back. @param {string} yaml @param {string} back @returns {Way} */
const withSettings = (yaml, back) => async () => {
  await app.settings.open();
  await app.settings.applyYaml(yaml);
  await app.recording.open(id);
  await app.recording.waitUntilEditable();
  return async () => {
    await app.settings.open();
    await app.settings.applyYaml(back);
  };
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
  selected: (page) => select(page, 'two hives eleven years ago'),
  'cut-words': async (page) => {
    await select(page, 'two hives eleven years ago');
    await page.keyboard.press('Delete');
    return () => undo(page);
  },
  zoom: async (page) => {
    await waveform(page).focus();
    for (const key of ['+', '+', '[', 'ArrowRight', 'ArrowRight', 'ArrowRight', ']']) await page.keyboard.press(key);
  },
  'keep-version': (page) => page.keyboard.press('Control+s'),
  compare: async (page) => {
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.locator('[data-text]').nth(2).focus();
    await page.keyboard.type('So, ');
    await page.keyboard.press('Escape');
    await tab('Versions')(page);
    await page.getByRole('button', { name: 'Compare with the machine' }).click();
    return async () => {
      await page.getByRole('button', { name: 'Done', exact: true }).click();
      await undo(page);
    };
  },
  'replace-everywhere': async (page) => {
    await page.keyboard.press('Control+h');
    await page.keyboard.type('hives');
    await page.getByRole('button', { name: 'In all recordings…' }).click();
  },
  playing: async (page) => {
    await page.setViewportSize({ width: page.viewportSize()?.width ?? 320, height: 480 });
    await page.keyboard.press('Control+Space');
    await page.locator('[data-text]').last().hover();
    await page.mouse.wheel(0, 400);
    await page.getByRole('button', { name: 'Jump to playhead' }).waitFor({ timeout: 5000 });
  },
  legible: withSettings(
    'appearance:\n  transcriptFont: hyperlegible\n  textSize: 2\n',
    'appearance:\n  transcriptFont: inter\n  textSize: 0\n',
  ),
  'other-tab': async (page) => {
    await page.goto('about:blank');
    const other = await page.context().newPage();
    await app.at(other).recording.open(id);
    await app.at(other).recording.waitUntilEditable();
    await app.recording.open(id);
    await page.getByRole('button', { name: 'Edit here' }).waitFor();
    return () => other.close();
  },
  'without-text': () => app.recording.open(`${id}-none`),
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
  await seedRecording(page, { id: `${id}-none`, title: 'Rain', paragraphs: [], durationSeconds: 8 });
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
        const after = await go(page).catch((error) => console.log(`${file}: ${error.message}`));
        // What is still being read or drawn is not the state that is meant.
        await page.getByText(/^(Reading the transcript|Opening)…?$/).waitFor({ state: 'hidden', timeout: 30_000 });
        await page.evaluate(() => document.fonts.ready.then(() => undefined));
        if (name !== 'playing') await page.mouse.move(0, 0);
        await shoot(page, `${folder}/${file}.webp`);
        if (typeof after === 'function') await after();
        await page.setViewportSize(viewport);
      }
    }
  }
} finally {
  await close();
}
