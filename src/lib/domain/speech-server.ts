import * as v from 'valibot';
import type { WindowResult, WindowSegment, WindowWord } from './ports.ts';

/** The model id that stands for the server the person runs. */
export const ownServerId = 'own-server';

/** What a server that speaks OpenAI's `/v1/audio/transcriptions` answers as `verbose_json`; most of it may be missing. */
const timed = { start: v.number(), end: v.number() };
export const serverAnswerSchema = v.object({
  text: v.optional(v.string(), ''),
  language: v.optional(v.nullable(v.string()), null),
  words: v.optional(v.nullable(v.array(v.object({ ...timed, word: v.string() })))),
  segments: v.optional(
    v.nullable(
      v.array(
        v.object({
          ...timed,
          text: v.string(),
          avg_logprob: v.optional(v.nullable(v.number())),
          no_speech_prob: v.optional(v.nullable(v.number())),
          compression_ratio: v.optional(v.nullable(v.number())),
          temperature: v.optional(v.nullable(v.number())),
          words: v.optional(
            v.nullable(
              v.array(v.object({ ...timed, word: v.string(), probability: v.optional(v.nullable(v.number())) })),
            ),
          ),
        }),
      ),
    ),
  ),
});
export type ServerAnswer = v.InferOutput<typeof serverAnswerSchema>;

type Said = { text: string; start: number; end: number; probability?: number | null | undefined };

const leastSeconds = 0.02;
/** openai/whisper's gate: a segment that is likely no speech and unlikely text is not shown. */
const isSilence = (segment: { no_speech_prob?: number | null | undefined; avg_logprob?: number | null | undefined }) =>
  (segment.no_speech_prob ?? 0) > 0.6 && (segment.avg_logprob ?? 0) < -1;

/** A text over its time in proportion to its letters. */
const spread = (text: string, start: number, end: number): Said[] => {
  const words = text.trim().split(/\s+/).filter(Boolean);
  const letters = words.reduce((sum, word) => sum + word.length + 1, 0);
  let at = start;
  return words.map((word) => {
    const from = at;
    at += ((end - start) * (word.length + 1)) / letters;
    return { text: word, start: from, end: at };
  });
};

/** Starts rise strictly, every word has length, and none leaves the window, whatever the server says. */
const inWindow = (words: readonly Said[], seconds: number): WindowWord[] => {
  const step = Math.min(leastSeconds, seconds / Math.max(1, words.length));
  let previous = -Infinity;
  const starts = words.map((word, index) => {
    const latest = seconds - (words.length - index) * step;
    previous = Math.max(0, previous + step, Math.min(Number.isFinite(word.start) ? word.start : 0, latest));
    return previous;
  });
  return words.map((word, index) => {
    const start = starts[index]!;
    const next = starts[index + 1] ?? seconds;
    const end = Math.max(start + step, Math.min(word.end, next));
    return { text: word.text, start, end, probability: word.probability ?? null };
  });
};

const wordsOf = (answer: ServerAnswer, seconds: number): Said[] => {
  const segments = (answer.segments ?? []).filter((segment) => !isSilence(segment));
  if (answer.words && answer.words.length > 0)
    return answer.words.map(({ word, start, end }) => ({ text: word.trim(), start, end }));
  if (segments.length > 0)
    return segments.flatMap((segment): Said[] => {
      const probability = segment.avg_logprob == null ? undefined : Math.exp(segment.avg_logprob);
      const own = segment.words?.map((word) => ({ ...word, text: word.word.trim() }));
      return own && own.length > 0
        ? own
        : spread(segment.text, segment.start, segment.end).map((word) => ({ ...word, probability }));
    });
  return (answer.segments ?? []).length > 0 ? [] : spread(answer.text, 0, seconds);
};

/** What a server heard in one window, as our own engine would say it: times in seconds of the window. */
export const windowResultOf = (answer: ServerAnswer, index: number, seconds: number): WindowResult => {
  const words = inWindow(
    wordsOf(answer, seconds).filter(({ text }) => text !== ''),
    seconds,
  );
  const about = answer.segments ?? [];
  const most = (values: (number | null | undefined)[], none: number) =>
    values.reduce<number>((highest, value) => Math.max(highest, value ?? none), none);
  const text = words.map((word) => word.text).join(' ');
  const segments: WindowSegment[] =
    words.length > 0 ? [{ start: words[0]!.start, end: words.at(-1)!.end, text, words }] : [];
  return {
    index,
    language: languageCode(answer.language),
    languageProbability: null,
    noSpeechProbability: most(
      about.map((segment) => segment.no_speech_prob),
      0,
    ),
    averageLogProbability:
      about.length > 0
        ? -most(
            about.map(({ avg_logprob }) => -(avg_logprob ?? 0)),
            0,
          )
        : 0,
    compressionRatio: most(
      about.map((segment) => segment.compression_ratio),
      0,
    ),
    temperature: most(
      about.map((segment) => segment.temperature),
      0,
    ),
    segments,
  };
};

/** Servers name languages by code or in English. */
const languageCode = (name: string | null): string | null => {
  if (name === null || name === '') return null;
  if (/^[a-z]{2,3}$/.test(name)) return name;
  return englishNames[name.toLowerCase()] ?? null;
};

const englishNames: Readonly<Record<string, string>> = {
  ...{ english: 'en', german: 'de', french: 'fr', spanish: 'es', italian: 'it', portuguese: 'pt', dutch: 'nl' },
  ...{ polish: 'pl', czech: 'cs', russian: 'ru', ukrainian: 'uk', turkish: 'tr', arabic: 'ar', hebrew: 'he' },
  ...{ hindi: 'hi', chinese: 'zh', japanese: 'ja', korean: 'ko', vietnamese: 'vi', swedish: 'sv', danish: 'da' },
  ...{ norwegian: 'no', finnish: 'fi', greek: 'el', hungarian: 'hu', romanian: 'ro', bulgarian: 'bg', thai: 'th' },
};

/** What keeps a browser from asking an address: plain http reaches this very device only, and a page over https no other. */
export const addressObstacle = (address: string): 'invalid' | 'insecure' | null => {
  if (address === '') return null;
  if (!URL.canParse(address)) return 'invalid';
  const { protocol, hostname } = new URL(address);
  if (protocol === 'https:') return null;
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'http:' ? (isHere ? null : 'insecure') : 'invalid';
};
