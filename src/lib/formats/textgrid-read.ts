import type { ImportedTranscript } from './format.ts';
import { fromTurns, joinedAsIn, shareTime, unreadable, type SaidWord, type Turn } from './imported.ts';

/**
 * Reading TextGrid, long and short: Praat takes free-standing numbers, strings and flags for the content and all else,
 * `intervals [3]:` and `xmin =` among it, for comment (manual, "TextGrid file formats"). So both forms are one.
 */
type Token = { kind: 'text' | 'flag'; text: string } | { kind: 'number'; value: number };

const token = /"((?:[^"]|"")*)"|<(exists|absent)>|![^\n]*|[^\s"]+/g;

const tokensOf = (text: string): Token[] =>
  [...text.matchAll(token)].flatMap(([whole, quoted, flag]): Token[] => {
    if (quoted !== undefined) return [{ kind: 'text', text: quoted.replaceAll('""', '"') }];
    if (flag !== undefined) return [{ kind: 'flag', text: flag }];
    return /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(whole) ? [{ kind: 'number', value: Number(whole) }] : [];
  });

type Interval = { start: number; end: number; text: string };
type Tier = { name: string; intervals: Interval[] };

class Tokens {
  #at = 0;
  constructor(private readonly tokens: readonly Token[]) {}

  text(): string {
    const next = this.tokens[this.#at++];
    if (next?.kind !== 'text') throw unreadable('textgrid');
    return next.text;
  }

  number(): number {
    const next = this.tokens[this.#at++];
    if (next?.kind !== 'number') throw unreadable('textgrid');
    return next.value;
  }

  flag(): void {
    if (this.tokens[this.#at++]?.kind !== 'flag') throw unreadable('textgrid');
  }
}

const readTier = (tokens: Tokens): Tier => {
  const isPoints = tokens.text() === 'TextTier';
  const name = tokens.text();
  tokens.number();
  tokens.number();
  const count = tokens.number();
  const intervals: Interval[] = [];
  for (let index = 0; index < count; index++) {
    const start = tokens.number();
    const end = isPoints ? start : tokens.number();
    intervals.push({ start, end, text: tokens.text() });
  }
  return { name, intervals: isPoints ? [] : intervals.filter(({ text, start, end }) => text.trim() && end > start) };
};

const readTiers = (text: string): Tier[] => {
  const tokens = new Tokens(tokensOf(text.replace(/^\ufeff/, '')));
  if (!tokens.text().startsWith('ooTextFile') || tokens.text() !== 'TextGrid') throw unreadable('textgrid');
  tokens.number();
  tokens.number();
  tokens.flag();
  const count = tokens.number();
  const tiers: Tier[] = [];
  for (let index = 0; index < count; index++) tiers.push(readTier(tokens));
  return tiers;
};

/** What lies inside each passage. Both lists rise in time, so each is walked once. */
const within = (passages: readonly Interval[], words: readonly Interval[]): Interval[][] => {
  let at = 0;
  return passages.map(({ start, end }) => {
    const inside: Interval[] = [];
    while (at < words.length && words[at]!.start < start) at++;
    while (at < words.length && words[at]!.start < end) inside.push(words[at++]!);
    return inside;
  });
};

/** A tier of words is recognised by its name, speakers by theirs; any other tier is one person's turns. */
const isWords = ({ name }: Tier): boolean => /^(words?|tokens?)$/i.test(name.trim());
const isSpeakers = ({ name }: Tier): boolean => /^speakers?$/i.test(name.trim());
const isPlain = (name: string): boolean =>
  /^(paragraphs?|text|transcript|utterances?|sentences?|segments?)$/i.test(name.trim());

const spoken = (passage: Interval, words: readonly Interval[]): SaidWord[] => {
  const timed = joinedAsIn(passage.text, words);
  const isComplete =
    timed
      .map(({ text }) => text)
      .join('')
      .replace(/\s/gu, '') === passage.text.replace(/\s/gu, '');
  return isComplete ? timed : shareTime(passage.text, passage.start, passage.end);
};

const turnsOf = (tier: Tier, words: Tier | undefined, speakers: Tier | undefined): (Turn & { start: number })[] => {
  const inside = within(tier.intervals, words?.intervals ?? []);
  const names = within(tier.intervals, speakers?.intervals ?? []);
  return tier.intervals.map((passage, index) => ({
    start: passage.start,
    speaker: names[index]![0]?.text ?? (isPlain(tier.name) ? null : tier.name),
    words: spoken(passage, inside[index]!),
    opens: true,
  }));
};

export const readTextGrid = (text: string): ImportedTranscript => {
  const tiers = readTiers(text);
  const [words, speakers] = [tiers.find(isWords), tiers.find(isSpeakers)];
  const passages = tiers.filter((tier) => tier !== words && tier !== speakers && tier.intervals.length > 0);
  if (passages.length === 0 && words) {
    const said = words.intervals.map(({ start, end, text: word }) => ({ start, end, text: word }));
    return fromTurns([{ speaker: null, words: said }]);
  }
  const turns = passages.flatMap((tier) => turnsOf(tier, words, speakers));
  return fromTurns(turns.sort((one, other) => one.start - other.start));
};
