import type { Page } from '@playwright/test';
import { en } from '../../src/lib/i18n/en.ts';
import { seedRecording, spoken } from '../../scripts/seed.js';
import type { App } from './app.ts';
import { expect, test } from './fixtures.ts';

const id = '0mh6z0000toolsseedsee';
const lines = [
  { speaker: 's1', text: 'Good morning and welcome to the programme.' },
  { speaker: 's2', text: 'Thank you for having me here.' },
  { speaker: 's1', text: 'How much honey is that?' },
  { speaker: 's2', text: 'In a good year, eight hundred kilos.' },
  // Spoken too fast to be read, twice.
  { speaker: 's1', text: 'Notwithstanding misunderstandings.' },
  { speaker: 's2', text: 'Incontrovertible counterarguments.' },
];
const speakers = [
  { id: 's1', name: 'Anna' },
  { id: 's2', name: 'Ben' },
];

type Exported = { paragraphs: { speaker: string | null; words: { text: string; start: number; end: number }[] }[] };

const seeded = async (app: App) => {
  await seedRecording(app.page, { id, title: 'Bees', speakers, ...spoken(lines) });
  await app.recording.open(id);
  await app.recording.waitUntilEditable();
};

const exported = async (app: App): Promise<Exported> => {
  await app.recording.waitUntilSaved();
  return JSON.parse((await app.recording.export('json')).text) as Exported;
};

const caretIn = (page: Page, paragraph: number) =>
  page.getByRole('textbox', { name: en.editor.paragraphText(paragraph), exact: true }).evaluate((element) => {
    (element as HTMLElement).focus();
    getSelection()!.collapse(element.firstChild, 0);
  });

/** Selects whole words of a paragraph, as a drag over them would. */
const selectWords = (page: Page, text: string) =>
  page.evaluate((wanted) => {
    const element = [...document.querySelectorAll('[data-text]')].find((each) => each.textContent?.includes(wanted))!;
    const at = element.textContent!.indexOf(wanted);
    getSelection()!.setBaseAndExtent(element.firstChild!, at, element.firstChild!, at + wanted.length);
  }, text);

