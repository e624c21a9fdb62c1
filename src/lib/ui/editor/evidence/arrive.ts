import { checkEvidence, type EvidenceState } from '$lib/domain/evidence.ts';
import { seekMargin } from '$lib/domain/transcript-timeline.ts';
import type { Word } from '$lib/domain/transcript.ts';
import type { Arrival } from '$lib/state/arrival.ts';
import type { RecordingPage } from '$lib/state/editor-page.svelte.ts';
import type { Column } from '../column.ts';

/** What the page says of the quotation somebody came for. */
export type Shown = { kind: EvidenceState['kind']; quote: string; reads: string | null };

type Place = { page: RecordingPage; column: Column };

const showParagraph = (column: Column, id: string): void =>
  column.elementOf(id)?.scrollIntoView({ block: 'center', behavior: 'instant' });

const paragraphOf = (column: Column, word: Word): string | undefined =>
  column.transcript?.paragraphs.find(({ words }) => words.some(({ id }) => id === word.id))?.id;

/** Goes to the first of the words: on screen, and with the player where it has a time. */
const showWords = ({ page, column }: Place, words: readonly Word[]): void => {
  const [first] = words;
  const paragraph = first && paragraphOf(column, first);
  if (paragraph) showParagraph(column, paragraph);
  const timed = words.find((word) => word.start !== null);
  if (timed) page.playback.seek(timed.start! + seekMargin);
};

/** Takes somebody where an address leads, and tells what became of the quotation, if it is one. */
export const arrive = ({ paragraph, atSeconds, plays, evidence }: Arrival, place: Place): Shown | null => {
  const { page, column } = place;
  if (paragraph) showParagraph(column, paragraph);
  if (atSeconds !== null) page.playback.seek(atSeconds + seekMargin);
  if (plays) void page.playback.play();
  if (!evidence || !column.transcript || !page.recording) return null;
  const state = checkEvidence(evidence, page.recording, column.transcript);
  if ('words' in state) showWords(place, state.words);
  else if (evidence.start !== null && state.kind === 'gone') page.playback.seek(evidence.start + seekMargin);
  return { kind: state.kind, quote: evidence.quote, reads: 'reads' in state ? state.reads : null };
};
