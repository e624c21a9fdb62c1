import { newId } from '$lib/core/ids.ts';
import { nowIso } from '$lib/core/time.ts';
import { evidenceOf, type PlacedAnnotation } from '$lib/domain/annotations.ts';
import type { Annotation } from '$lib/domain/transcript-marks.ts';
import { seekMargin } from '$lib/domain/transcript-timeline.ts';
import { en } from '$lib/i18n/en.ts';
import { announcer } from '$lib/state/announcer.svelte.ts';
import { toasts } from '$lib/state/toasts.svelte.ts';
import { showWord } from '../review/actions.ts';
import type { EditorParts } from '../parts.ts';
import { wordOfKeys } from '../word-actions.ts';

/** Marks the selected words, or the word with the caret; a note opens its field. */
export const annotateSelection = ({ page, column }: EditorParts, kind: Annotation['kind']): void => {
  const { session, view } = page;
  const selected = column()?.selectedWords() ?? [];
  const one = selected.length > 0 ? null : wordOfKeys(page, column());
  const words = one ? [one] : selected;
  if (words.length === 0) {
    toasts.note(en.notes.selectFirst);
    return;
  }
  const id = newId();
  const look = { colour: kind === 'note' ? ('blue' as const) : ('yellow' as const), text: '', tags: [] };
  const annotation = { id, kind, ...evidenceOf(words, session.revision), ...look, createdAt: nowIso() };
  if (!session.apply({ kind: 'put-annotation', annotation })) return;
  announcer.say(kind === 'note' ? en.notes.noted : en.notes.highlighted);
  if (kind === 'highlight') return;
  view.writingNote = id;
  view.inspect('notes');
};

/** To the annotated words: the player and the text. */
export const showAnnotation = (parts: EditorParts, { words }: PlacedAnnotation): void => {
  const [first] = words;
  if (!first) return;
  if (first.start !== null) parts.page.playback.seek(first.start + seekMargin);
  showWord(parts, first.id);
};
