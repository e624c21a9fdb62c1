import { en } from '../../src/lib/i18n/en.ts';
import { seedRecording, spoken } from '../../scripts/seed.js';
import type { App } from './app.ts';
import { expect, test } from './fixtures.ts';

const id = '0mh6z0000ariaseedseed';

const seeded = async (app: App) => {
  const paragraphs = [
    { speaker: 's1', text: 'Good morning and welcome to the programme about bees.' },
    { speaker: 's2', text: 'Thank you for having me here on the roof.' },
  ];
  const speakers = [
    { id: 's1', name: 'Anna' },
    { id: 's2', name: 'Ben' },
  ];
  await seedRecording(app.page, { id, title: 'Bees', speakers, ...spoken(paragraphs) });
  await app.recording.open(id);
  await app.recording.waitUntilEditable();
};

/** What somebody hears who goes through a panel, by its tab. */
const panels: Readonly<Record<string, string>> = {
  [en.editor.details.title]: `
    - region "Speakers":
      - heading "Speakers" [level=2]
      - list:
        - listitem:
          - textbox "Name of Anna": Anna
          - button "Hear Anna for ten seconds"
          - combobox "Merge Anna into"
        - listitem:
          - textbox "Name of Ben": Ben
    - region "Details":
      - heading "Details" [level=2]
      - term: Language
      - definition: English
      - term: Words
      - definition: "18"
  `,
  [en.markers.title]: `
    - region "Markers":
      - heading "Markers" [level=2]
      - button "Mark this moment"
  `,
  [en.notes.title]: `
    - region "Notes":
      - heading "Notes" [level=2]
      - group "Add to the selection":
        - button "Highlight"
        - button "Note"
  `,
  [en.review.original.title]: `
    - region "Original":
      - heading "Original" [level=2]
      - paragraph: "Heard in paragraph 1:"
      - paragraph: Good morning and welcome to the programme about bees.
      - paragraph: It reads the same now.
  `,
  [en.versions.title]: `
    - region "Versions":
      - heading "Versions" [level=2]
      - button "Keep this version"
      - button "Compare with the machine"
  `,
  [en.cutting.title]: `
    - region "Cut":
      - heading "Cut" [level=2]
      - button "Export sound or video"
    - region "Filler words":
      - heading "Filler words" [level=2]
    - region "Long silences":
      - heading "Long silences" [level=2]
  `,
  [en.subtitles.title]: `
    - region "Subtitles":
      - heading "Subtitles" [level=2]
      - status: 2 subtitles, no problems.
      - list "Subtitles":
        - listitem:
          - button /1 0:00 – 0:03 \\d+ cps Good morning and welcome to/
        - listitem:
          - button /Thank you for having me here on the roof/
  `,
  [en.sound.title]: `
    - region "Clearer sound":
      - heading "Clearer sound" [level=2]
    - region "Save the sound":
      - heading "Save the sound" [level=2]
  `,
  [en.redecode.title]: `
    - region "Hear again":
      - heading "Hear again" [level=2]
      - textbox "From"
      - textbox "To"
      - button "Selection or paragraph here"
      - combobox "Model":
        - option "EchoFlow Micro" [selected]
      - combobox "Language":
        - option "Find out" [selected]
        - option "Afrikaans"
      - switch "Weigh several readings"
      - button "Hear again"
  `,
  [en.refine.title]: `
    - region "Refine":
      - heading "Refine" [level=2]
      - list:
        - listitem:
          - 'button "Preview: Punctuation and capitals"'
        - listitem:
          - 'button "Preview: Paragraphs"'
        - listitem:
          - 'button "Preview: Numbers and dates"'
        - listitem:
          - 'button "Preview: Filler words"'
        - listitem:
          - 'button "Preview: Repeated words"'
        - listitem:
          - 'button "Preview: Own words"'
        - listitem:
          - 'button "Preview: Spelling"'
        - listitem:
          - 'button "Preview: Profanity"'
    - region "Own words":
      - heading "Own words" [level=2]
      - combobox "They hold":
        - option "in this recording" [selected]
        - option "everywhere"
      - textbox "Rules"
      - button "Import CSV or YAML"
      - button "Learn from my corrections"
  `,
  [en.analysis.title]: `
    - region "In short":
      - heading "In short" [level=2]
      - list "In short":
        - listitem:
          - button "0:00 Good morning and welcome to the programme about bees."
    - region "Chapters":
      - heading "Chapters" [level=2]
    - region "Key phrases":
      - heading "Key phrases" [level=2]
      - list "Key phrases":
        - listitem:
          - button "morning, said once"
    - region "Names":
      - heading "Names" [level=2]
    - region "Questions asked":
      - heading "Questions asked" [level=2]
    - region "To do":
      - heading "To do" [level=2]
    - region "Who speaks":
      - heading "Who speaks" [level=2]
      - button "Show as table"
      - button "Save Who speaks"
      - list "of speech":
        - listitem:
          - 'link "Anna: 0:03, of speech, 50%"'
        - listitem:
          - 'link "Ben: 0:03, of speech, 50%"'
    - region "Mood":
      - heading "Mood" [level=2]
    - region "Pace":
      - heading "Pace" [level=2]
    - region "Language and words":
      - heading "Language and words" [level=2]
      - term: Languages
      - definition: English 100%
    - button "Save as a table (CSV)"
  `,
  [en.redaction.title]: `
    - region "Redact":
      - heading "Redact" [level=2]
    - region "Find private words":
      - heading "Find private words" [level=2]
      - textbox "Your own terms"
      - button "Look for them"
    - region "Redacted":
      - heading "Redacted" [level=2]
      - paragraph: Nothing yet.
  `,
};

