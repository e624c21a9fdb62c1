/** A token as it was said: of frames `from` up to `to`. */
export type CtcToken = { token: number; from: number; to: number; logProbability: number };

/** Words with the frames they were said in, and their mean probability. */
export type CtcWord = { text: string; from: number; to: number; probability: number };

/**
 * Greedy decoding of connectionist temporal classification (Graves et al. 2006, best path): the likeliest token of each
 * frame, runs of one token taken as one, blanks left out. `logits` are `frames` rows of `size` numbers.
 */
export const bestPath = (logits: Float32Array, size: number, blank: number): CtcToken[] => {
  const tokens: CtcToken[] = [];
  let before = blank;
  for (let frame = 0; frame * size < logits.length; frame++) {
    const row = logits.subarray(frame * size, (frame + 1) * size);
    const token = highest(row);
    if (token !== blank) {
      const last = tokens.at(-1);
      if (token === before && last) last.to = frame + 1;
      else tokens.push({ token, from: frame, to: frame + 1, logProbability: logProbabilityOf(row, token) });
    }
    before = token;
  }
  return tokens;
};

/** Puts letter groups together to words: one begins where its first is marked so (`▁` of SentencePiece, or `|` alone). */
export const ctcWords = (tokens: readonly CtcToken[], pieceOf: (token: number) => string | null): CtcWord[] => {
  const words: (CtcWord & { sum: number; count: number })[] = [];
  let isNew = true;
  for (const { token, from, to, logProbability } of tokens) {
    const piece = pieceOf(token);
    if (piece === null) continue;
    if (piece.startsWith('▁') || piece === '|') isNew = true;
    const text = piece === '|' ? '' : piece.replaceAll('▁', '');
    if (text === '') continue;
    const last = words.at(-1);
    if (isNew || !last) words.push({ text, from, to, probability: 0, sum: Math.exp(logProbability), count: 1 });
    else
      Object.assign(last, {
        text: last.text + text,
        to,
        sum: last.sum + Math.exp(logProbability),
        count: last.count + 1,
      });
    isNew = false;
  }
  return words.map(({ text, from, to, sum, count }) => ({ text, from, to, probability: sum / count }));
};

/** Letter groups by number, from a `tokenizer.json` of any model kind; null for what is no text. */
export const piecesOf = (tokenizer: Readonly<Record<string, unknown>>): ((token: number) => string | null) => {
  const { vocab = {} } = (tokenizer.model ?? {}) as { vocab?: Record<string, number> | [string, number][] };
  const pairs: [string, number][] = Array.isArray(vocab)
    ? vocab.map(([piece], id) => [piece, id])
    : Object.entries(vocab);
  const pieces = new Map(pairs.map(([piece, id]): [number, string | null] => [id, piece]));
  const added = (tokenizer.added_tokens ?? []) as { id: number; special?: boolean }[];
  for (const { id, special } of added) if (special) pieces.set(id, null);
  return (token) => pieces.get(token) ?? null;
};

const highest = (row: Float32Array): number => {
  let best = 0;
  for (let i = 1; i < row.length; i++) if (row[i]! > row[best]!) best = i;
  return best;
};

const logProbabilityOf = (row: Float32Array, token: number): number => {
  const top = row[token]!;
  let sum = 0;
  for (const value of row) sum += Math.exp(value - top);
  return -Math.log(sum);
};
