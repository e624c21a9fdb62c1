import type { RecordingPage } from '$lib/state/editor-page.svelte.ts';
import type { Span } from '$lib/domain/artifacts.ts';
import type { Word } from '$lib/domain/transcript.ts';
import { withEdge } from './geometry.ts';

type TimedWord = Word & { start: number; end: number };
const isTimed = (word: Word): word is TimedWord => word.start !== null && word.end !== null;

/**
 * Sets the start or the end of the selection; without one, of the word that is spoken at the playhead, as far as that may
 * reach: a place beyond its neighbours is no edge of it.
 */
export const setEdge = (page: RecordingPage, edge: 'start' | 'end', seconds: number): void => {
  const { view, session, playback } = page;
  if (view.selection) {
    view.selection = withEdge(view.selection, edge, seconds);
    return;
  }
  const words = (session.transcript?.paragraphs ?? []).flatMap((paragraph) => paragraph.words.filter(isTimed));
  const at = words.findLastIndex(({ start }) => start <= playback.seconds + 1e-6);
  const word = words[at];
  if (!word) return;
  const [least, most] = edge === 'start' ? [words[at - 1]?.start ?? 0, word.end] : [word.start, words[at + 1]?.end];
  if (seconds < least || seconds > (most ?? Infinity)) return;
  session.apply({ kind: 'set-times', word: word.id, start: word.start, end: word.end, [edge]: seconds });
};

/** Begins or ends the selection at the playhead: the keys' way of dragging over the waveform. */
export const selectFromPlayhead = (page: RecordingPage, edge: 'start' | 'end'): void => {
  const { view, playback } = page;
  const at = playback.seconds;
  const duration = playback.durationSeconds;
  const before = view.selection ?? (edge === 'start' ? { start: at, end: duration } : { start: 0, end: at });
  view.selection = withEdge(before, edge, at);
};

/** Plays a stretch again and again, or stops doing so: what is looped is chosen for nothing else. */
export const toggleLoop = ({ playback }: RecordingPage, span: Span | null): void => {
  if (playback.loop) return playback.setLoop(null);
  if (!span || span.end - span.start < 0.1) return;
  playback.setLoop(span);
  void playback.play();
};
