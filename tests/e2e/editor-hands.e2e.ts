import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { en } from '../../src/lib/i18n/en.ts';
import { seedRecording, spoken } from '../../scripts/seed.js';
import type { App } from './app.ts';
import { expect, test } from './fixtures.ts';

const id = '0mh6z0000handsseedsee';
const tools = en.editor.selectionTools;

/** Fifty paragraphs of ten words, four seconds each, each with words of its own. */
const many = Array.from({ length: 50 }, (_, at) => `${at + 1} alpha${at} beta gamma delta epsilon zeta eta theta iota`);

const seeded = async (app: App, texts: string[]) => {
  await seedRecording(app.page, { id, title: 'Bees', ...spoken(texts) });
  await app.recording.open(id);
  await app.recording.waitUntilEditable();
};

const textOf = (page: Page, paragraph: number) => page.locator('[data-text]').nth(paragraph - 1);

/** Where a word stands in the window; its middle. */
const middleOf = (page: Page, word: string) =>
  page.evaluate((wanted) => {
    const element = [...document.querySelectorAll('[data-text]')].find((each) => each.textContent?.includes(wanted))!;
    const at = element.textContent!.indexOf(wanted);
    const range = document.createRange();
    range.setStart(element.firstChild!, at);
    range.setEnd(element.firstChild!, at + wanted.length);
    const { left, right, top, bottom } = range.getBoundingClientRect();
    return { left, right, x: (left + right) / 2, y: (top + bottom) / 2 };
  }, word);

const dragOver = async (page: Page, from: string, to: string) => {
  const [start, end] = [await middleOf(page, from), await middleOf(page, to)];
  await page.mouse.move(start.left + 1, start.y);
  await page.mouse.down();
  await page.mouse.move(end.right - 1, end.y, { steps: 5 });
  await page.mouse.up();
};

const caretIn = async (page: Page, paragraph: number, offset: number) => {
  const button = page.getByRole('button', { name: en.editor.edit, exact: true });
  if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click();
  await textOf(page, paragraph).evaluate((element, at) => {
    (element as HTMLElement).focus();
    getSelection()!.collapse(element.firstChild, at);
  }, offset);
};

const position = async (page: Page) =>
  Number(await page.getByRole('slider', { name: en.editor.waveform.label }).getAttribute('aria-valuenow'));
const elementSeconds = (page: Page) =>
  page.evaluate(() => [...document.querySelectorAll('audio')].find((audio) => !audio.muted)?.currentTime ?? -1);
const scrolled = (page: Page) => page.evaluate(() => scrollY);

const barriers = async (page: Page, scheme: 'light' | 'dark') => {
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  const { violations } = await new AxeBuilder({ page }).include('[role="toolbar"]').analyze();
  return violations.map(({ id: rule }) => rule);
};

test('tools stand beside selected words, for mouse and keyboard', async ({ app, page }) => {
  await seeded(app, ['one two three four five six', 'seven eight nine']);
  const bar = page.getByRole('toolbar', { name: tools.label });
  await dragOver(page, 'two', 'four');
  await expect(bar.getByRole('button')).toHaveCount(5);
  expect(await barriers(page, 'light')).toEqual([]);
  expect(await barriers(page, 'dark')).toEqual([]);
  await bar.getByRole('button', { name: tools.cut }).click();
  await expect(app.recording.paragraphs.first()).toHaveAccessibleName(/3 words cut/);
  await expect(bar).toBeHidden();
  await dragOver(page, 'two', 'four');
  await bar.getByRole('button', { name: tools.restore }).click();
  await expect(app.recording.paragraphs.first()).not.toHaveAccessibleName(/cut/);

  // A stretch is played once, or again and again: from 0.4 to 1.5 s.
  await dragOver(page, 'two', 'four');
  await bar.getByRole('button', { name: tools.play }).click();
  await expect(page.getByRole('button', { name: en.editor.player.play, exact: true })).toBeVisible();
  await expect.poll(() => elementSeconds(page)).toBeGreaterThan(1.45);
  expect(await elementSeconds(page)).toBeLessThan(2);
  const loop = bar.getByRole('button', { name: tools.loop });
  await loop.click();
  await expect(loop).toHaveAttribute('aria-pressed', 'true');
  await loop.click();
  await expect(loop).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('Control+Space');

  // By keys, while typing: to the tools, along them, and back to the same words.
  await caretIn(page, 2, 0);
  await page.keyboard.press('Control+Shift+ArrowRight');
  await page.keyboard.press('Alt+F10');
  await expect(bar.getByRole('button', { name: tools.play })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(textOf(page, 2)).toBeFocused();
  expect(await page.evaluate(() => getSelection()!.toString().trim())).toBe('seven');
  await page.keyboard.press('Alt+F10');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: en.notes.noteOn('seven') })).toBeFocused();
  await expect(page.getByRole('list', { name: en.notes.list }).getByRole('listitem')).toHaveCount(2);
});

