import { describe, expect, it } from 'vitest';
import { sessionOn } from '../../../../tests/fakes/editor-session.ts';
import { sampleParagraph, sampleTranscript } from '../../../../tests/fakes/samples.ts';
import type { RecordingPage } from '$lib/state/editor-page.svelte.ts';
import type { Column } from './column.ts';
import { nudgeEdge, putEdge } from './word-actions.ts';

/** A page whose caret is in the second of three words, which has no time; the player stands at `seconds`. */
const opened = (seconds: number) => {
  const { words, ...paragraph } = sampleParagraph('p', ['one', 'two', 'three'], 10);
  const [one, two, three] = words.map((word, index) => ({ ...word, start: 10 + index / 2, end: 10.5 + index / 2 }));
  const untimed = { ...two!, start: null, end: null };
  const session = sessionOn(sampleTranscript({ paragraphs: [{ ...paragraph, words: [one!, untimed, three!] }] }));
  const page = { session, view: { isEditing: true }, playback: { seconds } } as unknown as RecordingPage;
  const column = {
    transcript: session.transcript,
    caret: () => ({ id: 'p', start: 5 }),
    wordAt: () => ({ word: untimed, index: 1 }),
  } as unknown as Column;
  const times = () => session.transcript!.paragraphs[0]!.words.map(({ start, end }) => [start, end]);
  return { session, page, column, times };
};

describe('a word without a time', () => {
  it('gets one with the first nudge, where its neighbours leave it', () => {
    const { session, page, column, times } = opened(0);
    nudgeEdge(page, column, { of: 'word', edge: 'start', bySeconds: 0.1 });
    expect(times()[1]).toEqual([10.6, 10.8]);
    session.undo();
    expect(times()[1]).toEqual([null, null]);
  });

  it('gets one by ear: it starts or ends where the player is', () => {
    const { session, page, column, times } = opened(10.7);
    putEdge(page, column, 'start');
    expect(times()).toEqual([
      [10, 10.5],
      [10.7, 11],
      [11, 11.5],
    ]);
    session.undo();
    putEdge(page, column, 'end');
    expect(times()[1]).toEqual([10.5, 10.7]);
  });
});
