import type { Span } from '$lib/domain/artifacts.ts';
import type { RecordingPage } from '$lib/state/editor-page.svelte.ts';

/** How much is heard before the place somebody wants to hear, in seconds. */
const leadSeconds = 1.5;

/** Plays what leads up to a stretch and goes on over it, as it is heard now. */
export const listenAround = (page: RecordingPage, span: Span): void => {
  page.playback.seek(Math.max(0, span.start - leadSeconds));
  void page.playback.play();
};
