import * as v from 'valibot';
import type { ImportedTranscript } from './format.ts';
import { fromTurns, shareTime, type SaidWord, type Turn } from './imported.ts';

/** What Whisper, WhisperX, faster-whisper and their servers have in common. */

const number = v.nullish(v.number());

const wordSchema = v.object({
  word: v.string(),
  start: number,
  end: number,
  probability: number,
  score: number,
  speaker: v.nullish(v.string()),
});

export const segmentSchema = v.object({
  start: v.number(),
  end: v.number(),
  text: v.string(),
  speaker: v.nullish(v.string()),
  words: v.nullish(v.array(wordSchema)),
});

type Segment = v.InferOutput<typeof segmentSchema>;

const saidWord = ({ word, start, end, probability, score }: v.InferOutput<typeof wordSchema>): SaidWord => ({
  text: word,
  start: start ?? null,
  end: end ?? null,
  conf: probability ?? score,
});

const wordsOf = (segment: Segment, joined: (text: string, words: readonly SaidWord[]) => SaidWord[]): SaidWord[] =>
  segment.words && segment.words.length > 0
    ? joined(segment.text, segment.words.map(saidWord))
    : shareTime(segment.text, segment.start, segment.end);

/** One turn a segment. The segment's own text tells where no space stands between words. */
export const toTurns = (
  segments: readonly Segment[],
  joined: (text: string, words: readonly SaidWord[]) => SaidWord[],
): Turn[] => {
  let before = '';
  return segments.map((segment) => {
    const words = wordsOf(segment, joined);
    const first = words[0];
    // A segment that begins without a space goes on with the word before it, where such words are known to be marked.
    const isMarked = /^\s/.test(before) && segment.text !== '' && !/^\s/.test(segment.text);
    before = segment.text;
    const speaker = segment.speaker ?? segment.words?.find((word) => word.speaker)?.speaker ?? null;
    return { speaker, words: first && isMarked ? [{ ...first, joined: true }, ...words.slice(1)] : words };
  });
};

type OpenAiLike = {
  language?: string | null | undefined;
  words?: readonly { word: string; start: number; end: number }[] | null | undefined;
  segments: readonly Segment[];
};

/** Servers may give the words beside the segments: then they tell the times, the segments only the text. */
export const openAiLike = (data: OpenAiLike, turns: readonly Turn[]): ImportedTranscript => {
  const hasOwnWords = data.segments.some((segment) => segment.words && segment.words.length > 0);
  const words = data.words ?? [];
  const language = data.language ?? null;
  if (hasOwnWords || words.length === 0) return fromTurns(turns, language);
  let at = 0;
  const timed = turns.map((turn) => ({
    ...turn,
    words: turn.words.map((word) => {
      const own = words[at];
      if (!own || !word.text.includes(own.word.trim())) return word;
      at++;
      return { ...word, start: own.start, end: own.end };
    }),
  }));
  return fromTurns(timed, language);
};
