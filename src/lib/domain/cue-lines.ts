import { lengthOf, textOf, type TimedWord } from './timed-words.ts';

type LineWord = Pick<TimedWord, 'text' | 'characters' | 'joined'>;

const closesClause = /[,;:.!?…、，。；：！？—–]["'”’»)\]]*$/u;

/** How many lines the words need when each is filled to `limit` characters. A longer word has a line of its own. */
export const linesNeeded = (words: readonly LineWord[], limit: number): number => {
  let lines = 1;
  let used = 0;
  for (const word of words) {
    const withSpace = used === 0 ? word.characters : used + word.characters + (word.joined ? 0 : 1);
    if (withSpace <= limit || used === 0) used = withSpace;
    else {
      lines++;
      used = word.characters;
    }
  }
  return lines;
};

/** Unevenness of one line against the ideal, in squared characters; cheaper where a clause ends. */
const cost = (line: readonly LineWord[], ideal: number, limit: number, isLast: boolean): number => {
  const length = lengthOf(textOf(line));
  const over = Math.max(0, length - limit);
  const breaksClause = !isLast && !closesClause.test(line.at(-1)!.text);
  return (length - ideal) ** 2 + (breaksClause ? 60 : 0) + over * 10_000;
};

/**
 * Breaks words into as few lines as fit, of about equal length, rather behind a clause than inside it. Least total cost
 * over all breaks, by dynamic programming (as Knuth and Plass break paragraphs).
 */
export const breakLines = (words: readonly LineWord[], limit: number, maxLines: number): string[] => {
  const count = Math.min(linesNeeded(words, limit), maxLines);
  if (count <= 1) return words.length === 0 ? [] : [textOf(words)];
  const ideal = lengthOf(textOf(words)) / count;
  // best[k][i]: least cost of the first i words on k lines, and where the last of these lines begins.
  const best: { cost: number; from: number }[][] = [[{ cost: 0, from: 0 }]];
  for (let line = 1; line <= count; line++) {
    best[line] = [];
    for (let end = line; end <= words.length; end++) {
      best[line]![end] = { cost: Infinity, from: 0 };
      for (let from = line - 1; from < end; from++) {
        const before = best[line - 1]![from];
        if (!before) continue;
        const total = before.cost + cost(words.slice(from, end), ideal, limit, end === words.length);
        if (total < best[line]![end]!.cost) best[line]![end] = { cost: total, from };
      }
    }
  }
  const lines: string[] = [];
  for (let line = count, end = words.length; line > 0; line--) {
    const { from } = best[line]![end]!;
    lines.unshift(textOf(words.slice(from, end)));
    end = from;
  }
  return lines;
};
