import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { elapsedClock } from '../../src/lib/core/time.ts';
import { seedRecording, spoken } from '../../scripts/seed.js';
import { en } from '../../src/lib/i18n/en.ts';
import { passages } from '../labelled/passages.ts';
import { expect, test } from './fixtures.ts';

type Exported = {
  speakers: { id: string; name: string }[];
  paragraphs: { speaker: string | null; words: { text: string; start: number; end: number; conf: number }[] }[];
};

const words = en.insights;
const textOf = (id: string) => passages.find((passage) => passage.id === id)!.sentences.join(' ');

const talks = [
  {
    ...{ id: 'a1', title: 'About bees', createdAt: '2026-01-05T10:00:00.000Z' },
    speakers: [{ id: 's1', name: 'Anna' }],
    ...spoken([{ speaker: 's1', text: textOf('bees-1') }]),
  },
  {
    ...{ id: 'b2', title: 'More bees', createdAt: '2026-03-05T10:00:00.000Z' },
    speakers: [{ id: 's1', name: 'Ben' }],
    ...spoken([{ speaker: 's1', text: textOf('bees-2') }]),
  },
];

/** Seconds of words and of the gaps between them that are no pause. */
const spokenSeconds = ({ paragraphs }: Exported): number =>
  paragraphs.reduce((sum, paragraph) => {
    const gaps = paragraph.words.slice(1).map((word, index) => word.start - paragraph.words[index]!.end);
    const said = paragraph.words.map(({ start, end }) => end - start);
    return [...said, ...gaps.filter((gap) => gap <= 0.4)].reduce((total, seconds) => total + seconds, sum);
  }, 0);

const chart = (page: Page, title: string) => page.getByRole('region', { name: title, exact: true });

/** What the table of a chart says, name to figure. */
const tableOf = async (page: Page, title: string): Promise<Record<string, string>> => {
  const section = chart(page, title).first();
  await section.getByRole('button', { name: words.asTable }).click();
  const rows = await section.getByRole('row').all();
  const cells = await Promise.all(
    rows
      .slice(1)
      .map(async (row) => [await row.getByRole('link').innerText(), await row.getByRole('cell').innerText()]),
  );
  return Object.fromEntries(cells);
};

test('figures are those of the export, and lead to the sound and to what was said', async ({ app, page, site }) => {
  for (const talk of talks) await seedRecording(page, talk);
  const exported: Exported[] = [];
  for (const { id } of talks) {
    await app.recording.open(id);
    exported.push(JSON.parse((await app.recording.export('json')).text));
  }
  const counts = exported.map(({ paragraphs }) => paragraphs.flatMap((each) => each.words).length);
  const doubtful = exported.flatMap(({ paragraphs }) => paragraphs.flatMap((each) => each.words));
  const share = doubtful.filter(({ conf }) => conf < 0.75).length / doubtful.length;

  await site.stop();
  await app.go('insights');
  const total = (name: string) =>
    page
      .getByLabel(words.totals.label)
      .locator('div')
      .filter({ has: page.getByText(name, { exact: true }) })
      .getByRole('definition');
  await expect(total(words.totals.words)).toHaveText((counts[0]! + counts[1]!).toLocaleString('en'));
  await expect(total(words.totals.doubtful)).toHaveText(`${(share * 100).toFixed(1)}%`);
  expect(await tableOf(page, words.words.title)).toEqual({
    'About bees': String(counts[0]),
    'More bees': String(counts[1]),
  });
  expect(await tableOf(page, words.talk.title)).toEqual(
    Object.fromEntries(exported.map((each) => [each.speakers[0]!.name, elapsedClock(spokenSeconds(each))])),
  );
  const bees = exported.flatMap(({ paragraphs }) => paragraphs.flatMap((each) => each.words));
  const said = bees.filter(({ text }) => /^bees\W*$/i.test(text)).length;
  const term = chart(page, words.terms.title).getByRole('link', { name: `bees: ${said}` });
  await expect(term).toBeVisible({ timeout: 30_000 });

  // The picture and the table as files.
  const time = chart(page, words.overTime.title);
  const save = async (item: string) => {
    await time.getByRole('button', { name: words.save(words.overTime.title) }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: item }).click(),
    ]);
    return readFile(await file.path());
  };
  expect((await save(words.saveCsv)).toString()).toContain(`Jan 2026,${counts[0]},1 recording\r\nFeb 2026,0,`);
  expect((await save(words.saveSvg)).toString()).toMatch(/^<svg [^]*Words over time[^]*Mar 2026[^]*<\/svg>$/);
  expect((await save(words.savePng)).subarray(1, 4).toString()).toBe('PNG');

  // A month opens what was said in it, by keyboard.
  await time.getByRole('link', { name: /^Mar 2026/ }).press('Enter');
  await expect(page.getByRole('searchbox')).toHaveValue('after:2026-03 before:2026-04 ');
  await expect(app.library.list.getByRole('link', { name: 'More bees' })).toBeVisible();
  await page.goBack();

  // A bar plays the word the recogniser was least sure of.
  const least = exported[1]!.paragraphs.flatMap((each) => each.words).find(({ conf }) => conf === 0.31)!;
  await chart(page, words.doubt.title)
    .getByRole('link', { name: /^More bees/ })
    .press('Enter');
  await app.recording.ready();
  await expect(page).toHaveURL(new RegExp(`recordings/b2#at=${least.start.toFixed(3)}&play=1`));

  // What it took to read them outlives the page, and can be saved run by run.
  await app.go('insights');
  const runs = () => chart(page, words.steps.title).getByRole('link', { name: new RegExp(words.steps.runs(2)) });
  await expect(runs()).toBeVisible();
  await page.reload();
  await expect(runs()).toBeVisible();
  const [table] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: words.runs.save }).click(),
  ]);
  const rows = (await readFile(await table.path(), 'utf8')).trim().split('\r\n');
  expect(rows.filter((row) => /,(About|More) bees,/.test(row))).toHaveLength(rows.length - 1);
  await runs().press('Enter');
  await expect(page).toHaveURL(/recordings\/(a1|b2)$/);
});
