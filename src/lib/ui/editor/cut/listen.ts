import { Scope } from '$lib/core/scope.ts';
import type { Span } from '$lib/domain/artifacts.ts';
import type { RecordingPage } from '$lib/state/editor-page.svelte.ts';

/** How much is heard before the place somebody wants to hear, in seconds. */
const leadSeconds = 1.5;
/** How often it is looked whether a stretch is over, in milliseconds. */
const lookMs = 40;

/** Plays what leads up to a stretch and goes on over it, as it is heard now. */
export const listenAround = (page: RecordingPage, span: Span): void => {
  page.playback.seek(Math.max(0, span.start - leadSeconds));
  void page.playback.play();
};

/** What ends the stretch that is played now. */
const played = new WeakMap<RecordingPage, Scope>();

/** Plays a stretch and stops at its end; who pauses or goes elsewhere meanwhile is left alone. */
export const playOnce = (page: RecordingPage, span: Span): void => {
  const { playback } = page;
  played.get(page)?.dispose();
  const scope = new Scope();
  played.set(page, scope);
  playback.seek(span.start);
  void playback.play();
  let hasBegun = false;
  scope.interval(() => {
    const { seconds, isPlaying } = playback;
    const isOver = seconds >= span.end && seconds < span.end + 1;
    const isElsewhere = seconds < span.start - 0.5 || seconds >= span.end;
    if (isOver) playback.pause();
    if (isOver || isElsewhere || (hasBegun && !isPlaying) || playback.state.kind === 'failed') scope.dispose();
    hasBegun ||= isPlaying;
  }, lookMs);
};
