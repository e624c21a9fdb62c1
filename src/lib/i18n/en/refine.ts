import type { RefineStep } from '$lib/domain/refine.ts';

const steps = {
  punctuation: { name: 'Punctuation and capitals', hint: 'Spaces around marks, capitals, an end at long silences.' },
  paragraphs: { name: 'Paragraphs', hint: 'A new one at long silences; scraps are joined.' },
  numbers: { name: 'Numbers and dates', hint: 'Written in figures: 25, $9.99, March 3, 3:15 p.m. English only.' },
  fillers: { name: 'Filler words', hint: 'Um and uh are ticked; words with a meaning are only offered.' },
  repeats: { name: 'Repeated words', hint: '“I I think”, “to the, to the shop”.' },
  replacements: { name: 'Own words', hint: 'Your rules below: names and terms as you write them.' },
  spelling: { name: 'Spelling', hint: 'Words no dictionary knows. English only.' },
  profanity: { name: 'Profanity', hint: 'Swear words masked but for their first letter. English only.' },
} satisfies Record<RefineStep, { name: string; hint: string }>;

/** Refining the text: the Refine panel. */
export const refine = {
  title: 'Refine',
  text: 'Each step is shown before anything changes, and taken as one step that Undo takes back.',
  steps,
  look: (name: string) => `Preview: ${name}`,
  changes: (name: string) => `Changes: ${name}`,
  nothing: 'Nothing to change here.',
  all: 'Tick all',
  none: 'Tick none',
  apply: (count: number) => (count === 1 ? 'Make one change' : `Make ${count} changes`),
  applied: (count: number) =>
    count === 1 ? 'One change was made. Undo takes it back.' : `${count} changes were made. Undo takes them back.`,
  close: 'Close',
  more: (count: number) => `${count} more are not shown; they keep their ticks.`,
  removed: 'removed',
  goTo: (text: string) => `Show “${text}” in the transcript`,
  instead: (word: string) => `In the place of ${word}`,
  rules: {
    title: 'Own words',
    text: 'A line each: what is heard, a comma, what to write. A word by itself is right as it stands.',
    home: 'They hold',
    homes: { recording: 'in this recording', everywhere: 'everywhere' },
    field: 'Rules',
    placeholder: 'eco flow, EchoFlow',
    import: 'Import CSV or YAML',
    imported: (count: number) => (count === 1 ? 'One rule was added.' : `${count} rules were added.`),
    learn: 'Learn from my corrections',
    learnt: (count: number) =>
      count === 0
        ? 'There is no corrected word that is not a rule yet.'
        : count === 1
          ? 'One rule was learnt.'
          : `${count} rules were learnt.`,
  },
};