test('tools for selected words fit a phone, below a finger', async ({ app, page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await seeded(app, ['one two three four five six', 'seven eight nine']);
  await page.evaluate(() => {
    const text = document.querySelector('[data-text]')!.firstChild!;
    getSelection()!.setBaseAndExtent(text, 0, text, 3);
  });
  const bar = page.getByRole('toolbar', { name: tools.label });
  await expect(bar).toBeVisible();
  const box = (await bar.boundingBox())!;
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(320);
  await bar.getByRole('button', { name: tools.cut }).click();
  await expect(app.recording.paragraphs.first()).toHaveAccessibleName(/1 word cut/);
});

test('the page follows what is spoken until somebody takes it in hand', async ({ app, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await seeded(app, many);
  const pill = page.getByRole('button', { name: en.editor.jump, exact: true });
  await page.getByRole('button', { name: en.editor.playFrom('2:00') }).press('Enter');
  await page.evaluate(() => scrollTo(0, 0));
  await page.keyboard.press('Control+Space');
  await expect(textOf(page, 31)).toBeInViewport();
  await expect(pill).toBeHidden();
  // Over the list beside it the wheel is the list's.
  await page.getByRole('complementary', { name: en.editor.details.title }).hover();
  await page.mouse.wheel(0, 10);
  await expect(pill).toBeHidden();
  await textOf(page, 31).hover();
  await page.mouse.wheel(0, -3000);
  await expect(pill).toBeVisible();
  await expect(textOf(page, 31)).not.toBeInViewport();
  await pill.click();
  await expect(textOf(page, 31).or(textOf(page, 32)).first()).toBeInViewport();
  await expect(pill).toBeHidden();
  await textOf(page, 32).focus();
  await page.keyboard.press('PageUp');
  await expect(pill).toBeVisible();
  await page.keyboard.press('Control+g');
  await expect(pill).toBeHidden();
  await page.keyboard.press('ArrowDown');
  await expect(pill).toBeVisible();
});

test('what is found or doubtful never pulls the page away from who types', async ({ app, page }) => {
  await seeded(app, many);
  await page.keyboard.press('Control+f');
  const field = page.getByRole('searchbox', { name: en.editor.find.field });
  await field.fill('alpha1');
  await caretIn(page, 45, 0);
  await textOf(page, 45).scrollIntoViewIfNeeded();
  const at = await scrolled(page);
  await page.keyboard.type('x');
  await expect(textOf(page, 45)).toHaveText(/^x45 /);
  expect(await scrolled(page)).toBe(at);
  await page.keyboard.press('F3');
  await expect(textOf(page, 11)).toBeInViewport();

  // A field takes its own letters back, and leaves the text alone.
  await field.focus();
  await field.press('End');
  await page.keyboard.type('zz');
  await page.keyboard.press('Control+z');
  await expect(field).not.toHaveValue('alpha1zz');
  await expect(textOf(page, 45)).toHaveText(/^x45 /);
  await page.keyboard.press('Escape');

  await page.keyboard.press('F7');
  await page.keyboard.press('Alt+ArrowDown');
  await page.keyboard.press('k');
  const doubtful = await page.evaluate(() => document.activeElement!.textContent);
  await page.keyboard.type('y');
  await expect(page.locator('[data-text]:focus')).not.toHaveText(doubtful!);
  const here = await page.evaluate(() => [scrollY, document.activeElement?.getAttribute('data-text')]);
  await page.keyboard.type('yy');
  expect(await page.evaluate(() => [scrollY, document.activeElement?.getAttribute('data-text')])).toEqual(here);
});

test('keys and clicks move the player, choose a stretch and time a word', async ({ app, page }) => {
  await seeded(app, many.slice(0, 5));
  const word = async (text: string) => {
    const { x, y } = await middleOf(page, text);
    return { x, y };
  };
  const click = async (text: string, clickCount = 1) => {
    const { x, y } = await word(text);
    await page.mouse.click(x, y, { clickCount });
  };
  await click('alpha2');
  await expect.poll(() => elementSeconds(page)).toBeCloseTo(8.4, 3);
  await page.keyboard.press('Alt+l');
  await expect.poll(() => elementSeconds(page)).toBeCloseTo(11.4, 3);
  await page.keyboard.press('Alt+j');
  await expect.poll(() => elementSeconds(page)).toBeCloseTo(8.4, 3);
  await page.keyboard.press('F8');
  await expect.poll(() => elementSeconds(page)).toBeGreaterThan(8.5);

  await caretIn(page, 1, 0);
  const before = await elementSeconds(page);
  await click('alpha3');
  expect(await elementSeconds(page)).toBe(before);
  await page.keyboard.down('Alt');
  await click('alpha3');
  await page.keyboard.up('Alt');
  await expect.poll(() => elementSeconds(page)).toBeCloseTo(12.4, 3);
  await click('alpha1', 2);
  await expect.poll(() => elementSeconds(page)).toBeCloseTo(4.4, 3);
  await page.keyboard.press('End');
  await page.keyboard.press('Control+j');
  await expect(textOf(page, 2)).toHaveText(/ \[0:04\]/);
  await page.keyboard.press('Control+z');

  // A stretch from keys, then its end and start from clicks; Escape gives a drag up.
  await page.keyboard.press('Alt+[');
  const bar = page.getByRole('group', { name: en.cutting.selection.label });
  await expect(bar.getByRole('status')).toHaveText(/^0:04\.4 to 0:21/);
  const wave = page.getByRole('slider', { name: en.editor.waveform.label });
  const box = (await wave.boundingBox())!;
  const at = (seconds: number) => box.x + (seconds / 21) * box.width;
  const y = box.y + box.height / 2;
  await page.keyboard.down('Control');
  await page.mouse.click(at(15), y);
  await page.keyboard.up('Control');
  await expect(bar.getByRole('status')).toHaveText(/^0:04\.4 to 0:1[45]\./);
  await page.keyboard.down('Shift');
  await page.mouse.click(at(10), y);
  await page.keyboard.up('Shift');
  await expect(bar.getByRole('status')).toHaveText(/^0:(09|10)\.\d to 0:1[45]\./);
  const chosen = await bar.getByRole('status').innerText();
  await page.mouse.move(at(2.15), y);
  await page.mouse.down();
  await page.mouse.move(at(6), y, { steps: 3 });
  await expect(bar.getByRole('status')).not.toHaveText(chosen);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(bar.getByRole('status')).toHaveText(chosen);
  expect(await position(page)).toBe(4);
});
