import { paragraphText } from '$lib/domain/transcript.ts';
import { replacing, type Refine } from './step.ts';

/** The first letter stays: readers know what was said, and searching engines do not. */
const masked = (word: string): string => word.replace(/(?<=\p{L})\p{L}/gu, '*');

/** Swear words of obscenity's English list, whole words; its own list of harmless look-alikes is minded. */
export const profanity: Refine = async ({ transcript }) => {
  const { matcher } = await import('../text-profanity.ts');
  return transcript.paragraphs.flatMap((paragraph) => {
    const text = paragraphText(paragraph);
    return Array.from(text.matchAll(/[\p{L}\p{M}'’-]+/gu)).flatMap(({ 0: word, index }) =>
      matcher.hasMatch(word) ? [replacing({ id: paragraph.id, text }, [index, index + word.length], masked(word))] : [],
    );
  });
};
