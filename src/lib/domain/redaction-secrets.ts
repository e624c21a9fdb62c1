import type { Redaction } from './transcript-marks.ts';
import { isUnspaced } from './transcript-words.ts';
import type { Transcript } from './transcript.ts';

/**
 * What redacted words say, without case, accents and punctuation. `words`: a text that has one of them as a word of its own
 * gives it away; `inside`: so does one that has it within another word.
 */
export type Secrets = { words: ReadonlySet<string>; inside: readonly string[] };

/** Words that hide nothing by themselves, though they stand inside dates and addresses. */
const common = new Set(
  'the and for from with that this was are not you street road avenue lane one two three'.split(' '),
);

/** Shorter words stand inside too many others ("art" in "part"). */
const fewestInside = 5;

/** Without case and accents: file names are often written so. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();

/** Where one word ends and another begins: also in "Interview_Anna", "Smith-Jones", "Anna's", "AnnaTalk", "Anna2". */
const borders = /[^\p{L}\p{M}\p{N}]+|(?<=\p{Ll}\p{M}*)(?=\p{Lu})|(?<=\p{L}\p{M}*)(?=\p{N})|(?<=\p{N})(?=\p{L})/u;

const piecesOf = (text: string): string[] => text.split(borders).filter(Boolean).map(plain);

/** The letters and digits of what stands between spaces, run together: "O'Brien" as "obrien", "555-0199" as one number. */
const chunksOf = (text: string): string[] =>
  plain(text)
    .split(/\s+/u)
    .map((chunk) => chunk.replace(/[^\p{L}\p{N}]+/gu, ''))
    .filter(Boolean);

/** A name may be of two letters; of other words so short ones say nothing. */
const isTelling = (word: string, { kind }: Redaction): boolean =>
  !common.has(word) && (isUnspaced(word) || word.length >= (kind === 'name' ? 2 : 3));

/** What each redaction hides, as it reads: now, when it was redacted, and when an edit took it out of the text. */
const textsOf = ({ paragraphs, redactions = [] }: Hiding): [Redaction, string[]][] => {
  const owners = new Map(redactions.flatMap((each) => each.words.map((word) => [word, each] as const)));
  const here = new Map<Redaction, string[]>(redactions.map((each) => [each, []]));
  for (const { words } of paragraphs) for (const { id, text } of words) here.get(owners.get(id)!)?.push(text);
  return redactions.map((each) => {
    const gone = (each.gone ?? []).map(({ text }) => text);
    return [each, [here.get(each)!.join(' '), each.said ?? '', ...gone]];
  });
};

type Hiding = Pick<Transcript, 'paragraphs' | 'redactions'>;

/** What the redactions hide. */
export const secretsOf = (transcript: Hiding): Secrets => {
  const telling = textsOf(transcript).flatMap(([redaction, texts]) =>
    texts
      .flatMap((text) => [...piecesOf(text), ...chunksOf(text), chunksOf(text).join('')])
      .filter((word) => word !== '' && isTelling(word, redaction)),
  );
  const words = new Set(telling);
  return { words, inside: [...words].filter((word) => word.length >= fewestInside || isUnspaced(word)) };
};

/** True where a text elsewhere (a title, a name, a tag) gives away what is redacted, also within another word. */
export const givesAway = (text: string, { words, inside }: Secrets): boolean => {
  if (words.size === 0) return false;
  const told = [...piecesOf(text), ...chunksOf(text)];
  return told.some(
    (word) =>
      words.has(word) ||
      (word.endsWith('s') && words.has(word.slice(0, -1))) ||
      inside.some((secret) => word.includes(secret)),
  );
};
