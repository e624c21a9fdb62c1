import { normaliseWord, wordOffsets } from '$lib/domain/transcript-words.ts';
import { paragraphText, type Paragraph } from '$lib/domain/transcript.ts';
import { replacing, type Refine, type Replacing } from './step.ts';

const longestPhrase = 4;
/** Said twice on purpose, or grammar: "very very", "had had", "no no". */
const meant = new Set(
  'very really so no yes yeah bye ha had that much many far long again blah knock never more little please wait hey well now nein ja sehr oui non très muy sí no molto'.split(
    ' ',
  ),
);
/** Nobody says these twice on purpose. */
const stumbled = new Set(
  'i the a an and to of in on at for with it is was we you he she they my our your his her but or as if this there what when der die das und ich le la les et je el los y il e di un une der ein'.split(
    ' ',
  ),
);

/** How many words at `at` are said again right behind: the longest phrase, nothing between its two sayings but a comma. */
const repeatAt = (words: Paragraph['words'], plain: readonly string[], at: number): number => {
  for (let length = Math.min(longestPhrase, Math.floor((words.length - at) / 2)); length > 0; length -= 1) {
    const isSame = plain
      .slice(at, at + length)
      .every((word, index) => word !== '' && word === plain[at + length + index]);
    const first = words.slice(at, at + length);
    if (isSame && !first.some(({ text }) => /[.!?…"”]$/u.test(text))) return length;
  }
  return 0;
};

const isNumber = (word: string): boolean => /^\d/u.test(word);

/** Words said twice in a row: the first saying goes, with its comma; a capital stays. Stutters are sure. */
export const repeats: Refine = ({ transcript }) =>
  transcript.paragraphs.flatMap((paragraph) => {
    const { words } = paragraph;
    const text = paragraphText(paragraph);
    const offsets = wordOffsets(paragraph);
    const plain = words.map((word) => normaliseWord(word.text));
    const changes: Replacing[] = [];
    for (let at = 0; at < words.length; at += 1) {
      const length = repeatAt(words, plain, at);
      const [first] = plain.slice(at, at + 1);
      if (length === 0 || words[at + length]?.joined || isNumber(first!) || (length === 1 && meant.has(first!)))
        continue;
      const again = words[at + length]!.text;
      const isCapital = /^\p{Lu}/u.test(words[at]!.text) && !/^\p{Lu}/u.test(again);
      const end = offsets[at + length]! + again.length;
      const after = isCapital ? again.charAt(0).toUpperCase() + again.slice(1) : again;
      changes.push(
        replacing({ id: paragraph.id, text }, [offsets[at]!, end], after, length > 1 || stumbled.has(first!)),
      );
      at += length - 1;
    }
    return changes.filter((change, index) => index === 0 || change.start >= changes[index - 1]!.end);
  });