/** Dialogs and what floats, by the keys that open them. */
const dialogs: Readonly<Record<string, string>> = {
  'Control+e': `
    - dialog "Export":
      - heading "Export" [level=2]
      - button "Close"
      - tablist "What to export":
        - tab "Transcript" [selected]
        - tab "Project"
      - tabpanel "Transcript":
        - combobox "Format"
        - switch "Speaker names" [checked]
        - textbox "File name": "{title}"
  `,
  'Control+s': `
    - dialog "Keep this version":
      - heading "Keep this version" [level=2]
      - button "Close"
      - textbox "Name"
      - button "Keep"
  `,
  '?': `
    - dialog "Keyboard shortcuts":
      - heading "Transcript" [level=3]
      - term: Play or pause
      - definition: Ctrl Space or Alt K
      - term: Back
      - definition: Alt J
  `,
  'Control+k': `
    - dialog "Commands":
      - combobox "What do you want to do?" [expanded]
      - listbox "Commands":
        - option "Play or pause Ctrl Space" [selected]
        - option "Back Alt J"
  `,
};

test('panels, find and dialogs say what they are, what they hold and where one stands', async ({ app, page }) => {
  await seeded(app);
  const aside = page.getByRole('complementary', { name: en.editor.details.title });
  for (const [name, snapshot] of Object.entries(panels)) {
    await aside.getByRole('tab', { name, exact: true }).press('Enter');
    await expect(aside.getByRole('tabpanel', { name, exact: true })).toMatchAriaSnapshot(snapshot);
  }
  await aside.getByRole('tab', { name: en.redecode.title, exact: true }).press('Enter');
  const languages = await aside
    .getByRole('combobox', { name: 'Language', exact: true })
    .locator('option')
    .allTextContents();
  expect(languages.filter((name) => /^[a-z]{2,3}$/.test(name))).toEqual([]);

  await page.keyboard.press('Control+h');
  await page.keyboard.type('welcome');
  await expect(page.getByRole('search')).toMatchAriaSnapshot(`
    - search "Find in the transcript":
      - searchbox "Find": welcome
      - status: 1 of 1
      - button "Previous"
      - button "Next"
      - checkbox "Match case"
      - checkbox "Whole words"
      - checkbox "Regular expression"
      - button "Replace, too" [pressed]
      - button "Close find"
      - textbox "Replace with"
      - button "Replace"
      - button "Replace all"
      - button "In all recordings…"
  `);
  await page.keyboard.press('Escape');

  for (const [keys, snapshot] of Object.entries(dialogs)) {
    await page.locator('[data-text]').first().focus();
    await page.keyboard.press(keys);
    const dialog = page.getByRole('dialog').first();
    await expect(dialog).toMatchAriaSnapshot(snapshot);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  }
  await page.getByRole('button', { name: en.editor.speakers.button('Anna', 1), exact: true }).press('Enter');
  await expect(page.getByRole('dialog')).toMatchAriaSnapshot(`
    - dialog "Speaker of paragraph 1":
      - group "Who speaks here":
        - button "No speaker"
        - button "Anna" [pressed]
        - button "Ben"
      - combobox "Applies to"
      - textbox "New speaker"
      - button "Add" [disabled]
  `);
});
