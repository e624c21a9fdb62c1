import { toCsv } from '$lib/core/csv.ts';
import { elapsedClock } from '$lib/core/time.ts';
import type { Analysis } from '$lib/domain/analysis.ts';
import { redactedIds, redactedText } from '$lib/domain/redaction.ts';
import type { Place } from '$lib/domain/sentences.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { en } from '$lib/i18n/en.ts';

const words = en.analysis.table;

/** Places of redacted words, by paragraph. */
const hides = (transcript: Transcript): ((place: Place) => boolean) => {
  const out = redactedIds(transcript);
  const paragraphs = new Map(transcript.paragraphs.map((paragraph) => [paragraph.id, paragraph.words]));
  return ({ paragraph, firstWord, lastWord }) => {
    const ids = (paragraphs.get(paragraph) ?? []).map(({ id }) => id);
    const inside = ids.slice(ids.indexOf(firstWord), ids.indexOf(lastWord) + 1);
    return inside.some((id) => out.has(id));
  };
};

/** Every sentence with what was read of it, for spreadsheets. One with a redacted word is masked whole. */
export const analysisCsv = ({ sentences }: Analysis, transcript: Transcript): string => {
  const isHidden = hides(transcript);
  const names = new Map(transcript.speakers.map(({ id, name }) => [id, name]));
  const rows = sentences.map(({ text, speaker, place, sentiment, isQuestion, isAction }) => [
    place.start === null ? '' : elapsedClock(place.start, 1),
    (speaker !== null && names.get(speaker)) || '',
    isHidden(place) ? redactedText : text,
    sentiment ?? '',
    isQuestion ? words.yes : '',
    isAction ? words.yes : '',
  ]);
  const { time, speaker, sentence, mood, question, action } = words.columns;
  return toCsv([[time, speaker, sentence, mood, question, action], ...rows]);
};
