import { languageTag } from '$lib/domain/languages.ts';
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
};

/**
 * Rows of a transcript; one whose paragraph, place and speakers did not change is the same object as before. So a letter
 * typed in one paragraph touches one row, and hundreds of others are not even looked at by the page.
 */
export class RowCache {
  #rows = new WeakMap<Paragraph, Row>();
  #speakers: readonly Speaker[] | null = null;
  #language: string | null = null;

  rowsOf({ paragraphs, speakers, language }: Pick<Transcript, 'paragraphs' | 'speakers' | 'language'>): Row[] {
    if (speakers !== this.#speakers || language !== this.#language) this.#rows = new WeakMap();
    this.#speakers = speakers;
    this.#language = language;
    return paragraphs.map((paragraph, index) => this.#row(paragraph, index + 1, speakers));
  }

  #row(paragraph: Paragraph, number: number, speakers: readonly Speaker[]): Row {
    const known = this.#rows.get(paragraph);
    if (known?.number === number) return known;
    const speaker = speakers.find(({ id }) => id === paragraph.speaker) ?? null;
    const row = {
      ...{ paragraph, number, speaker, colour: colourOf(speakers, paragraph.speaker) },
      language: languageTag(paragraph.language ?? this.#language),
    };
    this.#rows.set(paragraph, row);
    return row;
  }
}
