import { readFileSync } from 'node:fs';

/** What `tests/fixtures/speech/index.json` says of one clip. */
export type Clip = { file: string; text: string; durationSeconds: number; words: TimedWord[] };
export type TimedWord = { text: string; start: number; end: number };

const folder = 'tests/fixtures/speech';

export const clipPath = (file: string): string => `${folder}/${file}`;

export const clip = (file: string): Clip => {
  const clips = JSON.parse(readFileSync(`${folder}/index.json`, 'utf8')) as Clip[];
  const found = clips.find((each) => each.file === file);
  if (!found) throw new Error(`No clip ${file}.`);
  return found;
};

/** Letters and digits only, lower case: what a word error rate compares. */
export const normalised = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}' ]+/gu, ' ')
    .split(/\s+/)
    .filter(Boolean);

/** For each pair of words that match in a cheapest alignment (Levenshtein), their indexes; and the number of edits. */
export const align = (said: readonly string[], heard: readonly string[]) => {
  const cost = Array.from({ length: said.length + 1 }, (_, i) =>
    Array.from({ length: heard.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= said.length; i++)
    for (let j = 1; j <= heard.length; j++)
      cost[i][j] = Math.min(
        cost[i - 1][j] + 1,
        cost[i][j - 1] + 1,
        cost[i - 1][j - 1] + (said[i - 1] === heard[j - 1] ? 0 : 1),
      );
  const pairs: [number, number][] = [];
  let [i, j] = [said.length, heard.length];
  while (i > 0 && j > 0) {
    const isMatch = said[i - 1] === heard[j - 1] && cost[i][j] === cost[i - 1][j - 1];
    const isSwap = !isMatch && cost[i][j] === cost[i - 1][j - 1] + 1;
    if (isMatch) pairs.unshift([i - 1, j - 1]);
    const isInsertion = !isMatch && !isSwap && cost[i][j] === cost[i][j - 1] + 1;
    if (!isInsertion) i--;
    if (isMatch || isSwap || isInsertion) j--;
  }
  return { edits: cost[said.length][heard.length], pairs };
};

/** Edits over the number of words said. */
export const wordErrorRate = (said: string, heard: string): number => {
  const words = normalised(said);
  return align(words, normalised(heard)).edits / words.length;
};

/** For each word heard right: how far its start is from the known one, once the common shift is taken off. Seconds. */
export const startErrors = (said: readonly TimedWord[], heard: readonly TimedWord[], shift?: number): number[] => {
  const plain = (words: readonly TimedWord[]) => words.map((word) => normalised(word.text).join(''));
  const { pairs } = align(plain(said), plain(heard));
  const differences = pairs.map(([i, j]) => heard[j].start - said[i].start);
  const common = shift ?? [...differences].sort((a, b) => a - b)[Math.floor(differences.length / 2)] ?? 0;
  return differences.map((difference) => Math.abs(difference - common));
};

export type Cue = { start: number; end: number; text: string };

const seconds = (clock: string): number => {
  const [hours, minutes, rest] = clock.replace(',', '.').split(':').map(Number);
  return hours * 3600 + minutes * 60 + rest;
};

/** Cues of an SRT or VTT file, read by nobody's parser but this: what does not fit the grammar throws. */
export const cuesOf = (text: string): Cue[] => {
  const blocks = text
    .replace(/^WEBVTT[^\n]*\n+/, '')
    .trim()
    .split(/\n\n+/);
  return blocks
    .filter((block) => !/^(NOTE|STYLE)/.test(block))
    .map((block) => {
      const lines = block.split('\n');
      const at = lines.findIndex((line) => line.includes('-->'));
      const match = /^(\d\d:\d\d:\d\d[.,]\d{3}) --> (\d\d:\d\d:\d\d[.,]\d{3})/.exec(lines[at] ?? '');
      if (!match || at > 1) throw new Error(`Not a cue: ${block}`);
      const words = lines
        .slice(at + 1)
        .join(' ')
        .replace(/<[^>]+>/g, '');
      return { start: seconds(match[1]), end: seconds(match[2]), text: words };
    });
};
