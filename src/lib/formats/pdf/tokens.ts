import bidiFactory from 'bidi-js';
import { isRightToLeft } from '../document-rows.ts';

/** A stretch of text of one look. */
export type Span = { text: string; isBold?: boolean; isFaint?: boolean };

/** The smallest thing that is drawn: one font, one direction, no space inside. */
export type Token = {
  text: string;
  isBold: boolean;
  isFaint: boolean;
  /** Id of a font, or null for what is painted by the device. */
  font: string | null;
  /** Embedding level: odd ones run from right to left. */
  level: number;
  isSpace: boolean;
  /** Whether a line may begin with it. */
  mayBreak: boolean;
  /** Points; filled in by whoever measures. */
  width: number;
};

/** The font that holds a grapheme, or null. */
export type FontOf = (grapheme: string, isBold: boolean) => string | null;

const bidi = bidiFactory();
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** Scripts that are broken between any two characters. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** A longer word is broken wherever the line ends. */
const longestToken = 40;

type Grapheme = Omit<Token, 'width' | 'mayBreak'> & { isUnspaced: boolean };

/** Text in which every UTF-16 unit is a character of its own: the segmenter is slow, and nearly all text is such. */
const single = /^[^\p{M}\p{Cs}\p{Cf}\u{10000}-\u{10ffff}\u1100-\u11ff]*$/u;

function* charactersOf(text: string): Iterable<{ segment: string; index: number }> {
  if (!single.test(text)) yield* graphemes.segment(text);
  else for (let index = 0; index < text.length; index++) yield { segment: text[index]!, index };
}

const mirrored = (text: string, level: number): string => {
  if (level % 2 === 0) return text;
  return bidi.getMirroredCharacter(text) ?? text;
};

const graphemesOf = (spans: readonly Span[], fontOf: FontOf, levels: Uint8Array): Grapheme[] => {
  const found: Grapheme[] = [];
  let offset = 0;
  for (const { text, isBold = false, isFaint = false } of spans) {
    for (const { segment, index } of charactersOf(text)) {
      const level = levels[offset + index] ?? 0;
      const isSpace = /^\s+$/u.test(segment);
      const shown = isSpace ? ' ' : mirrored(segment, level);
      const font = fontOf(shown, isBold);
      found.push({ text: shown, isBold, isFaint, font, level, isSpace, isUnspaced: unspaced.test(segment) });
    }
    offset += text.length;
  }
  return found;
};

const joins = (last: Token | undefined, next: Grapheme): last is Token =>
  last !== undefined &&
  !last.isSpace &&
  !next.isSpace &&
  !next.isUnspaced &&
  last.isBold === next.isBold &&
  last.isFaint === next.isFaint &&
  last.font === next.font &&
  last.level === next.level &&
  last.text.length < longestToken;

/** Text cut into what can be drawn in one go, in the order it is read, and the direction of the whole. */
export const tokensOf = (spans: readonly Span[], fontOf: FontOf): { tokens: Token[]; isRtl: boolean } => {
  const text = spans.map((span) => span.text).join('');
  const isRtl = isRightToLeft(text);
  const { levels } = bidi.getEmbeddingLevels(text, isRtl ? 'rtl' : 'ltr');
  const tokens: Token[] = [];
  let before: Grapheme | undefined;
  for (const next of graphemesOf(spans, fontOf, levels)) {
    const last = tokens.at(-1);
    if (joins(last, next) && !before?.isUnspaced) last.text += next.text;
    else {
      const isCut = last !== undefined && last.text.length >= longestToken;
      const { isUnspaced, ...rest } = next;
      tokens.push({ ...rest, mayBreak: (before?.isSpace ?? false) || isUnspaced || isCut, width: 0 });
    }
    before = next;
  }
  return { tokens, isRtl };
};

/** Lines no wider than `width` points, spaces at their ends dropped. A single token that is wider stands alone. */
export const linesOf = (tokens: readonly Token[], width: number): Token[][] => {
  const lines: Token[][] = [[]];
  let used = 0;
  let at = 0;
  while (at < tokens.length) {
    let end = at + 1;
    while (end < tokens.length && !tokens[end]!.mayBreak && !tokens[end]!.isSpace && !tokens[at]!.isSpace) end++;
    const word = tokens.slice(at, end);
    const wide = word.reduce((sum, token) => sum + token.width, 0);
    const isSpace = word[0]!.isSpace;
    if (used + wide > width && used > 0 && !isSpace) {
      lines.push([]);
      used = 0;
    }
    if (!isSpace || used > 0) {
      for (const token of word) lines.at(-1)!.push(token);
      used += wide;
    }
    at = end;
  }
  return lines.map((line) => line.slice(0, line.findLastIndex(({ isSpace }) => !isSpace) + 1));
};

/** From left to right as they are seen (Unicode bidirectional algorithm, rule L2). */
export const visualOrder = (line: readonly Token[]): Token[] => {
  const order = [...line];
  const highest = Math.max(0, ...order.map(({ level }) => level));
  for (let level = highest; level > 0; level--) {
    for (let from = 0; from < order.length; from++) {
      if (order[from]!.level < level) continue;
      let to = from;
      while (to < order.length && order[to]!.level >= level) to++;
      order.splice(from, to - from, ...order.slice(from, to).reverse());
      from = to;
    }
  }
  return order;
};

/** The text of a line as it is read. */
export const textOfLine = (line: readonly Token[]): string => line.map(({ text }) => text).join('');
