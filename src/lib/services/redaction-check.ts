import { redactionPlace, redactionText } from '$lib/domain/redaction.ts';
import type { Redaction } from '$lib/domain/transcript-marks.ts';
import { normaliseWord } from '$lib/domain/transcript-words.ts';
import type { DraftWord, Transcript } from '$lib/domain/transcript.ts';

/** A redacted word that can still be heard: `heard` as it was recognised, `at` seconds into the file. */
export type Leak = { word: string; heard: string; at: number; isInPlace: boolean };
export type CheckResult = { leaks: readonly Leak[]; wordsHeard: number };

/** Recognised times may be this far off. */
const nearSeconds = 1;
/** Short and common words prove nothing: they are heard in noise, and are no secret. */
const fewestLetters = 4;

/** Letters that have to be changed to make one word of another, at most one counted. */
const isAlmost = (a: string, b: string): boolean => {
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < 5 || long.length - short.length > 1) return false;
  let head = 0;
  while (head < short.length && short[head] === long[head]) head += 1;
  const rest = long.slice(head + 1);
  return short.slice(short.length === long.length ? head + 1 : head) === rest;
};

const isTelling = (word: string): boolean => word.length >= fewestLetters || /\d{2,}/u.test(word);

/** Words of a redaction that would tell it, all of them where none is long. */
const tellingWords = (transcript: Transcript, redaction: Redaction): string[] => {
  const words = (redactionText(transcript, redaction) ?? '').split(/\s+/u).map(normaliseWord);
  const telling = words.filter(isTelling);
  return telling.length > 0 ? telling : words;
};

/** Looks for each redacted word where it was said, and everywhere else: it may have been missed there. */
export const findLeaks = (transcript: Transcript, heard: readonly DraftWord[]): Leak[] => {
  const words = heard.map((word) => ({ ...word, plain: normaliseWord(word.text) }));
  const leaks = (transcript.redactions ?? []).flatMap((redaction): Leak[] => {
    const place = redactionPlace(transcript, redaction);
    return tellingWords(transcript, redaction).flatMap((word) =>
      words
        .filter(({ plain }) => isAlmost(plain, word))
        .map(({ text, start }) => ({
          ...{ word, heard: text, at: start },
          isInPlace: place !== null && start >= place.start - nearSeconds && start <= place.end + nearSeconds,
        }))
        .filter(({ isInPlace }) => isInPlace || isTelling(word)),
    );
  });
  return leaks.filter(
    (leak, index) => leaks.findIndex(({ word, at }) => word === leak.word && at === leak.at) === index,
  );
};

export type RedactionCheckPorts = {
  /** Listens to a file apart from the library and gives every word heard. */
  listen(
    file: { blob: Blob; fileName: string },
    language: string,
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<readonly DraftWord[]>;
};

/** Proves a redacted sound by listening to it again with the model that is always there. */
export class RedactionCheck {
  constructor(private readonly ports: RedactionCheckPorts) {}

  async check(
    transcript: Transcript,
    file: { blob: Blob; fileName: string },
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<CheckResult> {
    const heard = await this.ports.listen(file, transcript.language ?? 'auto', onProgress, signal);
    return { leaks: findLeaks(transcript, heard), wordsHeard: heard.length };
  }
}
