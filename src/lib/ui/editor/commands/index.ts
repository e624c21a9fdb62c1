import { en } from '$lib/i18n/en.ts';
import type { Command } from '$lib/ui/commands/index.ts';
import type { EditorParts } from '../parts.ts';
import type { Area } from './area.ts';
import { citing } from './citing.ts';
import { cutting } from './cutting.ts';
import { looking } from './looking.ts';
import { marking } from './marking.ts';
import { noting } from './noting.ts';
import { playing } from './playing.ts';
import { reviewing } from './reviewing.ts';
import { speaking } from './speaking.ts';
import { subtitling } from './subtitling.ts';
import { timing } from './timing.ts';
import { viewing } from './viewing.ts';
import { writing } from './writing.ts';

/** Every area, in the order of the cheat-sheet. */
const areas: readonly Area[] = [
  playing,
  marking,
  writing,
  speaking,
  timing,
  reviewing,
  noting,
  cutting,
  subtitling,
  looking,
  citing,
  viewing,
];

/** What can be done on the page of a recording: for palette, keys and their help. */
export const editorCommands = (parts: EditorParts): Command[] =>
  areas
    .flatMap((area) => area(parts))
    .map((entry) => ({ ...entry, title: en.editor.commands[entry.id], group: en.editor.group }));

/** Stands for a page where only the names and keys of commands are read and none is run. */
const nothing: unknown = new Proxy(() => undefined, { get: () => nothing });

/** Every command of the page, to be listed where no recording is open. */
export const editorCommandList = (): Command[] => editorCommands(nothing as EditorParts);
