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

/** A word on screen and the paragraph it stands in; null where it is gone. */
const find = ({ page, column }: EditorParts, id: string) => {
  const { transcript } = page.session;
  const place = transcript && placeOf(transcript, id);
  const found = place && column()?.rangeOf(place);
  return found ? { ...found, paragraph: transcript!.paragraphs[place!.paragraph]!.id } : null;
};

/** Marks a word as what is talked about. */
export const markWord = (parts: EditorParts, id: string): void => {
  parts.column()?.paintFound([], find(parts, id)?.range ?? null);
};

/** Brings a word into view and marks it as what is talked about. */
export const showWord = (parts: EditorParts, id: string): void => {
  const found = find(parts, id);
  if (!found) return;
  parts.page.view.activeParagraph = found.paragraph;
  parts.column()?.paintFound([], found.range);
  found.element.scrollIntoView({ block: 'nearest' });
};

const select = (found: NonNullable<ReturnType<typeof find>>): void => {
  found.element.focus({ preventScroll: true });
  setSelection(found.element, found.range.startOffset, found.range.endOffset);
};

/** Shows a word; who goes there out of the text they type in finds it selected. */
export const goToWord = (parts: EditorParts, id: string): void => {
  showWord(parts, id);
  const found = find(parts, id);
  if (found && parts.column()?.caret() && parts.page.view.isEditing) select(found);
};

/** The word is selected in the text, ready to be typed over; what is typed counts as looked at. */
export const fixWord = async (parts: EditorParts): Promise<void> => {
  const { page } = parts;
  const word = page.review.current?.word;
  if (!word) return;
  page.view.edit();
  await tick();
  const found = find(parts, word.id);
  if (found) select(found);
};

export const closeReview = ({ page, column, focusText }: EditorParts): void => {
  page.review.close();
  column()?.paintFound([], null);
  focusText();
};
