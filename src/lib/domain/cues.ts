import { breakLines, linesNeeded } from './cue-lines.ts';
import { timedWords, type TimedWord } from './timed-words.ts';
import type { Transcript } from './transcript.ts';

/**
 * The one owner of segmentation: a transcript becomes subtitle cues here and nowhere else. Figures follow common
 * broadcast practice: two lines of 42 characters, 1 to 7 s on screen, 17 characters a second, two frames between cues.
 */
export type CueOptions = {
  lineCharacters: number;
  maxLines: number;
  /** Longest and shortest time on screen; the shortest gives way where the next cue comes sooner. */
  maxSeconds: number;
  minSeconds: number;
  /** Reading speed aimed at. Faster speech is shown as fast as it was spoken: no word is dropped. */
  charactersPerSecond: number;
  /** Least time between two cues where the words leave room for it. */
  gapSeconds: number;
  /** A silence at least this long always ends a cue. */
  pauseSeconds: number;
};

export const defaultCueOptions: CueOptions = {
  lineCharacters: 42,
  maxLines: 2,
  maxSeconds: 7,
  minSeconds: 1,
  charactersPerSecond: 17,
  gapSeconds: 0.08,
  pauseSeconds: 1.2,
};

/** Times in seconds, whole milliseconds; `end` is after `start`, and cues never overlap. */
export type Cue = {
  start: number;
  end: number;
  /** Speaker id, as in the transcript. */
  speaker: string | null;
  lines: readonly string[];
  words: readonly { text: string; start: number; end: number; joined: boolean; markup?: string }[];
  /** Where it stands on the picture, as `Paragraph.cueSettings` says. */
  settings?: string;
};