test('edges of words and paragraphs move by keys as they do by the pointer, each one step', async ({ app, page }) => {
  await seeded(app);
  const before = (await exported(app)).paragraphs;
  await page.getByRole('button', { name: en.editor.edit, exact: true }).click();
  await caretIn(page, 2);
  await page.keyboard.press('Alt+Shift+ArrowDown');
  await page.keyboard.press('Control+Alt+Shift+ArrowDown');
  await page.keyboard.press('Control+Alt+Shift+ArrowRight');
  const keyed = (await exported(app)).paragraphs[1]!.words;
  const [first, last] = [before[1]!.words[0]!, before[1]!.words.at(-1)!];
  expect(keyed[0]!.start).toBeCloseTo(first.start + 0.1, 3);
  expect(keyed[0]!.end).toBeCloseTo(first.end + 0.1, 3);
  expect(keyed.at(-1)!.end).toBeCloseTo(last.end + 0.1, 3);
  for (let step = 0; step < 3; step++) await page.getByRole('button', { name: en.editor.undo, exact: true }).click();
  expect((await exported(app)).paragraphs).toEqual(before);

  const box = (await page.getByRole('slider', { name: en.editor.waveform.label }).boundingBox())!;
  const seconds = lines.flatMap(({ text }) => text.split(' ')).length * 0.4 + 1;
  const x = (at: number) => box.x + (at / seconds) * box.width;
  await page.mouse.move(x(first.start), box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(x(first.start + 0.05), box.y + box.height / 2);
  await page.mouse.move(x(first.start + 0.15), box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  const dragged = (await exported(app)).paragraphs[1]!.words;
  expect(Math.abs(dragged[0]!.start - (first.start + 0.15))).toBeLessThan(0.03);
  await page.getByRole('button', { name: en.editor.undo, exact: true }).click();
  expect((await exported(app)).paragraphs).toEqual(before);
});

test('who speaks: here, from here on, everywhere, somebody new; each one step', async ({ app, page }) => {
  await seeded(app);
  const who = async () => (await exported(app)).paragraphs.map(({ speaker }) => speaker);
  const words = en.editor.speakers;
  const assign = async (paragraph: number, scope: string, speaker: string) => {
    await page.getByRole('button', { name: new RegExp(`speaker of paragraph ${paragraph}, change$`) }).click();
    const popover = page.getByRole('dialog', { name: words.of(paragraph) });
    await popover.getByLabel(words.scope).selectOption({ label: scope });
    const known = popover.getByRole('button', { name: speaker, exact: true });
    if (await known.isVisible()) return known.click();
    await popover.getByRole('textbox', { name: words.newName }).fill(speaker);
    return popover.getByRole('button', { name: words.add, exact: true }).click();
  };
  const undo = () => page.getByRole('button', { name: en.editor.undo, exact: true }).click();
  await assign(1, words.scopes.paragraph, 'Ben');
  expect(await who()).toEqual(['s2', 's2', 's1', 's2', 's1', 's2']);
  await undo();
  await assign(2, words.scopes['from-here'], 'Anna');
  expect(await who()).toEqual(['s1', 's1', 's1', 's1', 's1', 's1']);
  await undo();
  await assign(1, words.scopes.everywhere, 'Cleo');
  const [one, two, ...others] = await who();
  expect([two, ...others]).toEqual(['s2', one, 's2', one, 's2']);
  expect(one).not.toBe('s1');
  await expect(page.getByRole('button', { name: words.button('Cleo', 3) })).toBeVisible();
  await undo();
  expect(await who()).toEqual(lines.map(({ speaker }) => speaker));

  // In the same menu a name is changed, and its voice is heard before that.
  await page.getByRole('button', { name: words.button('Ben', 2), exact: true }).click();
  const menu = page.getByRole('dialog', { name: words.of(2) });
  await menu.getByRole('button', { name: words.sample('Anna'), exact: true }).click();
  await expect(page.getByRole('button', { name: en.editor.player.pause, exact: true })).toBeVisible();
  await menu.getByRole('textbox', { name: words.rename('Ben'), exact: true }).fill('Bernard');
  await menu.getByRole('button', { name: words.save, exact: true }).click();
  await expect(page.getByRole('button', { name: words.button('Bernard', 4), exact: true })).toBeVisible();
  const merge = page.getByRole('combobox', { name: words.merge('Bernard'), exact: true });
  await merge.selectOption({ label: '→ Anna' });
  expect(await who()).toEqual(lines.map(() => 's1'));
});

test('notes, highlights and tags stay on their words; problems of subtitles are walked through', async ({
  app,
  page,
}) => {
  await seeded(app);
  await selectWords(page, 'good year,');
  await page.keyboard.press('Control+Shift+m');
  await page.getByRole('textbox', { name: en.notes.noteOn('good year,') }).fill('Ask which one.');
  await page.getByRole('textbox', { name: en.notes.tagsOf('good year,') }).fill('honey, follow up');
  await page.keyboard.press('Enter');
  await selectWords(page, 'welcome');
  await page.keyboard.press('Control+Shift+h');
  await app.recording.waitUntilSaved();
  await page.reload();
  await app.ready();
  await app.recording.waitUntilEditable();
  await page.getByRole('tab', { name: en.notes.title }).click();
  await expect(page.getByRole('textbox', { name: en.notes.noteOn('good year,') })).toHaveValue('Ask which one.');
  await expect(page.getByRole('textbox', { name: en.notes.tagsOf('good year,') })).toHaveValue('honey, follow up');
  const list = page.getByRole('list', { name: en.notes.list }).getByRole('listitem');
  await expect(list).toHaveCount(2);
  await page.getByLabel(en.notes.filter, { exact: true }).selectOption('honey');
  await expect(list).toHaveCount(1);

  await page.keyboard.press('Control+Shift+s');
  const panel = page.getByRole('region', { name: en.subtitles.title });
  await expect(panel.getByRole('status')).toHaveText(/^\d+ subtitles, [1-9]\d* problems?\.$/);
  const problem = panel.getByRole('group', { name: en.subtitles.problems });
  const number = problem.getByRole('strong').or(problem.locator('strong'));
  const at = await number.first().innerText();
  await page.keyboard.press('F9');
  await expect(number.first()).not.toHaveText(at);
  await page.keyboard.press('Shift+F9');
  await expect(number.first()).toHaveText(at);
});

test('text is set larger and in a legible face; what is written leftwards is', async ({ app, page }) => {
  await seedRecording(page, { id, title: 'Bees', speakers, language: 'ar', ...spoken(['صباح الخير وأهلا بكم']) });
  await app.settings.open();
  const { labels, fonts } = en.settings;
  await page.getByLabel(labels['appearance.transcriptFont'], { exact: true }).selectOption(fonts.hyperlegible);
  await app.recording.open(id);
  await app.recording.waitUntilEditable();
  const text = app.recording.paragraphs.first().getByRole('paragraph');
  await expect(text).toHaveCSS('font-family', /^"?Atkinson Hyperlegible/);
  await expect.poll(() => page.evaluate(() => document.fonts.check("16px 'Atkinson Hyperlegible'"))).toBe(true);
  const sizePx = () => text.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
  const before = await sizePx();
  await page.keyboard.press('Control+Alt+=');
  await expect.poll(sizePx).toBeGreaterThan(before);
  // The name and the time stand on the right, where such a line begins.
  const start = await text.boundingBox();
  const time = await page.getByRole('button', { name: en.editor.playFrom('0:00') }).boundingBox();
  expect(time!.x).toBeGreaterThan(start!.x + start!.width - 1);
  await expect(text).toHaveCSS('direction', 'rtl');
});

test('a pause is seen in the text as a rest, selected there and left out', async ({ app, page }) => {
  const word = (text: string, start: number) => ({ text, start, end: start + 0.3, conf: 0.97 });
  const words = [word('Before', 0), word('and', 0.4), word('after.', 2.7)];
  await seedRecording(page, { id, title: 'Bees', paragraphs: [{ words }], durationSeconds: 4 });
  await app.recording.open(id);
  await app.recording.waitUntilEditable();
  const painted = (name: string) => page.evaluate((wanted) => CSS.highlights.get(wanted)?.size, name);
  await expect.poll(() => painted('rest')).toBe(1);
  await page.evaluate(() => {
    const node = document.querySelector('[data-text]')!.firstChild!;
    getSelection()!.setBaseAndExtent(node, 'Before and'.length, node, 'Before and '.length);
  });
  await page.keyboard.press('Delete');
  await expect.poll(() => painted('rest')).toBe(0);
  expect(await painted('cut')).toBe(1);
  await page.getByRole('tab', { name: en.cutting.title, exact: true }).click();
  await expect(page.getByRole('list', { name: en.cutting.list }).getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: en.editor.undo, exact: true }).click();
  await expect.poll(() => painted('rest')).toBe(1);
});

test('the pause before a paragraph is seen beside its time and left out there; the text says its language', async ({
  app,
  page,
}) => {
  const word = (text: string, start: number) => ({ text, start, end: start + 0.3, conf: 0.97 });
  const paragraphs = [{ words: [word('Before.', 0)] }, { words: [word('After.', 2.3)] }];
  await seedRecording(page, { id, title: 'Bees', language: 'nl', paragraphs, durationSeconds: 4 });
  await app.recording.open(id);
  await app.recording.waitUntilEditable();
  await expect(app.recording.paragraphs.nth(1).getByRole('paragraph')).toHaveAttribute('lang', 'nl');
  const pause = page.getByRole('button', { name: en.cutting.cutRest(2), exact: true });
  await expect(pause).toHaveCount(1);
  await pause.press('Enter');
  await expect(pause).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('tab', { name: en.cutting.title, exact: true }).click();
  await expect(page.getByRole('list', { name: en.cutting.list }).getByRole('listitem')).toHaveCount(1);
  await pause.press('Enter');
  await expect(pause).toHaveAttribute('aria-pressed', 'false');
});

test('the waveform is zoomed by key and wheel, and minimap and keys move what is in view, not the player', async ({
  app,
  page,
}) => {
  await seeded(app);
  const waveform = page.getByRole('slider', { name: en.editor.waveform.label });
  const minimap = page.locator('.minimap');
  const inView = async () => {
    const [whole, part] = await Promise.all([minimap.boundingBox(), minimap.locator('.view').boundingBox()]);
    return { from: (part!.x - whole!.x) / whole!.width, share: part!.width / whole!.width };
  };
  await expect(waveform).toBeVisible();
  await expect(minimap).toHaveCount(0);
  await waveform.focus();
  for (let step = 0; step < 4; step++) await page.keyboard.press('+');
  await expect.poll(async () => (await inView()).share).toBeLessThan(0.6);
  const near = await inView();
  expect(near.from).toBeLessThan(0.1);

  await page.keyboard.press('>');
  await expect.poll(async () => (await inView()).from).toBeGreaterThan(near.from + near.share / 4);
  await page.keyboard.press('<');
  await expect.poll(async () => (await inView()).from).toBeCloseTo(near.from, 2);
  await expect(waveform).toHaveAttribute('aria-valuenow', '0');

  const { x, y, width, height } = (await minimap.boundingBox())!;
  await page.mouse.click(x + width * 0.95, y + height / 2);
  await expect.poll(async () => (await inView()).from).toBeGreaterThan(0.3);
  await expect(waveform).toHaveAttribute('aria-valuenow', '0');

  await waveform.hover();
  await page.keyboard.down('Alt');
  await page.mouse.wheel(0, 120);
  await page.keyboard.up('Alt');
  await expect.poll(async () => (await inView()).share).toBeGreaterThan(near.share * 1.2);
  await waveform.focus();
  for (let step = 0; step < 4; step++) await page.keyboard.press('-');
  await expect(minimap).toHaveCount(0);
});

test('a command gets other keys by keyboard alone; the old ones do nothing, and both survive a reload', async ({
  app,
  page,
}) => {
  await seeded(app);
  const name = en.editor.commands['editor.review'];
  const review = page.getByRole('region', { name: en.review.title });
  await app.settings.open();
  const change = page.getByRole('button', { name: en.settings.keys.change(name), exact: true });
  await change.focus();
  await page.keyboard.press('Enter');
  // Ctrl+F belongs to Find: it is asked whether that gives it away.
  await page.keyboard.press('Control+f');
  const conflict = page.getByText(/belongs to “/);
  await expect(conflict).toBeVisible();
  await page.getByRole('button', { name: en.settings.keys.keep, exact: true }).press('Enter');
  await change.press('Enter');
  await page.keyboard.press('F6');
  await expect(page.getByRole('button', { name: en.settings.keys.reset(name), exact: true })).toBeVisible();

  await page.reload();
  await app.recording.open(id);
  await app.recording.waitUntilEditable();
  await page.keyboard.press('F7');
  await expect(review).toHaveCount(0);
  await page.keyboard.press('F6');
  await expect(review).toBeVisible();
  await page.keyboard.press('F6');
  await expect(review).toHaveCount(0);
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: en.commands.help });
  await expect(help.locator('dl > div').filter({ hasText: name }).first()).toContainText('F6');
});
