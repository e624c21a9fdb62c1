import type { Recording } from '../recording.ts';
import type { CountedRecording } from './counted.ts';

export type SpeakerTalk = {
  recording: Recording;
  name: string | null;
  seconds: number;
  /** Start of their longest paragraph; null where no time is known. */
  startSeconds: number | null;
};

export type Totals = {
  recordings: number;
  transcribed: number;
  seconds: number;
  words: number;
  pausedSeconds: number;
  /** Speakers somebody gave a name; the same name counts once. */
  speakers: number;
  /** Words of those with a confidence that are worth a look, 0…1; null where none has one. */
  doubtfulShare: number | null;
  /** Over the transcribed recordings of known length; null where there is none. */
  wordsPerMinute: number | null;
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** In all recordings together. */
export const totalsOf = (recordings: readonly Recording[], counted: readonly CountedRecording[]): Totals => {
  const timed = counted.filter(({ recording }) => recording.durationSeconds);
  const minutes = sum(timed.map(({ recording }) => recording.durationSeconds!)) / 60;
  const timedWords = sum(timed.map(({ statistics }) => statistics.words));
  const rated = sum(counted.map((each) => each.rated));
  return {
    recordings: recordings.length,
    transcribed: counted.length,
    seconds: sum(recordings.map((recording) => recording.durationSeconds ?? 0)),
    words: sum(counted.map(({ statistics }) => statistics.words)),
    pausedSeconds: sum(counted.map(({ statistics }) => statistics.pausedSeconds)),
    speakers: new Set(counted.flatMap(({ names }) => Object.values(names))).size,
    doubtfulShare: rated > 0 ? sum(counted.map((each) => each.doubtful)) / rated : null,
    wordsPerMinute: minutes > 0 ? timedWords / minutes : null,
  };
};

/** Who speaks for how long, the longest first. The same name in two recordings need not be the same person. */
export const talkOf = (counted: readonly CountedRecording[]): SpeakerTalk[] =>
  counted
    .flatMap(({ recording, statistics, names, turns }) =>
      Array.from(statistics.talk, ([id, seconds]) => ({
        recording,
        name: id === null ? null : (names[id] ?? id),
        seconds,
        startSeconds: turns.get(id) ?? null,
      })),
    )
    .sort((a, b) => b.seconds - a.seconds);
