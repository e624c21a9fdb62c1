/** Searching what was said, in all recordings. */
export const search = {
  results: 'In what was said',
  found: (passages: number, recordings: number) =>
    passages === 0
      ? 'Nobody said this'
      : `${passages === 1 ? '1 passage' : `${passages.toLocaleString()} passages`} in ${
          recordings === 1 ? '1 recording' : `${recordings.toLocaleString()} recordings`
        }`,
  indexing: (pending: number) =>
    pending === 1 ? 'Still reading 1 transcript' : `Still reading ${pending.toLocaleString()} transcripts`,
  corrected: (asked: string, found: string) => `Nobody said “${asked}”. Showing ${found}.`,
  or: ' or ',
  more: 'Show more',
  play: (speaker: string, time: string) => (speaker ? `Play ${speaker} at ${time}` : `Play at ${time}`),
  noTime: 'no time known',
  failed: 'The search is not working. Your transcripts are safe.',
  rebuild: 'Make the index anew',
  save: 'Save this search',
  saved: 'Saved searches',
  forget: (name: string) => `Remove the saved search ${name}`,
  narrow: 'Narrow the search',
  speakers: 'Speaker',
  tags: 'Tag',
  languages: 'Language',
  help: 'Words are all needed. “In quotes” they stand together; word* begins longer words; -word must not be there. speaker:anna, tag:press, in:title, lang:en, after:2026-03 and before:2026 narrow it.',
  helpTitle: 'How to search',
  /** A link to some words of a recording, opened again later. */
  evidence: {
    same: 'These words read as they did when the link was made',
    edited: 'These words have been edited since the link was made',
    moved: 'The same words stand here now',
    gone: 'These words are no longer in the transcript',
    'other-recording': 'The link was made from other audio: its quotation cannot be checked here',
    was: (quote: string, reads: string | null) =>
      reads === null || reads === quote ? `Then: “${quote}”` : `Then: “${quote}”. Now: “${reads}”`,
    select: 'Select the words to link to, or play to the word.',
    copied: 'A link to these words is on the clipboard.',
  },
};

/** Tags of recordings, and collections of them. */
export const filing = {
  tags: 'Tags',
  editTags: 'Edit tags',
  tagsOf: (title: string) => `Tags of ${title}`,
  tagsField: 'Tags, between commas',
  tagsHint: 'A tag narrows the library and the search.',
  keep: 'Save',
  filterBy: (tag: string) => `Show recordings tagged ${tag}`,
  collections: 'Collections',
  addTo: 'Add to a collection',
  addToTitle: (title: string) => `Collections of ${title}`,
  newCollection: 'New collection',
  newCollectionField: 'Name of the new collection',
  create: 'Create',
  none: 'No collection yet. One holds recordings of a story, a study or a client together.',
  removeCollection: (name: string) => `Delete the collection ${name}`,
  removed: (name: string) => `The collection “${name}” is deleted. Its recordings stay.`,
  all: 'All recordings',
  show: 'Show',
};
