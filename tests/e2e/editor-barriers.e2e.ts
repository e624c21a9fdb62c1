import type { Page } from '@playwright/test';
import { en } from '../../src/lib/i18n/en.ts';
import { seedRecording, spoken } from '../../scripts/seed.js';
import type { App } from './app.ts';
import { look } from './barriers.ts';
import { expect, test } from './fixtures.ts';

const id = '0mh6z0barriersseed000';

const seeded = async (app: App): Promise<void> => {
  const speakers = [
    { id: 's1', name: 'Anna' },
    { id: 's2', name: 'Ben' },
  ];
  const paragraphs = [
    { speaker: 's1', text: 'Good morning and welcome to the programme about bees.' },
    { speaker: 's2', text: 'Thank you for having me here on the roof.' },
  ];
  await seedRecording(app.page, { id, title: 'Bees', speakers, ...spoken(paragraphs) });
  await app.recording.open(id);
  await app.recording.waitUntilEditable();
};

/** Marks words of the first paragraph. */
const select = (page: Page, words: string): Promise<void> =>
  page.evaluate((text) => {
    const node = document.querySelector('[data-text]')!.firstChild!;
    const at = node.textContent!.indexOf(text);
    getSelection()!.setBaseAndExtent(node, at, node, at + text.length);
  }, words);

const editing = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: en.editor.edit, exact: true }).click();
  await expect(page.getByRole('textbox', { name: en.editor.paragraphText(1), exact: true })).toBeFocused();
};

/** By the keys that lead there, and what is to be seen then. Escape leads back. */
const dialogs: readonly [name: string, keys: string][] = [
  ['palette', 'Control+k'],
  ['keys', '?'],
  ['export', 'Control+e'],
  ['keep this version', 'Control+s'],
];

const modes: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  'reading, words chosen': (page) => select(page, 'welcome'),
  'reading, words cut': async (page) => {
    await select(page, 'welcome to');
    await page.keyboard.press('Delete');
  },
  'the waveform from near, with a stretch chosen': async (page) => {
    await page.getByRole('slider', { name: en.editor.waveform.label }).focus();
    for (const key of ['+', '+', '[', 'ArrowRight', 'ArrowRight', ']']) await page.keyboard.press(key);
  },
  editing,
  'editing, with find and replace': async (page) => {
    await editing(page);
    await page.keyboard.press('Control+h');
    await page.keyboard.type('the');
  },
  'who speaks': async (page) => {
    await page.getByRole('button', { name: en.editor.speakers.button('Anna', 1), exact: true }).press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
  },
  'replace everywhere': async (page) => {
    await page.keyboard.press('Control+h');
    await page.keyboard.type('the');
    await page.getByRole('search').getByRole('button', { name: en.editor.find.inAll }).press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
  },
};

test('every mode, bar and dialog of the editor has no known barrier, light and dark', async ({ app, page }) => {
  test.slow();
  await seeded(app);
  const everywhere = async (place: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await look(page, `${place}, ${colorScheme}`);
    }
  };
  for (const [name, keys] of dialogs) {
    await page.locator('[data-text]').first().focus();
    await page.keyboard.press(keys);
    await expect(page.getByRole('dialog').first()).toBeVisible();
    await everywhere(name);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  for (const [name, go] of Object.entries(modes)) {
    await app.recording.open(id);
    await app.recording.waitUntilEditable();
    await go(page);
    await everywhere(name);
  }
});

test('on a phone nothing of the player is cut off, whatever is chosen or cut', async ({ app, page }) => {
  await seeded(app);
  await page.setViewportSize({ width: 320, height: 640 });
  for (const mode of ['reading, words cut', 'the waveform from near, with a stretch chosen']) {
    await modes[mode]!(page);
    await look(page, mode, 'section[aria-label="Player"]');
  }
  await expect(page.getByRole('button', { name: en.editor.waveform.zoomOut, exact: true })).toBeInViewport({
    ratio: 1,
  });
});

test('a second tab that may only read has no known barrier', async ({ app, page, context }) => {
  await seeded(app);
  const second = app.at(await context.newPage());
  await second.recording.open(id);
  await expect(second.page.getByRole('button', { name: en.editor.elsewhere.takeOver, exact: true })).toBeVisible();
  await look(second.page, 'second tab');
  await expect(page.getByRole('button', { name: en.editor.edit, exact: true })).toBeEnabled();
});
