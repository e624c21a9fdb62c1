/** Find and replace, in a transcript and in all recordings. */
export const findWords = {
  label: 'Find in the transcript',
  open: 'Find',
  field: 'Find',
  replaceField: 'Replace with',
  count: (current: number, total: number) => (total === 0 ? 'Nothing found' : `${current} of ${total}`),
  next: 'Next',
  previous: 'Previous',
  replaceOne: 'Replace',
  replaceAll: 'Replace all',
  replaced: (count: number) => (count === 1 ? 'Replaced once.' : `Replaced ${count} times.`),
  close: 'Close find',
  matchCase: 'Match case',
  withReplace: 'Replace, too',
  regex: 'Regular expression',
  wholeWord: 'Whole words',
  invalid: 'This is no regular expression yet.',
  tooSlow: 'This pattern takes too long: it was stopped.',
  preview: 'What would be replaced',
  previewMore: (count: number) => `… and ${count} more`,
  inAll: 'In all recordings…',
  everywhere: {
    title: 'Find and replace in all recordings',
    text: 'One step: Undo takes it back in all recordings. Each transcript is also kept as a version first.',
    look: 'Look again',
    looking: 'Looking through the library…',
    stale: 'The search has changed. Look again to see what would be replaced.',
    found: (count: number, recordings: number) =>
      count === 0
        ? 'Nothing found.'
        : `${count} in ${recordings === 1 ? 'one recording' : `${recordings} recordings`}.`,
    states: {
      found: (count: number) => (count === 1 ? 'once' : `${count} times`),
      replaced: () => 'replaced',
      restored: () => 'put back',
      failed: () => 'left as it is: it was changed meanwhile',
    },
    versionName: (query: string) => `Before replacing “${query}”`,
    replace: (count: number) => (count === 1 ? 'Replace once' : `Replace ${count} times`),
    done: (count: number) => (count === 1 ? 'Replaced once.' : `Replaced ${count} times.`),
    undo: 'Undo in all recordings',
    undone: (restored: number, all: number) =>
      restored === all
        ? 'Put back as it was.'
        : `Put back in ${restored} of ${all} recordings; the others were changed since, or could not be saved.`,
    close: 'Close',
  },
};
