import * as v from 'valibot';
import type { Recording } from './recording.ts';
import { paragraphText, spanOf, type Transcript, type Word } from './transcript.ts';

/**
 * A quotation that can be checked: which recording (by the SHA-256 of its bytes), which words at which revision, what they
 * said and when. It travels in the fragment of an address, which no browser sends to a server.
 */
export const evidenceSchema = v.object({
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  revision: v.number(),
  /** Ids of the words, in reading order. */
  words: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(5000)),
  quote: v.string(),
  /** Seconds from the start of the recording; null where no time is known. */
  start: v.nullable(v.number()),
  end: v.nullable(v.number()),
});
export type Evidence = v.InferOutput<typeof evidenceSchema>;

/**
 * What became of a quotation: it reads as it did; the words are there and read otherwise; the words are gone and stand
 * elsewhere; or nothing reads like this any more. `other-recording`: these are not the bytes it was taken from.
 */
export type EvidenceState =
  { kind: 'same' | 'edited' | 'moved'; words: readonly Word[]; reads: string } | { kind: 'gone' | 'other-recording' };

const textOf = (words: readonly Word[]): string => paragraphText({ words: [...words] });

/** The quotation of these words; null where none of them is in the transcript. */
export const evidenceOf = (
  recording: Pick<Recording, 'sha256'>,
  transcript: Transcript,
  wordIds: readonly string[],
): Evidence | null => {
  const meant = new Set(wordIds);
  const words = transcript.paragraphs.flatMap((paragraph) => paragraph.words).filter((word) => meant.has(word.id));
  if (words.length === 0) return null;
  const span = spanOf(words);
  return {
    sha256: recording.sha256,
    revision: transcript.revision,
    words: words.map((word) => word.id),
    quote: textOf(words),
    start: span?.start ?? null,
    end: span?.end ?? null,
  };
};

const sameWords = (quote: string): string[] => quote.split(/\s+/u).filter((word) => word !== '');

/** A quotation of fewer words says nothing by itself: it must stand near to where it stood. */
const fewWords = 3;
const nearSeconds = 10;

/** The rows of words that read like the quotation. */
const rowsLike = (words: readonly Word[], asked: readonly string[]): (readonly Word[])[] =>
  words.flatMap((_, at) =>
    asked.every((text, index) => words[at + index]?.text === text) ? [words.slice(at, at + asked.length)] : [],
  );

/** The one of them that stands nearest to where it stood. */
const findQuote = (words: readonly Word[], { quote, start }: Evidence): readonly Word[] => {
  const asked = sameWords(quote);
  const away = (row: readonly Word[]) => Math.abs((row[0]?.start ?? Infinity) - (start ?? 0));
  const [nearest] = asked.length === 0 ? [] : rowsLike(words, asked).sort((one, other) => away(one) - away(other));
  if (!nearest) return [];
  const isElsewhere = asked.length < fewWords && start !== null && away(nearest) > nearSeconds;
  return isElsewhere ? [] : nearest;
};

/** Compares a quotation with what stands there now. */
export const checkEvidence = (
  evidence: Evidence,
  recording: Pick<Recording, 'sha256'>,
  transcript: Transcript,
): EvidenceState => {
  if (recording.sha256 !== evidence.sha256) return { kind: 'other-recording' };
  const all = transcript.paragraphs.flatMap((paragraph) => paragraph.words);
  const meant = new Set(evidence.words);
  const there = all.filter((word) => meant.has(word.id));
  const reads = textOf(there);
  if (there.length === meant.size && reads === evidence.quote) return { kind: 'same', words: there, reads };
  if (there.length === meant.size) return { kind: 'edited', words: there, reads };
  const found = findQuote(all, evidence);
  if (found.length > 0) return { kind: 'moved', words: found, reads: textOf(found) };
  return there.length > 0 ? { kind: 'edited', words: there, reads } : { kind: 'gone' };
};

const toBase64Url = (text: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

const fromBase64Url = (text: string): string => {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes, (sign) => sign.charCodeAt(0)));
};

/** As it stands behind `#e=`. */
export const encodeEvidence = (evidence: Evidence): string => toBase64Url(JSON.stringify(evidence));

/** Null for anything that is no quotation. */
export const decodeEvidence = (text: string): Evidence | null => {
  try {
    const parsed = v.safeParse(evidenceSchema, JSON.parse(fromBase64Url(text)));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
};
