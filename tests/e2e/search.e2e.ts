import type { Page } from '@playwright/test';
import { seedRecording, spoken } from '../../scripts/seed.js';
import { en } from '../../src/lib/i18n/en.ts';
import type { App } from './app.ts';
import { expect, test } from './fixtures.ts';

/** Ten words a paragraph, 0.4 s each: the second one begins at 4 s. */
const council = {
  ...{ id: 'c1', title: 'Council meeting', tags: ['press'] },
  speakers: [
    { id: 's1', name: 'Anna' },
    { id: 's2', name: 'Ben' },
  ],
  ...spoken([
    { speaker: 's1', text: 'Good evening to all of you in this old hall.' },
    { speaker: 's2', text: 'The budget for the town library grows again next year.' },
    { speaker: 's1', text: 'I ask who will pay for the budget of it.' },
  ]),
};

const lecture = {
  ...{ id: 'e2', title: 'Evening lecture', createdAt: '2025-03-02T10:00:00.000Z' },
  ...spoken(['A household budget is a plan for the coming month.']),
};

const words = en.search;
const hits = (page: Page) => page.getByRole('region', { name: words.results });
const field = (page: Page) => page.getByRole('searchbox', { name: en.library.search });

const seed = async (app: App): Promise<void> => {
  for (const recording of [council, lecture]) await seedRecording(app.page, recording);
  await app.open();
};

test('with the server gone what was said is found by keyboard alone, narrowed, kept, and opens at the word', async ({
  app,
  page,
  site,
}) => {
  await seed(app);
  await app.waitUntilOfflineReady();
  await site.stop();
  // A press on a tag lists what is filed under it, and does not open the recording it stands on.
  await page.getByRole('button', { name: en.filing.filterBy('press') }).click();
  await expect(app.library.list.getByRole('link', { name: 'Evening lecture' })).toHaveCount(0);
  await expect(app.library.list.getByRole('link', { name: 'Council meeting' })).toBeVisible();
  await field(page).clear();
  await field(page).focus();
  await page.keyboard.type('budget');
  const status = hits(page).getByRole('status');
  await expect(status).toHaveText(words.found(3, 2));

  // A word nobody said is looked for as one that is spelled alike.
  await field(page).fill('budgat ');
  await expect(page.getByText(words.corrected('budgat', 'budget'))).toBeVisible();
  await field(page).fill('"town library" ');
  await expect(status).toHaveText(words.found(1, 1));
  await field(page).fill('budget after:2026 ');
  await expect(status).toHaveText(words.found(2, 1));

  await field(page).fill('budget');
  await hits(page).getByRole('combobox', { name: words.speakers }).selectOption('Ben');
  await expect(field(page)).toHaveValue('budget speaker:Ben ');
  await expect(status).toHaveText(words.found(1, 1));
  const save = hits(page).getByRole('button', { name: words.save });
  await save.press('Enter');
  // The button goes once the search is kept.
  await expect(save).toHaveCount(0);
  await page.reload();
  await app.ready();
  await page
    .getByRole('list', { name: words.saved })
    .getByRole('button', { name: /^budget/ })
    .press('Enter');
  await expect(status).toHaveText(words.found(1, 1));

  const hit = hits(page).getByRole('link', { name: /The budget for the town library/ });
  await expect(hit.locator('mark')).toHaveText('budget');
  await hit.press('Enter');
  await app.recording.ready();
  // "budget" is the second word of the second paragraph: 4.4 s, and it plays on from there.
  const player = page.getByRole('region', { name: en.editor.player.label });
  await expect(player.getByText(/^0:0[4-9] of/)).toBeVisible();
});

test('a link to words arrives at them, and says so when they were edited', async ({ app, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await seed(app);
  await app.open('recordings/c1#at=4.4');
  await app.recording.ready();
  await page.keyboard.press('Alt+Shift+C');
  await expect(page.getByText(words.evidence.copied).first()).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  await app.open();
  await app.page.goto(link);
  await app.recording.ready();
  await expect(page.getByRole('region', { name: words.evidence.same })).toContainText('budget');
  await expect(page.getByRole('region', { name: en.editor.player.label }).getByText(/^0:04 of/)).toBeVisible();

  await app.recording.replaceWord('budget', 'deficit');
  await app.recording.waitUntilSaved();
  await app.open();
  await app.page.goto(link);
  await app.recording.ready();
  const told = page.getByRole('region', { name: words.evidence.edited });
  await expect(told).toContainText(words.evidence.was('budget', 'deficit'));
});

test('recordings are tagged and collected by keyboard alone, and stay so', async ({ app, page }) => {
  await seed(app);
  const { filing } = en;
  const choose = async (item: string) => {
    await page.getByRole('button', { name: en.library.actions('Evening lecture') }).press('Enter');
    await page.getByRole('menuitem', { name: item }).press('Enter');
  };
  await choose(filing.editTags);
  await expect(page.getByRole('textbox', { name: filing.tagsField })).toBeFocused();
  await page.keyboard.type('money, home');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: filing.filterBy('money') })).toBeVisible();

  await choose(filing.addTo);
  const dialog = page.getByRole('dialog', { name: filing.addToTitle('Evening lecture') });
  await dialog.getByRole('textbox', { name: filing.newCollectionField }).press('K');
  await page.keyboard.type('ept');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('switch', { name: 'Kept' })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  await page.reload();
  await app.ready();
  const collections = page.getByRole('group', { name: filing.collections });
  await collections.getByRole('button', { name: /^Kept/ }).press('Enter');
  await expect(app.library.list.getByRole('listitem')).toHaveCount(1);
  await collections.getByRole('button', { name: filing.removeCollection('Kept') }).press('Enter');
  await expect(app.library.list.getByRole('listitem')).toHaveCount(2);
  await expect(page.getByRole('button', { name: filing.filterBy('home') })).toBeVisible();
});