const sentenceEnd = /[.!?…。！？]["'”’»)\]]*$/u;
const clauseEnd = /[,;:、，；：—–]["'”’»)\]]*$/u;
/** A cue chained to the next within this time stays on: a shorter blank only flickers. */
const flickerMs = 500;
/** A cue is never trimmed below this to make a gap. */
const leastShownMs = 240;

/** Splits where a cue must end: another speaker, another paragraph, a long silence. */
const blocksOf = (words: readonly TimedWord[], pauseMs: number): TimedWord[][] => {
  const blocks: TimedWord[][] = [];
  for (const [index, word] of words.entries()) {
    const previous = words[index - 1];
    const continues =
      previous &&
      previous.speaker === word.speaker &&
      previous.paragraph === word.paragraph &&
      word.startMs - previous.endMs < pauseMs;
    if (continues) blocks.at(-1)!.push(word);
    else blocks.push([word]);
  }
  return blocks;
};

/** A block with what every candidate cue is asked for: counted once. */
type Block = {
  words: readonly TimedWord[];
  /** Whether a sentence ends with the word. */
  ends: readonly boolean[];
  /** Characters before the word, spaces counted; one more entry for the whole. */
  before: readonly number[];
};

const measure = (words: readonly TimedWord[]): Block => {
  const before = [0];
  for (const word of words) before.push(before.at(-1)! + word.characters + 1);
  return { words, ends: words.map((word) => sentenceEnd.test(word.text)), before };
};

/** Whether the words from `from` up to `end` may share a cue. A word longer than a line stands alone. */
const fits = ({ words }: Block, from: number, end: number, options: CueOptions): boolean => {
  if (end - from === 1) return true;
  if (words[end - 1]!.endMs - words[from]!.startMs > options.maxSeconds * 1000) return false;
  if (words[from]!.characters > options.lineCharacters || words[end - 1]!.characters > options.lineCharacters)
    return false;
  return linesNeeded(words.slice(from, end), options.lineCharacters) <= options.maxLines;
};

/** How bad it is to end a cue behind `last`, `silenceMs` before the next word. */
const breakCost = (last: TimedWord, isSentence: boolean, silenceMs: number): number => {
  if (isSentence) return 0;
  return Math.max(0.5, (clauseEnd.test(last.text) ? 3 : 7) - Math.min(4, silenceMs / 150));
};

/** A sentence that ends inside a cue reads on into the next one: worse the longer it was. */
const insideCost = ({ ends, before }: Block, from: number, end: number): number => {
  let cost = 0;
  for (let index = from; index < end - 1; index++) {
    if (ends[index]) cost += Math.min(4, (before[index + 1]! - before[from]!) / 8);
  }
  return cost;
};

/** Badness of one candidate cue: a bad place to end, sentences run together, too short, too fast. */
const cueCost = (block: Block, from: number, end: number, options: CueOptions): number => {
  const { words, ends, before } = block;
  const last = words[end - 1]!;
  const next = words[end];
  const untilMs = next?.startMs ?? last.endMs + options.minSeconds * 1000;
  const shownSeconds = Math.min(untilMs - words[from]!.startMs, options.maxSeconds * 1000) / 1000;
  const speed = (before[end]! - before[from]!) / Math.max(0.001, shownSeconds);
  return (
    2 +
    (next ? breakCost(last, ends[end - 1]!, next.startMs - last.endMs) : 0) +
    insideCost(block, from, end) +
    (end - from === 1 ? 2 : 0) +
    Math.max(0, options.minSeconds - shownSeconds) * 8 +
    Math.min(6, Math.max(0, speed - options.charactersPerSecond) * 0.4)
  );
};

/** The cheapest way to cut a block into cues: shortest path over all cuts, linear in words times words a cue. */
const cutBlock = (words: readonly TimedWord[], options: CueOptions): (readonly TimedWord[])[] => {
  const block = measure(words);
  const best: { cost: number; from: number }[] = [{ cost: 0, from: 0 }];
  for (let end = 1; end <= words.length; end++) {
    best[end] = { cost: Infinity, from: end - 1 };
    for (let from = end - 1; from >= 0 && fits(block, from, end, options); from--) {
      const cost = best[from]!.cost + cueCost(block, from, end, options);
      if (cost < best[end]!.cost) best[end] = { cost, from };
    }
  }
  const cues: (readonly TimedWord[])[] = [];
  for (let end = words.length; end > 0; end = best[end]!.from) cues.push(words.slice(best[end]!.from, end));
  return cues.reverse();
};

/** When a cue leaves the screen, extended only into silence. `nextMs` is the start of the next cue. */
const endOf = (words: readonly TimedWord[], nextMs: number, options: CueOptions): number => {
  const startMs = words[0]!.startMs;
  const spokenMs = words.at(-1)!.endMs;
  const readingMs = (words.reduce((sum, word) => sum + word.characters + 1, -1) / options.charactersPerSecond) * 1000;
  const wantedMs = Math.max(spokenMs, startMs + options.minSeconds * 1000, startMs + Math.ceil(readingMs));
  const room = nextMs - startMs;
  // Where the next cue comes very soon the gap gives way, but at least one millisecond of it stays.
  const gapMs = Math.min(options.gapSeconds * 1000, Math.max(1, room - leastShownMs));
  const latestMs = Math.max(startMs + 1, Math.min(nextMs - gapMs, startMs + options.maxSeconds * 1000));
  const chainedMs = nextMs - wantedMs < flickerMs ? latestMs : wantedMs;
  return Math.floor(Math.min(chainedMs, latestMs));
};

const seconds = (milliseconds: number): number => milliseconds / 1000;

const toCue = (words: readonly TimedWord[], nextMs: number, options: CueOptions): Cue => ({
  start: seconds(words[0]!.startMs),
  end: seconds(endOf(words, nextMs, options)),
  speaker: words[0]!.speaker,
  lines: breakLines(words, options.lineCharacters, options.maxLines),
  words: words.map(({ text, startMs, endMs, joined, markup }) => ({
    text,
    start: seconds(startMs),
    end: seconds(endMs),
    joined,
    ...(markup && { markup }),
  })),
});

/**
 * Cues of a transcript, in order of time; no word is lost. Each cue holds the limits of `options` unless it is a single
 * word that exceeds them, or the words were spoken faster than anybody could read.
 */
export const toCues = (transcript: Pick<Transcript, 'paragraphs'>, some: Partial<CueOptions> = {}): Cue[] => {
  const options = { ...defaultCueOptions, ...some };
  const blocks = blocksOf(timedWords(transcript), options.pauseSeconds * 1000);
  const cut = blocks.flatMap((block) => cutBlock(block, options));
  return cut.map((words, index) => {
    const settings = transcript.paragraphs[words[0]!.paragraph]!.cueSettings;
    const cue = toCue(words, cut[index + 1]?.[0]!.startMs ?? Infinity, options);
    return settings ? { ...cue, settings } : cue;
  });
};
