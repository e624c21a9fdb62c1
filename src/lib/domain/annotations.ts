import type { Annotation } from './transcript-marks.ts';
import type { Transcript, Word } from './transcript.ts';

/** An annotation where it stands now. `words`: those of its words that are still there, in reading order. */
export type PlacedAnnotation = {
  annotation: Annotation;
  words: readonly Word[];
  paragraph: string | null;
  /** Position in reading; those whose words are all gone come last. */
  order: number;
  text: string;
};

const read = (words: readonly Word[]): string =>
  words.map((word, index) => (index > 0 && !word.joined ? ' ' : '') + word.text).join('');

/** Every annotation in reading order, found again by its words whatever was edited around them. */
export const placeAnnotations = ({
  paragraphs,
  annotations = [],
}: Pick<Transcript, 'paragraphs' | 'annotations'>): PlacedAnnotation[] => {
  if (annotations.length === 0) return [];
  const wanted = new Set(annotations.flatMap(({ words }) => words));
  const found = new Map<string, { word: Word; paragraph: string; order: number }>();
  let order = 0;
  for (const { id: paragraph, words } of paragraphs) {
    for (const word of words) {
      order += 1;
      if (wanted.has(word.id)) found.set(word.id, { word, paragraph, order });
    }
  }
  return annotations
    .map((annotation) => {
      const here = annotation.words.flatMap((id) => found.get(id) ?? []).sort((a, b) => a.order - b.order);
      const words = here.map(({ word }) => word);
      const [first] = here;
      return {
        annotation,
        words,
        paragraph: first?.paragraph ?? null,
        order: first?.order ?? Infinity,
        text: read(words),
      };
    })
    .sort((a, b) => a.order - b.order);
};

/** What an annotation of these words remembers of them. */
export const evidenceOf = (
  words: readonly Word[],
  revision: number,
): Pick<Annotation, 'words' | 'quote' | 'at' | 'revision'> => {
  const start = words.find((word) => word.start !== null)?.start ?? null;
  const end = words.findLast((word) => word.end !== null)?.end ?? null;
  return {
    words: words.map(({ id }) => id),
    quote: read(words),
    at: start === null || end === null ? null : { start, end },
    revision,
  };
};

/** `interview, quote` as tags: trimmed, each once, in the order of first use. */
export const parseTags = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,\n]/u)
      .map((tag) => tag.trim().replace(/^#/u, ''))
      .filter((tag) => tag !== ''),
  ),
];

/** Every tag in use, by the alphabet. */
export const tagsOf = ({ annotations = [] }: Pick<Transcript, 'annotations'>): string[] =>
  [...new Set(annotations.flatMap(({ tags }) => tags))].sort((a, b) => a.localeCompare(b));
