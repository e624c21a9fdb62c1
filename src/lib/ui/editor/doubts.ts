import { needsReview } from '$lib/domain/doubt.ts';
import { seekMargin, type WordPlace } from '$lib/domain/transcript-timeline.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { en } from '$lib/i18n/en.ts';
import { announcer } from '$lib/state/announcer.svelte.ts';
import type { RecordingPage } from '$lib/state/editor-page.svelte.ts';
import { setSelection } from './caret.ts';
import type { Column } from './column.ts';
import { placeOf } from './word-actions.ts';

const before = (a: WordPlace, b: WordPlace): boolean =>
  a.paragraph < b.paragraph || (a.paragraph === b.paragraph && a.word < b.word);

/** The next doubtful word in a direction, going on from the other end. */
export const nextDoubt = (transcript: Transcript, from: WordPlace | null, direction: 1 | -1): WordPlace | null => {
  const places = transcript.paragraphs.flatMap(({ words }, paragraph) =>
    words.flatMap((item, word) => (needsReview(item) ? [{ paragraph, word }] : [])),
  );
  if (!from) return (direction > 0 ? places[0] : places.at(-1)) ?? null;
  const found =
    direction > 0 ? places.find((place) => before(from, place)) : places.findLast((place) => before(place, from));
  return found ?? (direction > 0 ? places[0] : places.at(-1)) ?? null;
};

/** The player stands where it was sent, whatever the decoder rounds that to. */
const nearSeconds = 0.05;

/** The doubtful word that was shown last, and where the player stood: one without a time cannot be told from the player. */
const last = new WeakMap<Column, { word: string; seconds: number }>();

const placeToGoFrom = (page: RecordingPage, column: Column): WordPlace | null => {
  const shown = last.get(column);
  if (page.view.isEditing || !shown || Math.abs(page.playback.seconds - shown.seconds) > nearSeconds)
    return placeOf(page, column);
  const paragraphs = column.transcript?.paragraphs ?? [];
  const paragraph = paragraphs.findIndex(({ words }) => words.some(({ id }) => id === shown.word));
  if (paragraph < 0) return placeOf(page, column);
  return { paragraph, word: paragraphs[paragraph]!.words.findIndex(({ id }) => id === shown.word) };
};

/** Goes to the next doubtful word and says it: the player is sent there, and while editing it is selected. */
export const showDoubt = (page: RecordingPage, column: Column | null, direction: 1 | -1): void => {
  const { transcript } = page.session;
  const place = column && transcript && nextDoubt(transcript, placeToGoFrom(page, column), direction);
  const paragraph = place && transcript!.paragraphs[place.paragraph];
  const word = paragraph?.words[place!.word];
  if (!column || !place || !paragraph || !word) return;
  if (word.start !== null) page.playback.seek(word.start + seekMargin);
  last.set(column, { word: word.id, seconds: page.playback.seconds });
  announcer.say(en.editor.doubtful(word.text, Math.round((word.conf ?? 0) * 100)));
  const found = column.rangeOf(place);
  if (!found) return;
  found.element.scrollIntoView({ block: 'center' });
  page.view.activeParagraph = paragraph.id;
  if (!page.view.isEditing) return;
  found.element.focus({ preventScroll: true });
  setSelection(found.element, found.range.startOffset, found.range.endOffset);
};
