import type { Delivery, SpeakerDelivery } from '../analysis.ts';
import { placeOf } from '../sentences.ts';
import { pauseSeconds } from '../transcript-statistics.ts';
import type { Paragraph, Transcript, Word } from '../transcript.ts';

const windowSeconds = 30;
const longPauseSeconds = 1;
const mostPauses = 50;
/** Less overlap than this is a handover, and the precision of word times. */
const overlapSeconds = 0.2;
/** So few words while another speaks ("mhm", "right") are a sign of listening, no interruption. */
const listeningWords = 2;

type Timed = Word & { start: number; end: number };
const isTimed = (word: Word): word is Timed => word.start !== null;
const timedOf = (paragraph: Paragraph): Timed[] => paragraph.words.filter(isTimed);

const paceOf = (words: readonly Timed[]): Delivery['pace'] => {
  const last = words.at(-1)?.end ?? 0;
  const counts = new Array<number>(Math.ceil(last / windowSeconds)).fill(0);
  for (const { start } of words) counts[Math.min(counts.length - 1, Math.floor(start / windowSeconds))]! += 1;
  return counts.map((count, index) => {
    const seconds = Math.min(windowSeconds, last - index * windowSeconds);
    return { start: index * windowSeconds, wordsPerMinute: (count * 60) / Math.max(seconds, 1) };
  });
};

const pausesOf = (transcript: Pick<Transcript, 'paragraphs'>): Delivery['pauses'] => {
  const words = transcript.paragraphs.flatMap((paragraph) => timedOf(paragraph).map((word) => ({ word, paragraph })));
  return words
    .slice(1)
    .map(({ word, paragraph }, index) => ({
      place: { ...placeOf(paragraph.id, [word]), start: words[index]!.word.end, end: word.start },
      seconds: word.start - words[index]!.word.end,
    }))
    .filter(({ seconds }) => seconds >= longPauseSeconds)
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, mostPauses);
};

type Turn = { speaker: string | null; words: Timed[]; paragraph: string };

/** Paragraphs of one speaker behind each other are one turn. */
const turnsOf = (transcript: Pick<Transcript, 'paragraphs'>): Turn[] => {
  const turns: Turn[] = [];
  for (const paragraph of transcript.paragraphs) {
    const words = timedOf(paragraph);
    if (words.length === 0) continue;
    const last = turns.at(-1);
    if (last && last.speaker === paragraph.speaker) last.words.push(...words);
    else turns.push({ speaker: paragraph.speaker, words, paragraph: paragraph.id });
  }
  return turns;
};

const interruptionsOf = (turns: readonly Turn[]): Delivery['interruptions'] =>
  turns.flatMap((turn, index) => {
    const before = turns[index - 1];
    if (!before || before.speaker === null || turn.speaker === null || turn.words.length <= listeningWords) return [];
    const overlap = before.words.at(-1)!.end - turn.words[0]!.start;
    if (overlap < overlapSeconds) return [];
    return [{ by: turn.speaker, of: before.speaker, place: placeOf(turn.paragraph, turn.words.slice(0, 1)) }];
  });

/** Time somebody speaks: their words, with the short gaps between them. */
const secondsOf = (words: readonly Timed[]): number =>
  words.reduce((sum, word, index) => {
    const next = words[index + 1];
    const end = next && next.start - word.end <= pauseSeconds ? next.start : word.end;
    return sum + Math.max(0, end - word.start);
  }, 0);

const speakersOf = (
  turns: readonly Turn[],
  interruptions: Delivery['interruptions'],
  questions: ReadonlyMap<string | null, number>,
): SpeakerDelivery[] => {
  const total = turns.reduce((sum, turn) => sum + secondsOf(turn.words), 0);
  return [...new Set(turns.map((turn) => turn.speaker))]
    .map((speaker) => {
      const own = turns.filter((turn) => turn.speaker === speaker);
      const lengths = own.map((turn) => secondsOf(turn.words));
      const seconds = lengths.reduce((sum, length) => sum + length, 0);
      const words = own.reduce((sum, turn) => sum + turn.words.length, 0);
      return {
        ...{ speaker, seconds, words, turns: own.length },
        share: total > 0 ? seconds / total : 0,
        wordsPerMinute: seconds > 0 ? (words * 60) / seconds : null,
        longestTurnSeconds: Math.max(...lengths),
        questions: questions.get(speaker) ?? 0,
        interrupts: interruptions.filter(({ by }) => by === speaker).length,
        interrupted: interruptions.filter(({ of }) => of === speaker).length,
      };
    })
    .sort((a, b) => b.seconds - a.seconds);
};

/**
 * How it was said, from the times of words alone: pace, pauses, talk time and interruptions. An interruption is a turn of
 * more than two words that begins at least 0.2 s before the other's last word ends.
 */
export const deliveryOf = (
  transcript: Pick<Transcript, 'paragraphs'>,
  questions: ReadonlyMap<string | null, number>,
): Delivery => {
  const turns = turnsOf(transcript);
  const interruptions = interruptionsOf(turns);
  return {
    pace: paceOf(turns.flatMap((turn) => turn.words)),
    pauses: pausesOf(transcript),
    speakers: speakersOf(turns, interruptions, questions),
    interruptions,
  };
};
