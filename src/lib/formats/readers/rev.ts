import * as v from 'valibot';
import { fromTurns, jsonReader, type SaidWord } from '../imported.ts';

/** Rev: text, and the punctuation and spaces between as elements of their own. */
const elementSchema = v.object({
  type: v.string(),
  value: v.string(),
  ts: v.nullish(v.number()),
  end_ts: v.nullish(v.number()),
  confidence: v.nullish(v.number()),
});

const schema = v.object({
  monologues: v.array(v.object({ speaker: v.nullish(v.number()), elements: v.array(elementSchema) })),
  speakers: v.nullish(v.array(v.object({ id: v.number(), name: v.string() }))),
});

const wordsOf = (elements: readonly v.InferOutput<typeof elementSchema>[]): SaidWord[] => {
  const words: SaidWord[] = [];
  let isApart = true;
  for (const { type, value, ts, end_ts: end, confidence } of elements) {
    const last = words.at(-1);
    if (type === 'text') {
      words.push({ text: value, start: ts ?? null, end: end ?? null, conf: confidence, joined: !isApart });
      isApart = false;
    } else if (value.trim() === '') isApart = true;
    else if (last && !isApart) {
      last.text += value.trimEnd();
      isApart = /\s$/u.test(value);
    } else {
      words.push({ text: value, start: null, end: null });
      isApart = /\s$/u.test(value);
    }
  }
  return words;
};

export const rev = jsonReader('rev', schema, ({ monologues, speakers }) => {
  const names = new Map((speakers ?? []).map(({ id, name }) => [id, name]));
  const turns = monologues.map(({ speaker, elements }) => ({
    speaker: speaker == null ? null : (names.get(speaker) ?? `Speaker ${speaker}`),
    words: wordsOf(elements),
    opens: true,
  }));
  return fromTurns(turns);
});
