import type { RecordingPage } from '$lib/state/editor-page.svelte.ts';
import { withEdge } from './geometry.ts';

/** Sets the start or the end of the selection; without one, of the word that is spoken at the playhead. */
export const setEdge = (page: RecordingPage, edge: 'start' | 'end', seconds: number): void => {
  const { view, session, playback } = page;
  if (view.selection) {
    view.selection = withEdge(view.selection, edge, seconds);
    return;
  }
  const words = session.transcript?.paragraphs.flatMap((paragraph) => paragraph.words) ?? [];
  const word = words.findLast(({ start }) => start !== null && start <= playback.seconds + 1e-6);
  if (!word || word.start === null || word.end === null) return;
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

/** Plays the selection again and again, or stops doing so. */
export const toggleLoop = (page: RecordingPage): void => {
  const { view, playback } = page;
  if (playback.loop) return playback.setLoop(null);
  if (!view.selection || view.selection.end - view.selection.start < 0.1) return;
  playback.setLoop(view.selection);
  void playback.play();
};
