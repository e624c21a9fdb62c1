import type { Place } from '$lib/domain/sentences.ts';
import type { RecordingPage } from '$lib/state/editor-page.svelte.ts';

/** Sets the player to a place and brings its paragraph into view. A place that nobody timed is only shown. */
export const goTo = (page: RecordingPage, place: Pick<Place, 'start'> & Partial<Place>): void => {
  // A moment later than the word starts, so that the word before it is not lit.
  if (place.start !== null) page.playback.seek(place.start + 1e-6);
  if (place.paragraph === undefined) return;
  page.view.activeParagraph = place.paragraph;
  const row = document.querySelector(`[data-paragraph="${CSS.escape(place.paragraph)}"]`);
  row?.scrollIntoView({ block: 'center', behavior: 'instant' });
};
