import { describe, expect, it } from 'vitest';
import { bestPath, ctcWords, piecesOf } from './ctc.ts';

/** Rows of logits in which one token stands out: `sure` above the others. */
const rows = (tokens: readonly number[], size: number, sure = 5): Float32Array => {
  const logits = new Float32Array(tokens.length * size);
  tokens.forEach((token, frame) => (logits[frame * size + token] = sure));
  return logits;
};

describe('the best path (Graves et al. 2006, section 3.2)', () => {
  // B(a-ab-) = B(-aa--abb) = aab: runs become one, then blanks go; a blank between keeps two of one kind apart.
  it('takes runs as one and leaves blanks out', () => {
    const [blank, a, b] = [0, 1, 2];
    const said = (path: number[]) => bestPath(rows(path, 3), 3, blank).map(({ token }) => token);
    expect(said([a, blank, a, b, blank])).toEqual([a, a, b]);
    expect(said([blank, a, a, blank, blank, a, b, b])).toEqual([a, a, b]);
    expect(said([blank, blank])).toEqual([]);
  });
  it('says in which frames a token was said, and how likely it was in the first', () => {
    const [only] = bestPath(rows([0, 1, 1, 0], 3), 3, 0);
    expect(only).toMatchObject({ token: 1, from: 1, to: 3 });
    // e^5 / (e^5 + 1 + 1)
    expect(Math.exp(only!.logProbability)).toBeCloseTo(148.413 / 150.413, 4);
  });
});

describe('words of letter groups', () => {
  const tokenizer = {
    model: { vocab: { '<unk>': 0, '▁good': 1, '▁mor': 2, ning: 3, '|': 4, '<pad>': 5 } },
    added_tokens: [
      { id: 0, special: true },
      { id: 5, special: true },
    ],
  };
  const token = (number: number, from: number) => ({
    token: number,
    from,
    to: from + 1,
    logProbability: Math.log(0.5),
  });

  it('begin at a mark, hold what follows, and take their frames and mean probability along', () => {
    const words = ctcWords([token(1, 2), token(2, 9), token(3, 12)], piecesOf(tokenizer));
    expect(words).toEqual([
      { text: 'good', from: 2, to: 3, probability: 0.5 },
      { text: 'morning', from: 9, to: 13, probability: 0.5 },
    ]);
  });
  it('are parted by a bar alone, too, and never hold what is no text', () => {
    const words = ctcWords([token(3, 0), token(0, 1), token(4, 2), token(3, 3)], piecesOf(tokenizer));
    expect(words.map(({ text }) => text)).toEqual(['ning', 'ning']);
  });
  it('are found in a list of pieces with scores', () => {
    const pieceOf = piecesOf({
      model: {
        vocab: [
          ['<unk>', 0],
          ['▁one', -1.5],
        ],
      },
    });
    expect([pieceOf(1), pieceOf(7)]).toEqual(['▁one', null]);
  });
});
