import { tick } from 'svelte';
import type { WordPlace } from '$lib/domain/transcript-timeline.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { setSelection } from '../caret.ts';
import type { EditorParts } from '../parts.ts';

const placeOf = ({ paragraphs }: Transcript, id: string): WordPlace | null => {
  for (const [paragraph, { words }] of paragraphs.entries()) {
    const word = words.findIndex((each) => each.id === id);
    if (word >= 0) return { paragraph, word };
  }
  return null;
};

/** Brings a word into view and marks it as what is talked about. */
export const showWord = ({ page, column }: EditorParts, id: string): void => {
  const shown = column();
  const place = page.session.transcript && placeOf(page.session.transcript, id);
  const found = place && shown?.rangeOf(place);
  if (!shown || !place || !found) return;
  page.view.activeParagraph = page.session.transcript!.paragraphs[place.paragraph]!.id;
  shown.paintFound([], found.range);
  found.element.scrollIntoView({ block: 'nearest' });
};

/** The word is selected in the text, ready to be typed over; what is typed counts as looked at. */
export const fixWord = async (parts: EditorParts): Promise<void> => {
  const { page } = parts;
  const word = page.review.current?.word;
  if (!word) return;
  page.view.edit();
  await tick();
  const place = page.session.transcript && placeOf(page.session.transcript, word.id);
  const found = place && parts.column()?.rangeOf(place);
  if (!found) return;
  found.element.focus({ preventScroll: true });
  setSelection(found.element, found.range.startOffset, found.range.endOffset);
};

export const closeReview = ({ page, column, focusText }: EditorParts): void => {
  page.review.close();
  column()?.paintFound([], null);
  focusText();
};
