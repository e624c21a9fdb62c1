/** Versions of a transcript, and what differs between two. */
export const versions = {
  title: 'Versions',
  text: 'A snapshot is kept after every five minutes of work. One with a name stays until you delete it.',
  none: 'None yet.',
  keep: 'Keep this version',
  keepText: 'The transcript as it is now stays under this name, whatever you change afterwards.',
  name: 'Name',
  namePlaceholder: 'Before the big cut',
  save: 'Keep',
  kept: (name: string) => `“${name}” is kept.`,
  automatic: (time: string) => `Snapshot of ${time}`,
  count: (words: number) => (words === 1 ? '1 word' : `${words.toLocaleString('en')} words`),
  compare: (name: string) => `Compare with ${name}`,
  compareMachine: 'Compare with the machine',
  machine: 'What the machine heard',
  remove: (name: string) => `Delete ${name}`,
  compareTitle: (name: string) => `What changed since “${name}”`,
  differs: (count: number) =>
    count === 0
      ? 'No paragraph differs.'
      : count === 1
        ? 'One paragraph differs. Struck out is what stood there, underlined what stands there now.'
        : `${count} paragraphs differ. Struck out is what stood there, underlined what stands there now.`,
  kinds: { changed: 'changed', added: 'added since', removed: 'removed since', same: 'the same' },
  /** Beside or instead of other words. */
  speaker: 'Speaker:',
  nobody: 'nobody',
  times: 'Its words are timed otherwise.',
  cuts: 'Other words of it are left out.',
  parts: {
    speakers: 'The speakers or their names differ.',
    cuts: 'Other silences are left out.',
    annotations: 'Highlights or notes differ.',
  },
  noRoom: 'Its times do not fit between those around it any more. Restore everything brings them back.',
  restore: 'Restore this paragraph',
  restored: 'Restored. Undo takes it back.',
  restoreAll: 'Restore everything',
  done: 'Done',
};
