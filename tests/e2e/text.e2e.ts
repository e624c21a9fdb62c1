import { readFile, writeFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { seedRecording, spoken } from '../../scripts/seed.js';
import { en } from '../../src/lib/i18n/en.ts';
import { passages } from '../labelled/passages.ts';
import type { App } from './app.ts';
import { expect, test } from './fixtures.ts';
import { clip, clipPath, normalised } from './speech.ts';

const easy = clip('easy/easy2.flac');

const openTranscribed = async (app: App): Promise<void> => {
  await app.library.drop(clipPath(easy.file));
  await app.library.waitUntilTranscribed('easy2');
  await app.library.openRecording('easy2');
};

const openPanel = (page: Page, title: string) => page.getByRole('tab', { name: title, exact: true }).press('Enter');

/** The table of a chart, as it is saved. */
const saved = async (page: Page, chart: Locator, title: string): Promise<string> => {
  await chart.getByRole('button', { name: en.insights.save(title) }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: en.insights.saveCsv }).click(),
  ]);
  return readFile(await file.path(), 'utf8');
};

const textOf = (id: string) => passages.find((passage) => passage.id === id)!.sentences.join(' ');

const talk = {
  ...{
    id: 'talk',
    title: 'A talk',
    speakers: [
      { id: 's1', name: 'Anna' },
      { id: 's2', name: 'Ben' },
    ],
  },
  ...spoken([
    { speaker: 's1', text: `${textOf('bees-1')} um what do you think Ben` },
    { speaker: 's2', text: `${textOf('trains-1')} I will send you twenty five pictures by Friday.` },
  ]),
};

test('with the server gone the text is read, and refined by rules that are looked at first', async ({
  app,
  page,
  site,
}) => {
  await app.waitUntilOfflineReady();
  await seedRecording(page, talk);
  await site.stop();
  await app.recording.open(talk.id);
  await openPanel(page, en.analysis.title);
  const words = en.analysis;
  const items = (name: string) => page.getByRole('list', { name }).getByRole('button');
  await expect(items(words.summary.title)).toHaveCount(3, { timeout: 30_000 });
  await expect(items(words.chapters.title)).toHaveCount(2);
  await expect(items(words.phrases.title).filter({ hasText: 'varroa mite' })).toBeVisible();
  await expect(items(words.questions.title)).toContainText(['what do you think Ben']);
  await expect(items(words.actions.title).last()).toContainText('by Friday');
  const speakers = page.getByRole('region', { name: words.speakers.chart.title, exact: true });
  await speakers.getByRole('link', { name: /^Ben: / }).press('Enter');
  await expect(page.getByRole('region', { name: en.editor.player.label })).toContainText(/0:[3-9]\d of|1:\d\d of/);
  await speakers.getByRole('button', { name: en.insights.asTable }).click();
  await expect(speakers.getByRole('row', { name: /^Anna/ })).toContainText('%');
  expect(await saved(page, speakers, words.speakers.chart.title)).toMatch(/\r\nBen,[\d.]+,\d+%,/);
  await items(words.actions.title).last().press('Enter');
  await expect(page.getByRole('region', { name: en.editor.player.label })).toContainText(/1:\d\d of/);

  await openPanel(page, en.refine.title);
  const before = await app.recording.text();
  const look = async (step: keyof typeof en.refine.steps) => {
    const { name } = en.refine.steps[step];
    await page.getByRole('button', { name: en.refine.look(name) }).press('Enter');
    return page.getByRole('list', { name: en.refine.changes(name) }).getByRole('checkbox');
  };
  await page.getByRole('textbox', { name: en.refine.rules.field }).fill('varroa mite, Varroa destructor');
  await page.getByRole('textbox', { name: en.refine.rules.field }).blur();
  await expect(await look('replacements')).toHaveCount(2);
  const numbers = await look('numbers');
  await expect(numbers).toHaveCount(5);
  await expect(numbers.last()).toHaveAccessibleName(/twenty five ?25/);
  // "um" is ticked; "just" and "really" may mean something and are only offered.
  await expect(await look('fillers')).toHaveCount(3);
  const ticked = page.getByRole('checkbox', { checked: true });
  await expect(ticked).toHaveCount(1);
  await expect(ticked).toHaveAccessibleName(/um/);
  expect(await app.recording.text()).toBe(before);
  await page.getByRole('button', { name: en.refine.apply(1) }).press('Enter');
  await expect.poll(() => app.recording.text()).toBe(before.replace(' um what', ' What'));
  await page.getByRole('button', { name: en.editor.undo, exact: true }).press('Enter');
  await expect.poll(() => app.recording.text()).toBe(before);
  await expect((await look('spelling')).first().or(page.getByText(en.refine.nothing))).toBeVisible();
});

const saveRedactedProject = async (page: Page): Promise<Uint8Array> => {
  // Its window belongs to the system: no test can answer it.
  await page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  await page.getByRole('button', { name: en.editor.export.open, exact: true }).click();
  await page.getByRole('tab', { name: en.editor.export.projectTab }).click();
  await page.getByRole('button', { name: en.library.saveProject }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: en.library.project.saveRedacted }).click(),
  ]);
  return readFile(await download.path());
};

test('with the server gone a redacted word is in no export or project, and is heard no more in the sound', async ({
  app,
  page,
  site,
}) => {
  test.slow();
  await app.waitUntilOfflineReady();
  await site.stop();
  await openTranscribed(app);
  const heard = normalised(await app.recording.text());
  // A long word the model heard right, said once: hiding it is easy to prove.
  const secret = heard
    .filter((word) => normalised(easy.text).includes(word) && heard.indexOf(word) === heard.lastIndexOf(word))
    .sort((a, b) => b.length - a.length)[0];
  expect(secret.length).toBeGreaterThanOrEqual(5);

  await openPanel(page, en.redaction.title);
  const words = en.redaction;
  await page.getByRole('textbox', { name: words.find.terms }).fill(secret);
  await page.getByRole('button', { name: words.find.run }).press('Enter');
  const found = page
    .getByRole('list', { name: words.find.title })
    .getByRole('checkbox', { name: new RegExp(secret, 'i') });
  await expect(found).toBeChecked();
  await page.getByRole('button', { name: /^Redact (one|\d+)$/ }).press('Enter');
  await app.recording.waitUntilSaved();

  for (const format of ['srt', 'vtt', 'json', 'txt']) {
    const { text } = await app.recording.export(format);
    expect(normalised(text)).not.toContain(secret);
    expect(text).toContain('████');
  }

  await page.getByLabel(words.sound.format).selectOption('wav');
  await page.getByRole('button', { name: words.sound.check }).click();
  await expect(page.getByText(/^None of the redacted words was heard among [1-9]/)).toBeVisible({ timeout: 60_000 });
  const project = await saveRedactedProject(page);
  const files = unzipSync(project);
  for (const [path, bytes] of Object.entries(files))
    expect(Buffer.from(bytes).toString('latin1').toLowerCase(), path).not.toContain(secret);

  // The sound of the project brought in as another recording: listened to by the whole app, the word is not there.
  await app.go('library');
  const media = Object.keys(files).find((path) => path.endsWith('/media.flac'))!;
  const renamed = test.info().outputPath('easy2-redacted.flac');
  await writeFile(renamed, files[media]!);
  await app.library.drop(renamed);
  const title = /-redacted$/;
  await app.library.waitUntilTranscribed(title);
  await app.library.openRecording(title);
  const again = normalised(await app.recording.text());
  expect(again).not.toContain(secret);
  expect(again.filter((word) => heard.includes(word)).length).toBeGreaterThan(heard.length / 3);
});
