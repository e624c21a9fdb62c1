import { tick } from 'svelte';
import { paragraphText, type Paragraph } from '$lib/domain/transcript.ts';
import type { EditorSession } from '$lib/state/editor.svelte.ts';
import { caretAfterChange } from './text-map.ts';
import type { Column } from './column.ts';

type Paragraphs = readonly Paragraph[];

const readsAlike = (one: Paragraph | undefined, two: Paragraph): boolean =>
  one === two || (one?.id === two.id && paragraphText(one) === paragraphText(two));

/** The paragraph a change of the text is seen in, and where; null where the text reads as before. */
export const placeOfChange = (before: Paragraphs, after: Paragraphs): { id: string; offset: number } | null => {
  const differs = after.findIndex((paragraph, index) => !readsAlike(before[index], paragraph));
  if (differs < 0 && after.length === before.length) return null;
  const at = differs < 0 ? after.length - 1 : differs;
  const paragraph = after[at];
  if (!paragraph) return null;
  const [was, is] = [before[at] ? paragraphText(before[at]) : '', paragraphText(paragraph)];
  // What was split is one again: the caret stands where the two met.
  const isJoined = before.length > after.length && is.startsWith(was);
  return { id: paragraph.id, offset: isJoined ? was.length : caretAfterChange(was, is) };
};

/** Where the caret goes from the paragraph it is in; null where it may stay: nothing is to be seen, or something right there. */
export const caretPlace = (
  typedIn: string,
  before: Paragraphs,
  after: Paragraphs,
): ReturnType<typeof placeOfChange> => {
  const own = after.find(({ id }) => id === typedIn);
  const isHere =
    own !== undefined &&
    !readsAlike(
      before.find(({ id }) => id === typedIn),
      own,
    );
  return isHere ? null : placeOfChange(before, after);
};

/**
 * Takes the last step back, or makes it again. Who types goes along to where the text changed: the paragraph with the caret may
 * be gone, and what changes out of sight is not noticed.
 */
export const turnBack = async (
  session: EditorSession,
  column: Column | null,
  direction: 'undo' | 'redo',
): Promise<void> => {
  const typedIn = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>('[data-text]');
  const before = session.transcript?.paragraphs ?? [];
  if (!session[direction]() || !typedIn || !column) return;
  const place = caretPlace(typedIn.dataset['text']!, before, session.transcript?.paragraphs ?? []);
  await tick();
  if (place) column.focus(place.id, place.offset);
};
