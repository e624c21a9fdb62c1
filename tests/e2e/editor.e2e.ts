import type { Page } from '@playwright/test';
import { en } from '../../src/lib/i18n/en.ts';
import { seedRecording, spoken } from '../../scripts/seed.js';
import type { App } from './app.ts';
import { look } from './barriers.ts';
import { expect, test } from './fixtures.ts';

const id = '0mh6z0000seedseedseed';
const lines = [
  { speaker: 's1', text: 'Good morning and welcome to the programme about bees.' },
  { speaker: 's2', text: 'Thank you for having me here on the roof.' },
  { speaker: 's1', text: 'How much honey is that in a good year?' },
];
const speakers = [
  { id: 's1', name: 'Anna' },
  { id: 's2', name: 'Ben' },
];

type Atom = { id: string; text: string; start: number | null; end: number | null; origin: string; line?: boolean };
type Exported = { paragraphs: { speaker: string | null; words: Atom[] }[] };

const seeded = async (app: App, change: object = {}) => {
  await seedRecording(app.page, { id, title: 'Bees', speakers, ...spoken(lines), ...change });
  await app.recording.open(id);
  await app.recording.waitUntilEditable();
};

/** What the database and an export hold, which must be the same. */
const stored = async (app: App): Promise<Exported> => {
  await app.recording.waitUntilSaved();
  const inDatabase = await app.page.evaluate(async (recordingId) => {
    const database = await new Promise<IDBDatabase>((done) => {
      const request = indexedDB.open('echoflow');
      request.onsuccess = () => done(request.result);
    });
    const get = <T>(table: string, key: IDBValidKey) =>
      new Promise<T>((done) => {
        const request = database.transaction(table).objectStore(table).get(key);
        request.onsuccess = () => done(request.result as T);
      });
    const head = await get<{ order: string[] }>('transcripts', recordingId);
    const rows = await Promise.all(
      head.order.map((paragraph) => get<{ words: { texts: string[] } }>('paragraphs', [recordingId, paragraph])),
    );
    database.close();
    return rows.map(({ words }) => words.texts.join(' '));
  }, id);
  const exported = JSON.parse((await app.recording.export('json')).text) as Exported;
  expect(exported.paragraphs.map(({ words }) => words.map(({ text }) => text).join(' '))).toEqual(inDatabase);
  return exported;
};

const textsOf = ({ paragraphs }: Exported) => paragraphs.map(({ words }) => words.map(({ text }) => text).join(' '));

const edit = async (page: Page, paragraph: number, offset: number) => {
  const button = page.getByRole('button', { name: en.editor.edit, exact: true });
  if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click();
  const field = page.getByRole('textbox', { name: en.editor.paragraphText(paragraph), exact: true });
  await field.evaluate((element, at) => {
    (element as HTMLElement).focus();
    getSelection()!.setBaseAndExtent(element.firstChild ?? element, at, element.firstChild ?? element, at);
  }, offset);
  return field;
};

test('typing inside, across and between words, an emoji, combining marks, paste, split, merge and a speaker', async ({
  app,
  page,
}) => {
  await seeded(app);
  const before = await stored(app);

  await edit(page, 1, 4);
  await page.keyboard.type('ly');
  await edit(page, 1, 19);
  await page.keyboard.type('very ');
  await edit(page, 1, 0);
  await page.keyboard.insertText('👩‍👧 cafe\u0301 ');
  const typed = await stored(app);
  expect(textsOf(typed)[0]).toBe('👩‍👧 cafe\u0301 Goodly morning and very welcome to the programme about bees.');
  const kept = (words: Atom[]) => words.filter(({ origin }) => origin === 'machine');
  for (const word of kept(typed.paragraphs[0].words)) expect(before.paragraphs[0].words).toContainEqual(word);
  expect(kept(typed.paragraphs[0].words)).toHaveLength(8);
  expect(typed.paragraphs.slice(1)).toEqual(before.paragraphs.slice(1));

  // A selection over two words, typed over.
  const field = await edit(page, 2, 0);
  await field.evaluate((element) => getSelection()!.setBaseAndExtent(element.firstChild!, 3, element.firstChild!, 11));
  await page.keyboard.type('nks f');
  expect(textsOf(await stored(app))[1]).toBe('Thanks for having me here on the roof.');

  await edit(page, 3, 9);
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', 'first line\nsecond line\n');
    const target = document.activeElement!;
    target.dispatchEvent(
      new InputEvent('beforeinput', {
        inputType: 'insertFromPaste',
        dataTransfer: data,
        bubbles: true,
        cancelable: true,
      }),
    );
  });
  expect(textsOf(await stored(app)).slice(2)).toEqual([
    'How much first line',
    'second line honey is that in a good year?',
  ]);

  await edit(page, 4, 0);
  await page.keyboard.press('Backspace');
  await expect(app.recording.paragraphs).toHaveCount(3);
  await edit(page, 3, 9);
  await page.keyboard.press('Enter');
  await expect(app.recording.paragraphs).toHaveCount(4);
  await page.keyboard.press('Control+2');
  const ended = await stored(app);
  expect(ended.paragraphs.map(({ speaker }) => speaker)).toEqual(['s1', 's2', 's1', 's2']);

  // One history over everything, and a reload does not end it.
  await page.reload();
  await app.ready();
  await app.recording.waitUntilEditable();
  await expect(page.getByRole('button', { name: en.editor.undo, exact: true })).toBeEnabled();
  for (let steps = 0; steps < 40; steps++) await page.keyboard.press('Control+z');
  expect(await stored(app)).toMatchObject({ paragraphs: before.paragraphs });
});

