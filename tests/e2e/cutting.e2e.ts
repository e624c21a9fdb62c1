import { readFile } from 'node:fs/promises';
import { en } from '../../src/lib/i18n/en.ts';
import { seedRecording, spoken } from '../../scripts/seed.js';
import { expect, test } from './fixtures.ts';
import type { App } from './app.ts';

const id = 'cut-me';

const seed = async (app: App): Promise<void> => {
  await seedRecording(app.page, {
    id,
    title: 'Cut me',
    ...spoken(['one um two three four five six', 'seven eight nine']),
  });
  await app.recording.open(id);
  await app.recording.waitUntilEditable();
};

/** Words that stand in the database, `~` before those that are cut. */
const storedWords = (app: App): Promise<string> =>
  app.page.evaluate(async (recordingId) => {
    const database = await new Promise<IDBDatabase>((done) => {
      const request = indexedDB.open('echoflow');
      request.onsuccess = () => done(request.result);
    });
    const rows = await new Promise<{ id: string; words: { texts: string[]; flags: Uint8Array } }[]>((done) => {
      const request = database.transaction('paragraphs').objectStore('paragraphs').getAll();
      request.onsuccess = () => done(request.result.filter((row) => row.recordingId === recordingId));
    });
    database.close();
    return rows
      .flatMap(({ words }) => words.texts.map((text, at) => (words.flags[at]! & 32 ? `~${text}` : text)))
      .join(' ');
  }, id);

/** Selects words of the text as a drag would. */
const select = (app: App, from: string, to: string): Promise<void> =>
  app.page.evaluate(
    ([first, last]) => {
      const find = (word: string) => {
        for (const element of document.querySelectorAll('[data-text]')) {
          const at = element.textContent!.split(' ').indexOf(word);
          const offset = element.textContent!.indexOf(word);
          if (at >= 0) return { node: element.firstChild!, offset };
        }
        throw new Error(`No ${word}.`);
      };
      const [start, end] = [find(first!), find(last!)];
      document.getSelection()!.setBaseAndExtent(start.node, start.offset, end.node, end.offset + last!.length);
    },
    [from, to],
  );

const player = (app: App) => app.page.getByRole('region', { name: en.editor.player.label });
const secondsNow = (app: App): Promise<number> =>
  app.page.evaluate(() => {
    const playing = [...document.querySelectorAll('audio')].find((audio) => !audio.paused && !audio.muted);
    return playing?.currentTime ?? -1;
  });

test('words that are cut are struck through, skipped, saved, and restored', async ({ app }) => {
  await seed(app);
  await select(app, 'two', 'four');
  await app.page.keyboard.press('Delete');
  await expect(app.recording.paragraphs.first()).toHaveAccessibleName(/3 words cut/);
  expect(await app.page.evaluate(() => CSS.highlights.get('cut')?.size)).toBe(1);
  await app.recording.waitUntilSaved();
  await expect.poll(() => storedWords(app)).toBe('one um ~two ~three ~four five six seven eight nine');
  // What is exported is what is heard: without the words, and without the time they took.
  expect((await app.recording.export('txt')).text).toMatch(/one um five six\s+seven eight nine/);
  const json = JSON.parse((await app.recording.export('json')).text) as {
    paragraphs: { words: { text: string; start: number }[] }[];
  };
  const starts = new Map(json.paragraphs.flatMap(({ words }) => words.map(({ text, start }) => [text, start])));
  expect(starts.get('um')).toBeCloseTo(0.4, 2);
  expect(starts.get('five')! - starts.get('um')!).toBeLessThan(1);

  // two…four is heard from 0.8 to 1.9 s: nothing of it is played.
  await app.page.evaluate(() => {
    const heard: number[] = [];
    Object.assign(window, { heard });
    const listen = () => {
      for (const audio of document.querySelectorAll('audio')) {
        if (!audio.paused && !audio.muted && !audio.seeking) heard.push(audio.currentTime);
      }
      requestAnimationFrame(listen);
    };
    listen();
  });
  await player(app).getByRole('button', { name: en.editor.player.play, exact: true }).click();
  await expect.poll(() => secondsNow(app), { intervals: [50] }).toBeGreaterThan(2);
  const heard = await app.page.evaluate(() => (window as unknown as { heard: number[] }).heard);
  expect(heard.filter((at) => at > 0.85 && at < 1.85)).toEqual([]);
  expect(heard.some((at) => at < 0.7) && heard.some((at) => at > 1.9)).toBe(true);
  await app.page.keyboard.press('Control+Space');

  // The same again restores, as does undo; it survives a reload.
  await app.page.reload();
  await app.recording.waitUntilEditable();
  await expect(app.recording.paragraphs.first()).toHaveAccessibleName(/3 words cut/);
  await select(app, 'two', 'four');
  await app.page.keyboard.press('Delete');
  await expect(app.recording.paragraphs.first()).not.toHaveAccessibleName(/cut/);
  await app.page.keyboard.press('Control+z');
  await expect(app.recording.paragraphs.first()).toHaveAccessibleName(/3 words cut/);
});

test('by keyboard alone: a word is cut, a filler is found and cut, everything is restored', async ({ app }) => {
  await seed(app);
  await app.recording.paragraphs.nth(1).getByRole('paragraph').focus();
  await app.page.keyboard.press('ArrowRight');
  await app.page.keyboard.press('Alt+x');
  await expect(app.recording.paragraphs.nth(1)).toHaveAccessibleName(/1 word cut/);

  await app.page.keyboard.press('Control+k');
  await app.page.keyboard.type('Fillers');
  await app.page.keyboard.press('Enter');
  const panel = app.page.getByRole('region', { name: en.cutting.fillers.title });
  await expect(panel.getByRole('checkbox', { name: /^um at/ })).toBeChecked();
  await panel.getByRole('button', { name: en.cutting.fillers.cut(1) }).press('Enter');
  await expect(app.recording.paragraphs.first()).toHaveAccessibleName(/1 word cut/);
  await expect(app.page.getByText(/^1 filler cut; saves \d+:\d\d/).first()).toBeVisible();
  await expect(panel.getByText(en.cutting.fillers.none)).toBeVisible();
  const places = app.page.getByRole('list', { name: en.cutting.list });
  await expect(places.getByRole('listitem')).toHaveCount(2);
  await app.page.getByRole('button', { name: en.cutting.restoreAll }).press('Enter');
  await expect(app.recording.paragraphs.first()).not.toHaveAccessibleName(/cut/);
  await app.recording.waitUntilSaved();
  await expect.poll(() => storedWords(app)).not.toContain('~');
});

test('a video is exported with its captions as a track that players show', async ({ app }) => {
  const { page } = app;
  await app.go('library');
  await app.library.drop('tests/fixtures/media/speech.mp4');
  await app.library.waitUntilTranscribed('A fixture');
  await app.library.openRecording('A fixture');
  await app.recording.ready();
  const said = (await app.recording.text()).split(/\s+/)[0]!;
  await page.keyboard.press('Control+k');
  await page.keyboard.type(en.mediaExport.open);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: en.mediaExport.title });
  await dialog.getByLabel(en.mediaExport.format).selectOption('mkv');
  await dialog.getByLabel(en.mediaExport.captions).selectOption('soft');
  const button = dialog.getByRole('button', { name: en.mediaExport.start, exact: true });
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  expect(download.suggestedFilename()).toBe('A fixture.mkv');
  const bytes = (await readFile(await download.path())).toString('latin1');
  expect(bytes).toContain('S_TEXT/UTF8');
  expect(bytes).toContain(said);
});
