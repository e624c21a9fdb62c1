import type { Span } from '$lib/domain/artifacts.ts';
import { languageTag } from '$lib/domain/languages.ts';
import { restBetween } from '$lib/domain/rests.ts';
import type { Paragraph, Speaker, Transcript } from '$lib/domain/transcript.ts';
import { colourOf } from './colours.ts';

/**
 * What one row of the transcript shows. `number` counts from 1, `colour` is the speaker's, 1…8; `language` is what is
 * spoken, as pages name it.
 */
export type Row = {
  paragraph: Paragraph;
  number: number;
  speaker: Speaker | null;
  colour: number;
  language: string | undefined;
  /** The pause before it, and whether it is left out. */
  rest: (Span & { isCut: boolean }) | null;
};

const isSameRest = (a: Row['rest'], b: Row['rest']): boolean =>
  a?.start === b?.start && a?.end === b?.end && a?.isCut === b?.isCut;

/**
 * Rows of a transcript; one whose paragraph, place and speakers did not change is the same object as before. So a letter
 * typed in one paragraph touches one row, and hundreds of others are not even looked at by the page.
 */
export class RowCache {
  #rows = new WeakMap<Paragraph, Row>();
  #speakers: readonly Speaker[] | null = null;
  #language: string | null = null;

  rowsOf(transcript: Pick<Transcript, 'paragraphs' | 'speakers' | 'language' | 'cuts'>): Row[] {
    const { paragraphs, speakers, language, cuts = [] } = transcript;
    if (speakers !== this.#speakers || language !== this.#language) this.#rows = new WeakMap();
    this.#speakers = speakers;
    this.#language = language;
    return paragraphs.map((paragraph, index) => {
      const rest = restBetween(paragraphs[index - 1], paragraph);
      const isCut = rest !== null && cuts.some(({ start, end }) => start < rest.end && end > rest.start);
      return this.#row({ paragraph, number: index + 1, rest: rest && { ...rest, isCut } }, speakers);
    });
  }

  #row({ paragraph, number, rest }: Pick<Row, 'paragraph' | 'number' | 'rest'>, speakers: readonly Speaker[]): Row {
    const known = this.#rows.get(paragraph);
    if (known?.number === number && isSameRest(known.rest, rest)) return known;
    const speaker = speakers.find(({ id }) => id === paragraph.speaker) ?? null;
    const row = {
      ...{ paragraph, number, rest, speaker, colour: colourOf(speakers, paragraph.speaker) },
      language: languageTag(paragraph.language ?? this.#language),
    };
    this.#rows.set(paragraph, row);
    return row;
  }
}