test('a word that is composed is taken whole', async ({ app, page, context }) => {
  await seeded(app);
  await edit(page, 2, 0);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 });
  await devtools.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
  await devtools.send('Input.insertText', { text: '日本 ' });
  expect(textsOf(await stored(app))[1]).toBe('日本 Thank you for having me here on the roof.');
});

test('a second tab reads until it takes over, and loses nothing', async ({ app, page, context }) => {
  await seeded(app);
  await edit(page, 1, 0);
  await page.keyboard.type('First ');
  const other = app.at(await context.newPage());
  await other.recording.open(id);
  await other.recording.waitUntilTranscribed();
  await expect(other.page.getByText(en.editor.elsewhere.title)).toBeVisible();
  await expect(other.page.getByRole('button', { name: en.editor.edit, exact: true })).toBeDisabled();
  await page.keyboard.type('tab ');
  await other.page.getByRole('button', { name: en.editor.elsewhere.takeOver }).click();
  await expect(other.page.getByText(en.editor.elsewhere.title)).toHaveCount(0);
  await edit(other.page, 1, 0);
  await other.page.keyboard.type('Second, ');
  expect(textsOf(await stored(other))[0]).toMatch(/^Second, First tab Good morning/);
  await expect(page.getByText(en.editor.elsewhere.title)).toBeVisible();
  await expect(app.recording.paragraphs.first()).toContainText('Second, First tab');
});

test('review, notes, versions, find by pattern: each by keyboard, each kept', async ({ app, page }) => {
  await seeded(app);
  await page.keyboard.press('F7');
  const review = page.getByRole('region', { name: en.review.title });
  const left = async () => Number(/\d+/.exec(await review.getByText(/doubtful words? left/).innerText())![0]);
  const first = await left();
  await page.keyboard.press('j');
  await expect.poll(left).toBe(first - 1);
  await review.getByRole('button', { name: en.review.close }).click();

  await page.keyboard.press('Control+s');
  await page.keyboard.type('Before');
  await page.keyboard.press('Enter');
  await expect(page.getByText(en.versions.kept('Before')).first()).toBeVisible();

  await page.keyboard.press('Control+h');
  await page.getByRole('searchbox', { name: en.editor.find.field }).fill('\\b(\\w+)ing\\b');
  await page.getByRole('checkbox', { name: en.editor.find.regex }).check();
  await page.getByRole('textbox', { name: en.editor.find.replaceField }).fill('$1in');
  await page.getByRole('button', { name: en.editor.find.replaceAll, exact: true }).click();
  expect(textsOf(await stored(app)).slice(0, 2)).toEqual([
    'Good mornin and welcome to the programme about bees.',
    'Thank you for havin me here on the roof.',
  ]);
  await page.keyboard.press('Escape');

  await page.getByRole('tab', { name: en.versions.title }).click();
  await page.getByRole('button', { name: en.versions.compare('Before') }).click();
  const compare = page.getByRole('dialog', { name: en.versions.compareTitle('Before') });
  await compare.getByRole('button', { name: en.versions.restore }).first().click();
  await compare.getByRole('button', { name: en.versions.done }).click();
  expect(textsOf(await stored(app)).slice(0, 2)).toEqual([lines[0].text, 'Thank you for havin me here on the roof.']);
});

test('speakers and cuts are compared and restored, and subtitles follow the cut', async ({ app, page }) => {
  await seeded(app);
  await page.keyboard.press('Control+s');
  await page.keyboard.type('Before');
  await page.keyboard.press('Enter');
  await expect(page.getByText(en.versions.kept('Before')).first()).toBeVisible();
  await edit(page, 1, 0);
  await page.keyboard.press('Alt+x');
  await edit(page, 2, 0);
  await page.keyboard.press('Control+1');

  await page.getByRole('tab', { name: en.subtitles.title }).click();
  const first = page.getByRole('list', { name: en.subtitles.list }).getByRole('listitem').first();
  const follows = page.getByRole('region', { name: en.subtitles.title }).getByLabel(en.cutting.leftOut);
  await expect(follows).toBeChecked();
  await expect(first).toContainText('morning and welcome');
  await expect(first).not.toContainText('Good');
  await follows.uncheck();
  await expect(first).toContainText('Good morning');

  await page.getByRole('tab', { name: en.versions.title }).click();
  await page.getByRole('button', { name: en.versions.compare('Before') }).click();
  const compare = page.getByRole('dialog', { name: en.versions.compareTitle('Before') });
  await expect(compare.getByText(en.versions.cuts)).toBeVisible();
  await expect(compare.getByText('Speaker: Ben Anna')).toBeVisible();
  await compare.getByRole('button', { name: en.versions.restoreAll }).click();
  const { paragraphs } = await stored(app);
  expect(paragraphs.map(({ speaker }) => speaker)).toEqual(['s1', 's2', 's1']);
  await expect(follows).toHaveCount(0);
});

