/** Statistics over the library. */
export const insights = {
  title: 'Insights',
  intro: 'Counted on this device from what you have transcribed.',
  emptyTitle: 'Nothing to count yet',
  emptyText: 'Transcribe a recording, and its words, pace and pauses appear here.',
  toLibrary: 'Go to the library',
  counting: 'Counting words',
  failed: 'The library could not be counted',
  totals: {
    label: 'In all',
    recordings: 'Recordings',
    transcribed: 'Transcribed',
    hours: 'Length',
    words: 'Words',
    pace: 'Words a minute',
    pauses: 'In pauses',
  },
  pace: {
    title: 'Pace',
    text: 'Words in each minute of the recording.',
    unit: 'words a minute',
  },
  words: {
    title: 'Words',
    text: 'How much was said in each recording.',
    unit: 'words',
  },
  pauses: {
    title: 'Pauses',
    text: 'Share of each recording in which nobody speaks for more than 0.4 seconds.',
    unit: '% in pauses',
  },
  talk: {
    title: 'Talk time',
    text: 'How long each person speaks, pauses left out.',
    unit: 'of speech',
    nobody: 'No speaker',
  },
  asTable: 'Show as table',
  asBars: 'Show as bars',
  columns: { name: 'Recording', speaker: 'Speaker', value: 'Value', share: 'Share' },
  /** Read for a bar. */
  bar: (name: string, value: string) => `${name}: ${value}`,
  others: (count: number) => `and ${count} more in the table`,
};
