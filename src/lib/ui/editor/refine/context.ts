import type { RefineChange } from '$lib/domain/refine.ts';
import { wordIndexAt } from '$lib/domain/transcript-words.ts';
import { paragraphText, type Transcript } from '$lib/domain/transcript.ts';

const shownCharacters = 18;

/** Where a change stands, and a little of the text around it. */
export const contextOf = (transcript: Transcript | null, change: RefineChange) => {
  const paragraph = transcript?.paragraphs.find(({ id }) => id === change.paragraph);
  const nowhere = { place: { paragraph: change.paragraph, start: null }, head: '', tail: '' };
  if (!paragraph) return nowhere;
  if (change.kind !== 'replace') {
    const first = change.kind === 'split' ? change.word : paragraph.words[0]?.id;
    const start = paragraph.words.find(({ id }) => id === first)?.start ?? null;
    return { ...nowhere, place: { paragraph: paragraph.id, start } };
  }
  const text = paragraphText(paragraph);
  const start = paragraph.words[wordIndexAt(paragraph, change.start)]?.start ?? null;
  return {
    place: { paragraph: paragraph.id, start },
    head: text.slice(Math.max(0, change.start - shownCharacters), change.start).replace(/^\S*\s/u, ''),
    tail: text.slice(change.end, change.end + shownCharacters).replace(/\s\S*$/u, ''),
  };
};
