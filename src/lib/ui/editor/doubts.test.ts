import { expect, it } from 'vitest';
import type { WordPlace } from '$lib/domain/transcript-timeline.ts';
import type { Transcript, Word } from '$lib/domain/transcript.ts';
import { announcer } from '$lib/state/announcer.svelte.ts';
import type { RecordingPage } from '$lib/state/editor-page.svelte.ts';
import type { Column } from './column.ts';
import { showDoubt } from './doubts.ts';

const word = (text: string, start: number | null, conf: number): Word => ({
  ...{ id: text, text, start, end: start === null ? null : start + 0.5 },
  ...{ conf, confTime: null, origin: start === null ? 'inserted' : 'machine', joined: false },
});

const transcript: Transcript = {
  ...{ recordingId: 'r', revision: 1, machine: null, language: 'en', speakers: [] },
  paragraphs: [
    {
      ...{ id: 'p', speaker: null, language: null },
      words: [word('sure', 0, 1), word('doubtful', 1, 0.4), word('untimed', null, 0.3), word('later', 3, 0.2)],
    },
  ],
};

const parts = () => {
  const playback = { seconds: 0, seek: (seconds: number) => (playback.seconds = seconds) };
  const page = { session: { transcript }, playback, view: { isEditing: false, activeParagraph: null } };
  /** The last word that began, as in the transcript on screen. */
  const placeAt = (seconds: number): WordPlace => ({
    paragraph: 0,
    word: transcript.paragraphs[0]!.words.findLastIndex(({ start }) => start !== null && start <= seconds),
  });
  const column = { transcript, placeAt, caret: () => null, rangeOf: () => null };
  return { page: page as unknown as RecordingPage, column: column as unknown as Column, playback };
};

const said = (): string => announcer.polite.text;

it('goes from doubtful word to doubtful word, past those without a time, and says each', () => {
  const { page, column, playback } = parts();
  const heard = [1, 1, 1, 1].map(() => {
    showDoubt(page, column, 1);
    return said();
  });
  expect(heard).toEqual(['doubtful, 40 % sure', 'untimed, 30 % sure', 'later, 20 % sure', 'doubtful, 40 % sure']);
  expect(playback.seconds).toBeCloseTo(1, 3);
  showDoubt(page, column, -1);
  expect(said()).toBe('later, 20 % sure');
  showDoubt(page, column, -1);
  expect(said()).toBe('untimed, 30 % sure');
});

it('starts from the player where somebody went elsewhere since', () => {
  const { page, column, playback } = parts();
  showDoubt(page, column, 1);
  playback.seconds = 3.2;
  showDoubt(page, column, 1);
  expect(said()).toBe('doubtful, 40 % sure');
});
