import type { MachineLayer, Paragraph, Word } from '$lib/domain/transcript.ts';

/** What was heard on one channel, and whose it is. */
export type ChannelLayer = { speaker: string; layer: MachineLayer };

type Placed = { word: Word; speaker: string; paragraph: string; language: string | null };

/** Smallest step between two starts. */
const leastSeconds = 0.001;

const wordsOf = ({ speaker, layer }: ChannelLayer, side: number): Placed[] =>
  layer.paragraphs.flatMap(({ id, language, words }) =>
    words.map((word) => ({ word: { ...word, id: `${side}${word.id}` }, speaker, paragraph: `${side}${id}`, language })),
  );

/** In the order of time, with starts that strictly rise: two people may begin a word at the same moment. */
const inOrder = (words: readonly Placed[]): Placed[] => {
  const sorted = [...words].sort((one, two) => (one.word.start ?? 0) - (two.word.start ?? 0));
  let previous = -Infinity;
  return sorted.map((placed) => {
    const { start, end } = placed.word;
    if (start === null || end === null) return placed;
    const later = start > previous ? start : Math.round((previous + leastSeconds) * 1000) / 1000;
    previous = later;
    return { ...placed, word: { ...placed.word, start: later, end: Math.max(end, later + leastSeconds) } };
  });
};

/**
 * One transcript of two channels, each of which held one speaker: words in the order of time, a paragraph for each turn.
 * Who spoke is certain, since nobody had to be told apart.
 */
export const mergeChannels = (sides: readonly [ChannelLayer, ChannelLayer]): MachineLayer => {
  const paragraphs: Paragraph[] = [];
  let last: Placed | undefined;
  for (const placed of inOrder(sides.flatMap(wordsOf))) {
    const { word, speaker, language } = placed;
    if (last?.paragraph !== placed.paragraph)
      paragraphs.push({ id: `p${paragraphs.length}`, speaker, language, words: [] });
    paragraphs.at(-1)!.words.push(word);
    last = placed;
  }
  const [{ layer }] = sides;
  const language = layer.language ?? sides[1].layer.language;
  return { modelId: layer.modelId, revision: layer.revision, language, paragraphs };
};
