import { cleanText } from '$lib/domain/timed-words.ts';
import type { Transcript } from '$lib/domain/transcript.ts';

/** How sure the words are, one after the other, of the words that `timedWords` and the cues show. */
export const confidences = (transcript: Pick<Transcript, 'paragraphs'>): { next(): number | null } => {
  const shown = transcript.paragraphs.flatMap(({ words }) => words.filter((word) => cleanText(word.text) !== ''));
  let at = 0;
  return { next: () => shown[at++]?.conf ?? null };
};
