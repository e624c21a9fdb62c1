import type { en } from '$lib/i18n/en.ts';
import type { RecordingPage } from '$lib/state/editor-page.svelte.ts';
import type { Command } from '$lib/ui/commands/index.ts';
import type { EditorParts } from '../parts.ts';

type Titles = typeof en.editor.commands;

/** A command whose title stands in `en.editor.commands` under its id. */
export type Entry = Omit<Command, 'id' | 'title' | 'group'> & { id: keyof Titles };

/** The commands of one area of the editor: one file, and one name in `index.ts`. */
export type Area = (parts: EditorParts) => readonly Entry[];

export const canEdit =
  ({ session }: RecordingPage) =>
  () =>
    session.transcript !== null && !session.isReadOnly;
