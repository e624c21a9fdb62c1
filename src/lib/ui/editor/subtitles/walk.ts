import { tick } from 'svelte';
import { seekMargin } from '$lib/domain/transcript-timeline.ts';
import type { EditorParts } from '../parts.ts';
import { showWord } from '../review/actions.ts';

/** To a cue: the player, and its first word in the text. */
export const showCue = (parts: EditorParts, cue: number): void => {
  const { subtitles, playback } = parts.page;
  const start = subtitles.cues[cue]?.start;
  if (start !== undefined) playback.seek(subtitles.fileSeconds(start) + seekMargin);
  const word = subtitles.wordOf(cue);
  if (word) showWord(parts, word.id);
};

/** The caret at the beginning of a cue, to write it shorter. */
export const editCue = async (parts: EditorParts, cue: number): Promise<void> => {
  const { page } = parts;
  const word = page.subtitles.wordOf(cue);
  if (!word) return;
  showCue(parts, cue);
  page.view.edit();
  await tick();
  const paragraph = page.session.transcript?.paragraphs.find(({ words }) => words.some(({ id }) => id === word.id));
  const index = paragraph?.words.findIndex(({ id }) => id === word.id) ?? -1;
  const column = parts.column();
  const at = page.session.transcript!.paragraphs.indexOf(paragraph!);
  const found = column?.rangeOf({ paragraph: at, word: index });
  if (paragraph && found) column!.focus(paragraph.id, found.range.startOffset);
};
