import { findFillers } from '$lib/domain/fillers.ts';
import { wordOffsets } from '$lib/domain/transcript-words.ts';
import { paragraphText } from '$lib/domain/transcript.ts';
import { apart, capital, replacing, type Refine } from './step.ts';

const endMark = /[.!?…。？！]["'”’)\]]*$/u;

/** A filler goes with its space and its commas; its end mark stays, and where it began a sentence the next word does. */
const without = (text: string, start: number, end: number): { range: readonly [number, number]; after: string } => {
  const head = text.slice(0, start).trimEnd();
  const mark = endMark.exec(text.slice(start, end))?.[0] ?? '';
  const isFirst = head === '' || endMark.test(head);
  const next = /^[\s,]*(\S*)/u.exec(text.slice(end))!;
  if (isFirst) return { range: [start, end + next[0].length], after: capital(next[1]!) };
  const from = head.endsWith(',') ? head.length - 1 : head.length;
  return { range: [from, end], after: mark };
};

/** Fillers of the paragraph's language. Mere sounds are sure; words that can mean something are only offered. */
export const fillers: Refine = ({ transcript }) => {
  const found = findFillers(transcript);
  return transcript.paragraphs.flatMap((paragraph) => {
    const text = paragraphText(paragraph);
    const offsets = wordOffsets(paragraph);
    const at = new Map(paragraph.words.map((word, index) => [word.id, index]));
    const changes = found.flatMap((filler) => {
      const [first, last] = [at.get(filler.words[0]!), at.get(filler.words.at(-1)!)];
      if (first === undefined || last === undefined) return [];
      const end = offsets[last]! + paragraph.words[last]!.text.length;
      const { range, after } = without(text, offsets[first]!, end);
      return [replacing({ id: paragraph.id, text }, range, after, filler.isSound)];
    });
    return apart(changes);
  });
};