test('a line break within a paragraph, and a pattern that never ends', async ({ app, page }) => {
  await seeded(app);
  await edit(page, 1, 12);
  await page.keyboard.press('Shift+Enter');
  const [first, second] = (await stored(app)).paragraphs;
  expect(first.words.filter(({ line }) => line).map(({ text }) => text)).toEqual(['and']);
  expect(second.words).toHaveLength(9);
  expect((await app.recording.export('txt')).text).toContain('Good morning\nand welcome');

  await page.keyboard.press('Control+f');
  const field = page.getByRole('searchbox', { name: en.editor.find.field });
  await page.getByRole('checkbox', { name: en.editor.find.regex }).check();
  await field.fill('([a-z]+\\s?)+;');
  await expect(page.getByText(en.editor.find.tooSlow)).toBeVisible();
  await field.fill('morning\\s[a-z]nd');
  await expect(page.getByText(en.editor.find.count(1, 1))).toBeVisible();
});

test('what a screen reader is told; Escape and Tab lead out of every mode', async ({ app, page }) => {
  await seeded(app);
  const transcript = page.getByRole('region', { name: en.editor.transcript, exact: true });
  await expect(transcript).toMatchAriaSnapshot(`
    - region "Transcript":
      - group "Paragraph 1, 0:00, Anna":
        - button "Play from 0:00"
        - button "Anna, speaker of paragraph 1, change"
        - paragraph: Good morning and welcome to the programme about bees.
      - group "Paragraph 2, 0:03, Ben":
        - button "Play from 0:03"
        - button "Ben, speaker of paragraph 2, change"
        - paragraph: Thank you for having me here on the roof.
  `);
  const field = await edit(page, 1, 4);
  await expect(field).toHaveText(lines[0].text);
  await expect(transcript).toMatchAriaSnapshot(`
    - region "Transcript":
      - group "Paragraph 1, 0:00, Anna":
        - button "Play from 0:00"
        - button "Anna, speaker of paragraph 1, change"
        - textbox "Text of paragraph 1"
  `);
  // In the text Tab plays; after Escape it is the browser's, forwards and backwards, to the end of the page.
  await page.keyboard.press('Escape');
  const place = () => page.evaluate(() => [...document.querySelectorAll('*')].indexOf(document.activeElement!));
  const body = await page.evaluate(() => [...document.querySelectorAll('*')].indexOf(document.body));
  for (const key of ['Tab', 'Shift+Tab']) {
    await page.locator('[data-text]').first().focus();
    const seen: number[] = [];
    for (let now = await place(); now !== body && now !== seen[0]; now = await place()) {
      expect(seen, `${key} goes round in a part of the page`).not.toContain(now);
      seen.push(now);
      await page.keyboard.press(key);
    }
    expect(seen.length).toBeGreaterThan(10);
  }
  await page.keyboard.press('F7');
  await expect(page.getByRole('region', { name: en.review.title })).toMatchAriaSnapshot(`
    - region "Review doubtful words":
      - status:
        - strong: /\\d+ % reviewed/
        - text: /\\d+ doubtful words left/
      - button "Previous doubtful word"
      - button "Next doubtful word"
      - button "Play again (L)"
      - button "Right (J)"
      - button "Fix (K)"
      - button "Close the review"
      - progressbar "Reviewed"
  `);
});

test('every panel and the review have no known barrier, light and dark', async ({ app, page }) => {
  test.slow();
  await seeded(app);
  const panels = page.getByRole('complementary', { name: en.editor.details.title });
  const tabs = panels.getByRole('tab');
  for (const tab of await tabs.all()) {
    await tab.click();
    const name = (await tab.getAttribute('aria-label')) ?? (await tab.innerText());
    await expect(panels.getByText(en.analysis.working)).toHaveCount(0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await look(page, `${name}, ${colorScheme}`, 'aside');
    }
  }
  expect(await tabs.count()).toBeGreaterThan(8);
  await page.keyboard.press('F7');
  await look(page, 'review, dark');
});

test('panels, bars and edit mode on a phone', async ({ app, page }) => {
  await seeded(app);
  await page.setViewportSize({ width: 320, height: 640 });
  const opener = page.getByRole('button', { name: en.editor.openInspector, exact: true });
  await opener.focus();
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('complementary', { name: en.editor.details.title });
  await expect(sheet.getByRole('tab', { selected: true })).toBeFocused();
  await look(page, 'panels on a phone');
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(opener).toBeFocused();
  await page.keyboard.press('Control+h');
  await edit(page, 1, 0);
  await look(page, 'editing and replacing on a phone');
});
