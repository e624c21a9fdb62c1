import { getContext, setContext } from 'svelte';
import type { RecordingPage } from '$lib/state/editor-page.svelte.ts';
import type { Column } from './column.ts';

/** What commands, bars and panels of a recording's page act on. */
export type EditorParts = {
  readonly page: RecordingPage;
  /** The text on screen; null while there is none. Read in a derived or an effect it is seen to change. */
  column(): Column | null;
  /** Scrolls to the spoken word and follows it again. */
  jump(): void;
  /** Opens the menu of speakers of the paragraph that keys act on. */
  chooseSpeaker(): void;
  /** Gives the keyboard to the tools beside what is selected. */
  useSelection(): void;
  /** Gives the keyboard back to the paragraph that keys act on. */
  focusText(): void;
};

const key = Symbol('editor');

export const setEditorParts = (parts: EditorParts): EditorParts => setContext(key, parts);

/** For the components inside a recording's page; called while one is made. */
export const getEditorParts = (): EditorParts => getContext<EditorParts>(key);
