import { elapsedClock } from '$lib/core/time.ts';
import { minWordSeconds } from '$lib/domain/transcript-retime.ts';
import type { WordPlace } from '$lib/domain/transcript-timeline.ts';
import type { Word } from '$lib/domain/transcript.ts';
import { slotOfWord } from '$lib/domain/word-slot.ts';
import { en } from '$lib/i18n/en.ts';
import { announcer } from '$lib/state/announcer.svelte.ts';
import type { RecordingPage } from '$lib/state/editor-page.svelte.ts';
import { setSelection } from './caret.ts';
import type { Column } from './column.ts';

/** The word keys act on: the one with the caret while somebody edits, else the one that is lit. */
export const placeOf = (page: RecordingPage, column: Column): WordPlace | null => {
  const caret = page.view.isEditing ? column.caret() : null;
  const word = caret && column.wordAt(caret.id, caret.start);
  if (!caret || !word) return column.placeAt(page.playback.seconds);
  const paragraph = column.transcript!.paragraphs.findIndex(({ id }) => id === caret.id);
  return { paragraph, word: word.index };
};

/** The word that keys act on. */
export const wordOfKeys = (page: RecordingPage, column: Column | null): Word | null => {
  const place = column && placeOf(page, column);
  return (place && column.transcript?.paragraphs[place.paragraph]?.words[place.word]) ?? null;
};

/** Which edge is moved, and of what: a paragraph's are the start of its first timed word and the end of its last. */
export type Nudge = { of: 'word' | 'paragraph'; edge: 'start' | 'end'; bySeconds: number };

const nudged = (page: RecordingPage, column: Column, { of, edge }: Nudge): Word | undefined => {
  const place = placeOf(page, column);
  const words = (place && column.transcript?.paragraphs[place.paragraph]?.words) ?? [];
  if (of === 'word') return place ? words[place.word] : undefined;
  const isTimed = ({ start }: Word) => start !== null;
  return edge === 'start' ? words.find(isTimed) : words.findLast(isTimed);
};

/** Moves an edge by some seconds, stealing from the neighbour. */
export const nudgeEdge = (page: RecordingPage, column: Column | null, nudge: Nudge): void => {
  const { edge, bySeconds: by } = nudge;
  const word = column && nudged(page, column, nudge);
  const slot = word && slotOfWord(column.transcript!, word.id);
  if (!slot) return;
  const start = edge === 'start' ? slot.start + by : slot.start;
  const end = edge === 'end' ? slot.end + by : slot.end;
  page.session.apply({ kind: 'set-times', word: word.id, start, end }, `time ${word.id}`);
};

/** Sets an edge of the word that keys act on to where the player is; so a word that nobody timed gets its time by ear. */
export const putEdge = (page: RecordingPage, column: Column | null, edge: 'start' | 'end'): void => {
  const word = wordOfKeys(page, column);
  const slot = word && slotOfWord(column!.transcript!, word.id);
  if (!slot) return;
  const at = page.playback.seconds;
  const length = slot.end - slot.start;
  const start = edge === 'start' ? at : Math.min(slot.start, at - minWordSeconds);
  const end = edge === 'end' ? at : Math.max(slot.end, at + (word.end === null ? length : minWordSeconds));
  if (!page.session.apply({ kind: 'set-times', word: word.id, start, end })) return;
  announcer.say(en.editor.timed(word.text, elapsedClock(at, 1), edge));
};

/** Writes the time of the player at the caret, as `[1:02]`. */
export const insertTimestamp = (page: RecordingPage, column: Column | null): void => {
  const caret = column?.caret();
  if (!caret || !column) return;
  const text = caret.element.textContent ?? '';
  const stamp = ` [${elapsedClock(page.playback.seconds)}] `;
  const next = text.slice(0, caret.start) + stamp + text.slice(caret.end);
  page.session.apply({ kind: 'set-text', paragraph: caret.id, text: next });
  caret.element.textContent = next;
  setSelection(caret.element, caret.start + stamp.length);
};
