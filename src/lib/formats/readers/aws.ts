import * as v from 'valibot';
import { fromTurns, jsonReader, type SaidWord, type Turn } from '../imported.ts';

/** Amazon Transcribe: numbers are strings, punctuation is an item of its own without a time. */
const itemSchema = v.object({
  type: v.string(),
  start_time: v.nullish(v.string()),
  end_time: v.nullish(v.string()),
  speaker_label: v.nullish(v.string()),
  alternatives: v.array(v.object({ confidence: v.nullish(v.string()), content: v.string() })),
});

const schema = v.object({
  results: v.object({
    language_code: v.nullish(v.string()),
    items: v.array(itemSchema),
    speaker_labels: v.nullish(
      v.object({
        segments: v.array(
          v.object({
            items: v.array(v.object({ start_time: v.nullish(v.string()), speaker_label: v.nullish(v.string()) })),
          }),
        ),
      }),
    ),
  }),
});

type Results = v.InferOutput<typeof schema>['results'];

const numberOf = (text: string | null | undefined): number | null => (text == null ? null : Number(text));

/** Older files name the speaker in a list beside the items, found by the time. */
const speakersByTime = ({ speaker_labels: labels }: Results): Map<string, string> =>
  new Map(
    (labels?.segments ?? [])
      .flatMap(({ items }) => items)
      .flatMap(({ start_time: start, speaker_label: label }) => (start && label ? [[start, label] as const] : [])),
  );

const turnsOf = (results: Results): Turn[] => {
  const byTime = speakersByTime(results);
  const turns: { speaker: string | null; words: SaidWord[] }[] = [];
  for (const { type, alternatives, start_time: start, end_time: end, speaker_label: label } of results.items) {
    const said = alternatives[0];
    if (!said) continue;
    const last = turns.at(-1)?.words.at(-1);
    if (type === 'punctuation' && last) {
      last.text += said.content;
      continue;
    }
    const speaker = label ?? byTime.get(start ?? '') ?? null;
    const word = { text: said.content, start: numberOf(start), end: numberOf(end), conf: numberOf(said.confidence) };
    turns.push({ speaker, words: [word] });
  }
  return turns;
};

export const aws = jsonReader('aws', schema, ({ results }) => fromTurns(turnsOf(results), results.language_code));
