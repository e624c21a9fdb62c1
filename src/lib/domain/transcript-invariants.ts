import type { Transcript } from './transcript.ts';

/** The first invariant a transcript breaks, in words for a test or a log, or null where it keeps them all. */
export const findBrokenInvariant = (transcript: Transcript): string | null => {
  const ids = new Set<string>();
  let previousStart = -Infinity;
  for (const paragraph of transcript.paragraphs) {
    if (ids.has(paragraph.id)) return `paragraph id ${paragraph.id} stands twice`;
    ids.add(paragraph.id);
    const { speaker } = paragraph;
    if (speaker !== null && !transcript.speakers.some(({ id }) => id === speaker)) return `unknown speaker ${speaker}`;
    for (const { id, text, start, end } of paragraph.words) {
      if (ids.has(id)) return `word id ${id} stands twice`;
      ids.add(id);
      if (text === '' || text !== text.trim()) return `word ${id} has an empty or untidy text`;
      if ((start === null) !== (end === null)) return `word ${id} has one time without the other`;
      if (start === null || end === null) continue;
      if (end <= start) return `word ${id} has no length`;
      if (start <= previousStart) return `word ${id} does not start after the one before`;
      previousStart = start;
    }
  }
  return null;
};
