import type { Paragraph, Speaker } from './transcript.ts';

/** Who speaks in these paragraphs, in order of appearance; those that are `known` keep the names they were given. */
export const speakersOf = (paragraphs: readonly Paragraph[], known: readonly Speaker[] = []): Speaker[] => {
  const ids = paragraphs.map((paragraph) => paragraph.speaker).filter((id) => id !== null);
  return [...new Set(ids)].map((id) => known.find((speaker) => speaker.id === id) ?? { id, name: id });
};

/** The same, and behind them those who are known and do not speak here: a name that was given is not lost. */
export const speakersWithKnown = (paragraphs: readonly Paragraph[], known: readonly Speaker[]): Speaker[] => {
  const speaking = speakersOf(paragraphs, known);
  return [...speaking, ...known.filter(({ id }) => !speaking.some((speaker) => speaker.id === id))];
};
