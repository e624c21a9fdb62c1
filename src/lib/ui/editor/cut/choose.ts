import { spanOf, type Word } from '$lib/domain/transcript.ts';
import type { Span } from '$lib/domain/artifacts.ts';
import { cutListOf, keptAt } from '$lib/domain/cut-list.ts';
import { en } from '$lib/i18n/en.ts';
import { announcer } from '$lib/state/announcer.svelte.ts';
import type { RecordingPage } from '$lib/state/editor-page.svelte.ts';
import type { Column } from '../column.ts';
import { toggleLoop } from '../wave/edges.ts';
import { placeOf } from '../word-actions.ts';

/** True where words or a stretch of sound are chosen, so that a mere Delete has a meaning. */
export const hasChosen = (page: RecordingPage, column: Column | null): boolean =>
  (column?.selectedWords().length ?? 0) > 0 || chosenSpan(page, column) !== null;

/** The words that are chosen in the text: those selected, else the one with the caret or the one that is spoken. */
const wordsOf = (page: RecordingPage, column: Column): readonly Word[] => {
  const selected = column.selectedWords();
  if (selected.length > 0) return selected;
  const place = placeOf(page, column);
  const word = place && column.transcript?.paragraphs[place.paragraph]?.words[place.word];
  return word ? [word] : [];
};

/** The stretch of sound that is chosen: words or a pause selected in the text, else what is chosen on the waveform. */
export const chosenSpan = (page: RecordingPage, column: Column | null): Span | null =>
  spanOf(column?.selectedWords() ?? []) ?? column?.selectedRest() ?? page.view.selection;

/** Cuts what is chosen; where all of it is cut already it is restored. */
export const toggleChosen = (page: RecordingPage, column: Column | null): void => {
  const { view, cutting } = page;
  const span = (column?.selectedWords().length ?? 0) === 0 ? chosenSpan(page, column) : null;
  if (span) return toggleSpan(page, span);
  const words = column ? wordsOf(page, column) : [];
  const isCut = words.length > 0 && words.every((word) => word.cut);
  if (!cutting.toggleWords(words.map(({ id }) => id))) return;
  announcer.say(isCut ? en.cutting.saidRestored(words.length) : en.cutting.saidCut(words.length));
  if (!view.isEditing) document.getSelection()?.removeAllRanges();
};

/** Cuts a stretch, or restores it where its middle is cut. */
export const toggleSpan = (page: RecordingPage, span: Span): void => {
  const { transcript } = page.session;
  const list = transcript && cutListOf(transcript, page.durationSeconds ?? 0);
  const isCut = list !== null && keptAt(list, (span.start + span.end) / 2) === null;
  const isDone = isCut ? page.cutting.restore(span) : page.cutting.cut(span);
  const length = span.end - span.start;
  if (isDone) announcer.say(isCut ? en.cutting.saidSoundRestored(length) : en.cutting.saidSoundCut(length));
};

/** Plays what is chosen again and again: words of the text or a stretch of the waveform. Asked again, it ends. */
export const loopChosen = (page: RecordingPage, column: Column | null): void =>
  toggleLoop(page, chosenSpan(page, column));
