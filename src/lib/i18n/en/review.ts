/** The queue of doubtful words, and what the machine heard. */
export const review = {
  title: 'Review doubtful words',
  share: (percent: number) => `${percent} % reviewed`,
  left: (count: number) => (count === 1 ? '1 doubtful word left' : `${count} doubtful words left`),
  progress: 'Reviewed',
  previous: 'Previous doubtful word',
  next: 'Next doubtful word',
  again: 'Play again (L)',
  accept: 'Right (J)',
  fix: 'Fix (K)',
  done: 'Nothing is doubtful any more.',
  close: 'Close the review',
  original: {
    title: 'Original',
    reading: 'Reading what the machine heard…',
    none: 'Choose a paragraph: what the machine heard there is shown here.',
    of: (paragraph: number) => `Heard in paragraph ${paragraph}:`,
    same: 'It reads the same now.',
    changes: 'Struck out is gone, underlined is new:',
    revert: 'Put this paragraph back',
    wordHint: 'Ctrl+Alt+Z puts back the word with the caret.',
  },
};
