import * as v from 'valibot';
import { AppError } from '$lib/core/errors.ts';
import { newId } from '$lib/core/ids.ts';
import { cleanText, lengthOf } from '$lib/domain/timed-words.ts';
import type { Paragraph, Speaker, Word } from '$lib/domain/transcript.ts';
import type { FileText, ImportedTranscript, Reader } from './format.ts';

/** A word as some file tells it. Times in seconds, null where the file has none. */
export type SaidWord = {
  text: string;
  start: number | null;
  end: number | null;
  /** Probability that the text is right, 0…1. */
  conf?: number | null | undefined;
  joined?: boolean | undefined;
};

/** Words that belong together. `opens` begins a paragraph whatever went before. */
export type Turn = { speaker: string | null; words: readonly SaidWord[]; opens?: boolean };

export const unreadable = (format: string, cause?: unknown): AppError =>
  new AppError('format/unreadable', { cause, detail: { format } });

/** Silence that ends a paragraph, and the length from which the end of a sentence does. */
const paragraphPauseSeconds = 2;
const longParagraphWords = 120;
const sentenceEnd = /[.!?…。！？]["'”’»)\]]*$/u;

const inUnit = (value: number | null | undefined): number | null =>
  typeof value === 'number' && value >= 0 && value <= 1 ? value : null;

const longestSeconds = 1_000_000;
const isTime = (value: number | null): value is number => value !== null && value >= 0 && value < longestSeconds;

/** A time that goes back, or is none, is left out: the editor finds one between its neighbours. */
const timesAfter = (
  latest: number,
  start: number | null,
  end: number | null,
): { start: number; end: number } | null => {
  if (!isTime(start) || !isTime(end) || start <= latest) return null;
  return { start, end: end > start ? end : start + 0.001 };
};

/** Makes times hold the invariants of a transcript, and drops words that are empty. Changes nothing given. */
const settled = (paragraphs: readonly Paragraph[]): Paragraph[] => {
  let latest = -Infinity;
  const settle = (word: Word): Word => {
    const times = timesAfter(latest, word.start, word.end);
    latest = times?.start ?? latest;
    return { ...word, start: times?.start ?? null, end: times?.end ?? null };
  };
  return paragraphs.flatMap((paragraph) => {
    const words = paragraph.words.filter((word) => word.text !== '').map(settle);
    return words.length === 0 ? [] : [{ ...paragraph, words }];
  });
};

const toWord = ({ text, start, end, conf, joined }: SaidWord): Word => ({
  ...{ id: newId(), text: cleanText(text), start, end, conf: inUnit(conf), confTime: null, origin: 'machine' },
  ...(joined ? { joined } : {}),
});

class Speakers {
  readonly list: Speaker[] = [];
  readonly #ids = new Map<string, string>();

  idOf(name: string | null): string | null {
    const plain = cleanText(name ?? '');
    if (plain === '') return null;
    const known = this.#ids.get(plain);
    if (known) return known;
    const id = newId();
    this.#ids.set(plain, id);
    this.list.push({ id, name: plain });
    return id;
  }
}

const endsParagraph = (last: Paragraph, next: SaidWord | undefined): boolean => {
  const word = last.words.at(-1);
  if (!word) return false;
  if (word.end !== null && next && next.start !== null && next.start - word.end >= paragraphPauseSeconds) return true;
  return last.words.length >= longParagraphWords && sentenceEnd.test(word.text);
};

/** Turns as paragraphs: a new one where a turn opens it, somebody else speaks, or after a pause. */
export const fromTurns = (turns: readonly Turn[], language: string | null = null): ImportedTranscript => {
  const speakers = new Speakers();
  const paragraphs: Paragraph[] = [];
  for (const turn of turns) {
    if (turn.words.length === 0) continue;
    const speaker = speakers.idOf(turn.speaker);
    const last = paragraphs.at(-1);
    const continues = last && !turn.opens && last.speaker === speaker && !endsParagraph(last, turn.words[0]);
    const paragraph = continues ? last : { id: newId(), speaker, language: null, words: [] };
    if (!continues) paragraphs.push(paragraph);
    for (const word of turn.words) paragraph.words.push(toWord(word));
  }
  return { language: languageCode(language), speakers: speakers.list, paragraphs: settled(paragraphs) };
};

/** The same rules for the times of paragraphs made elsewhere. */
export const withSoundTimes = (imported: ImportedTranscript): ImportedTranscript => ({
  ...imported,
  paragraphs: settled(imported.paragraphs),
});

/** Words of one stretch, sharing its time by their length; without a time none of them has one. */
export const shareTime = (text: string, start: number | null, end: number | null): SaidWord[] => {
  const words = cleanText(text).split(' ').filter(Boolean);
  if (start === null || end === null) return words.map((word) => ({ text: word, start: null, end: null }));
  const total = words.reduce((sum, word) => sum + lengthOf(word), 0);
  let before = 0;
  return words.map((word) => {
    const from = start + ((end - start) * before) / total;
    before += lengthOf(word);
    return { text: word, start: from, end: start + ((end - start) * before) / total };
  });
};

/** Which words stand joined to the one before, read off the text they come from. Linear in the text. */
export const joinedAsIn = (text: string, words: readonly SaidWord[]): SaidWord[] => {
  let at = 0;
  return words.map((word, index) => {
    const said = word.text.trim();
    let from = at;
    while (from < text.length && /\s/.test(text[from]!)) from++;
    if (said === '' || !text.startsWith(said, from)) return { ...word, text: said };
    const joined = index > 0 && from === at;
    at = from + said.length;
    return { ...word, text: said, joined };
  });
};

/** `en` of `en`, `en-US`, `en_us` or `english`; null for what is no language. */
export const languageCode = (name: string | null | undefined): string | null => {
  const plain = (name ?? '').trim().toLowerCase();
  const code = /^([a-z]{2})(?:[-_]|$)/.exec(plain)?.[1];
  return code ?? languageNames[plain] ?? null;
};

/** Whisper's servers name the language in English. */
const languageNames: Readonly<Record<string, string>> = Object.fromEntries(
  'ar,bg,ca,cs,da,de,el,en,es,et,fa,fi,fr,he,hi,hr,hu,id,it,ja,ko,lt,lv,ms,nl,no,pl,pt,ro,ru,sk,sl,sr,sv,ta,th,tr,uk,ur,vi,zh'
    .split(',')
    .map((code) => [new Intl.DisplayNames('en', { type: 'language' }).of(code)!.toLowerCase(), code]),
);

/** A file with its JSON parsed when first asked for. */
export const fileText = (text: string): FileText => {
  let parsed: { value: unknown } | undefined;
  return {
    text,
    get json() {
      parsed ??= { value: tryParse(text) };
      return parsed.value;
    },
  };
};

const tryParse = (text: string): unknown => {
  if (!/^\s*\ufeff?\s*[{[]/.test(text.slice(0, 1000))) return undefined;
  try {
    return JSON.parse(text.replace(/^\s*\ufeff/, ''));
  } catch {
    return undefined;
  }
};

/** A reader of JSON: what fits the schema is of its kind. */
export const jsonReader = <Id extends string, Schema extends v.GenericSchema>(
  id: Id,
  schema: Schema,
  toTranscript: (data: v.InferOutput<Schema>) => ImportedTranscript,
): Reader<Id> => ({
  id,
  accepts: ({ json }) => json !== undefined && v.safeParse(schema, json, { abortEarly: true }).success,
  read: (text) => {
    const result = v.safeParse(schema, tryParse(text), { abortEarly: true });
    if (!result.success) throw unreadable(id);
    return toTranscript(result.output);
  },
});
