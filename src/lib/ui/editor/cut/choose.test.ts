import { beforeEach, describe, expect, it } from 'vitest';
import { sessionOn } from '../../../../../tests/fakes/editor-session.ts';
import { sampleParagraph, sampleTranscript } from '../../../../../tests/fakes/samples.ts';
import type { Span } from '$lib/domain/artifacts.ts';
import { defaultSettings } from '$lib/domain/settings.ts';
import type { Word } from '$lib/domain/transcript.ts';
import { announcer } from '$lib/state/announcer.svelte.ts';
import { Cutting } from '$lib/state/cutting.svelte.ts';
import type { RecordingPage } from '$lib/state/editor-page.svelte.ts';
import { EditorView } from '$lib/state/editor-view.svelte.ts';
import type { Column } from '../column.ts';
import { setEdge } from '../wave/edges.ts';
import { hasChosen, loopChosen, toggleChosen } from './choose.ts';

/** Words of a quarter second, one every half second. */
const transcript = sampleTranscript({
  paragraphs: [sampleParagraph('p', ['one', 'two', 'three'], 1), sampleParagraph('q', ['four'], 5)],
});
const wordOf = (page: RecordingPage, id: string): Word =>
  page.session.transcript!.paragraphs.flatMap(({ words }) => words).find((word) => word.id === id)!;

const setUp = () => {
  const session = sessionOn(transcript);
  const said: string[] = [];
  announcer.say = (text) => void said.push(text);
  const playback = {
    seconds: 1.6,
    loop: null as Span | null,
    setLoop: (loop: Span | null) => void (playback.loop = loop),
    play: async () => {},
  };
  const options = { session, durationSeconds: () => 10, speech: () => undefined, settings: () => defaultSettings };
  const parts = { session, playback, cutting: new Cutting(options), view: new EditorView(), durationSeconds: 10 };
  return { page: parts as unknown as RecordingPage, said };
};
const columnWith = (words: readonly Word[], rest: Span | null = null) =>
  ({ selectedWords: () => words, selectedRest: () => rest }) as unknown as Column;

describe('what is chosen', () => {
  let page: RecordingPage;
  let said: string[];
  beforeEach(() => ({ page, said } = setUp()));

  it('is nothing after words were looped: a later Delete cuts nothing', () => {
    loopChosen(page, columnWith(transcript.paragraphs[0]!.words));
    expect(page.playback.loop).toEqual({ start: 1, end: 2.25 });
    expect([page.view.selection, hasChosen(page, columnWith([]))]).toEqual([null, false]);
    loopChosen(page, columnWith([]));
    expect(page.playback.loop).toBeNull();
  });

  it('is the pause that is selected in the text, whatever is chosen on the waveform, and it is said', () => {
    page.view.selection = { start: 1, end: 2 };
    const column = columnWith([], { start: 2.5, end: 4.5 });
    toggleChosen(page, column);
    expect(page.session.transcript!.cuts).toEqual([{ start: 2.5, end: 4.5 }]);
    expect(wordOf(page, 'p-0').cut).toBeUndefined();
    toggleChosen(page, column);
    expect(page.session.transcript!.cuts).toEqual([]);
    expect(said).toEqual(['2.0 s of sound cut.', '2.0 s of sound restored.']);
  });
});

describe('an edge set on the waveform', () => {
  it('is one of the word that is spoken, and none beyond its neighbours', () => {
    const { page } = setUp();
    setEdge(page, 'end', 8);
    setEdge(page, 'start', 0.5);
    expect(page.session.transcript).toBe(transcript);
    setEdge(page, 'end', 1.9);
    expect(wordOf(page, 'p-1')).toMatchObject({ start: 1.5, end: 1.9 });
    setEdge(page, 'start', 1.2);
    expect([wordOf(page, 'p-0').end, wordOf(page, 'p-1').start]).toEqual([1.2, 1.2]);
  });
});
