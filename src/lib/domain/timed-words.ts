import { paragraphText, type Paragraph, type Transcript } from './transcript.ts';

/** One word with a time, in whole milliseconds. Starts strictly increase; no word overlaps the next or has no length. */
export type TimedWord = {
  text: string;
  /** Visible length of the text. */
  characters: number;
  startMs: number;
  endMs: number;
  /** True where no space stands before it. */
  joined: boolean;
  /** True where it begins a line within its paragraph. */
  line?: true;
  markup?: string;
  speaker: string | null;
  /** Position of its paragraph in the transcript, from 0. */
  paragraph: number;
};

/** Speaking pace for words nobody timed: about 15 characters a second. */
const msPerCharacter = 65;
/** Least distance of two starts: leaves each word one millisecond of length and one of room. */
const leastStepMs = 2;

type Draft = Omit<TimedWord, 'startMs' | 'endMs'> & { startMs: number | null; endMs: number | null };

const unprintable = /[\s\p{Cc}]+/gu;

/** The word on one line: control characters and runs of white space become one space. */
export const cleanText = (text: string): string => text.toWellFormed().replace(unprintable, ' ').trim();

/** A paragraph as it reads, each of its own lines clean. */
export const cleanLines = (paragraph: Pick<Paragraph, 'words'>): string[] =>
  paragraphText(paragraph).split('\n').map(cleanText).filter(Boolean);

/** Visible length: code points, so that an emoji or an ideograph is one. */
export const lengthOf = (text: string): number => [...text].length;

const weightOf = (word: Draft): number => (word.characters + 1) * msPerCharacter;

const toMs = (seconds: number | null): number | null =>
  seconds !== null && Number.isFinite(seconds) && seconds >= 0 ? Math.round(seconds * 1000) : null;

const draftsOf = (paragraphs: readonly Paragraph[]): Draft[] => {
  const drafts: Draft[] = [];
  let latest = -1;
  for (const [paragraph, { words, speaker }] of paragraphs.entries()) {
    for (const word of words) {
      const text = cleanText(word.text);
      if (text === '') continue;
      const known = toMs(word.start);
      // A start that does not rise is no time anybody can show: it is found anew between its neighbours.
      const startMs = known !== null && known > latest ? known : null;
      latest = startMs ?? latest;
      const endMs = startMs === null ? null : toMs(word.end);
      const joined = word.joined ?? false;
      const looks = { ...(word.line && { line: true as const }), ...(word.markup && { markup: word.markup }) };
      drafts.push({ text, characters: lengthOf(text), startMs, endMs, joined, ...looks, speaker, paragraph });
    }
  }
  return drafts;
};

/** Lays `words` end to end from `fromMs` to `toMs`, each as long as its text is. */
const spread = (words: Draft[], fromMs: number, toMs: number): void => {
  const total = words.reduce((sum, word) => sum + weightOf(word), 0);
  let before = 0;
  for (const word of words) {
    word.startMs = Math.round(fromMs + ((toMs - fromMs) * before) / total);
    before += weightOf(word);
    word.endMs = Math.round(fromMs + ((toMs - fromMs) * before) / total);
  }
};

/** Fills one run of words without times, which `[from, to)` bounds in the list. */
const fill = (drafts: Draft[], from: number, to: number): void => {
  const run = drafts.slice(from, to);
  const wanted = run.reduce((sum, word) => sum + weightOf(word), 0);
  const previous = drafts[from - 1];
  const next = drafts[to];
  const opens = previous ? (previous.endMs ?? previous.startMs! + weightOf(previous)) : 0;
  if (!next) return spread(run, opens, opens + wanted);
  const closes = next.startMs!;
  if (!previous) return spread(run, Math.max(0, closes - wanted), closes);
  // Where there is hardly a gap, the word before shares its time with those typed in behind it.
  if (closes - opens < run.length * leastStepMs * 10) return spread([previous, ...run], previous.startMs!, closes);
  spread(run, opens, Math.min(closes, opens + wanted));
};

const fillGaps = (drafts: Draft[]): void => {
  for (let from = 0; from < drafts.length; from++) {
    if (drafts[from]!.startMs !== null) continue;
    let to = from;
    while (to < drafts.length && drafts[to]!.startMs === null) to++;
    fill(drafts, from, to);
    from = to;
  }
};

const settle = (drafts: readonly Draft[]): TimedWord[] => {
  const words: TimedWord[] = [];
  let earliest = 0;
  for (const draft of drafts) {
    const startMs = Math.max(earliest, draft.startMs!);
    words.push({ ...draft, startMs, endMs: draft.endMs ?? startMs + weightOf(draft) });
    earliest = startMs + leastStepMs;
  }
  for (const [index, word] of words.entries()) {
    const limit = words[index + 1]?.startMs ?? Infinity;
    word.endMs = Math.max(word.startMs + 1, Math.min(word.endMs, limit));
  }
  return words;
};

/**
 * Every word of a transcript with a usable time. Known times are kept to the millisecond; words without one share the
 * gap they stand in by the length of their text, as do words whose stored time contradicts the order of the text.
 */
export const timedWords = (transcript: Pick<Transcript, 'paragraphs'>): TimedWord[] => {
  const drafts = draftsOf(transcript.paragraphs);
  fillGaps(drafts);
  return settle(drafts);
};

/** The words as they read. */
export const textOf = (words: readonly Pick<TimedWord, 'text' | 'joined'>[]): string =>
  words.map((word, index) => (index > 0 && !word.joined ? ' ' : '') + word.text).join('');
