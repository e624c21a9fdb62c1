import type { Span } from './artifacts.ts';
import type { Transcript, Word } from './transcript.ts';

/** How long a word is that nobody timed, in seconds, until somebody says. */
const guessSeconds = 0.3;

const isTimed = (word: Word): word is Word & { start: number; end: number } => word.start !== null && word.end !== null;

/**
 * When a word is, in seconds: as it is timed, else where it must be. That is the gap its neighbours leave, or around the
 * moment one ends and the other begins, so that both give a little. Null for a word that is not there.
 */
export const slotOfWord = ({ paragraphs }: Pick<Transcript, 'paragraphs'>, id: string): Span | null => {
  const words = paragraphs.flatMap((paragraph) => paragraph.words);
  const at = words.findIndex((word) => word.id === id);
  const word = words[at];
  if (!word) return null;
  if (isTimed(word)) return { start: word.start, end: word.end };
  const before = words.slice(0, at).findLast(isTimed);
  const after = words.slice(at + 1).find(isTimed);
  const from = before?.end ?? Math.max(0, (after?.start ?? 0) - guessSeconds);
  const until = Math.min(after?.start ?? Infinity, from + guessSeconds);
  if (until - from >= guessSeconds / 2) return { start: from, end: until };
  return { start: Math.max(0, from - guessSeconds / 2), end: from + guessSeconds / 2 };
};
