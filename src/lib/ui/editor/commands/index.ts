import { en } from '$lib/i18n/en.ts';
import type { Command } from '$lib/ui/commands/index.ts';
import type { EditorParts } from '../parts.ts';
import type { Area } from './area.ts';
import { citing } from './citing.ts';
import { cutting } from './cutting.ts';
import { looking } from './looking.ts';
import { marking } from './marking.ts';
import { playing } from './playing.ts';
import { timing } from './timing.ts';
import { writing } from './writing.ts';

/** Every area, in the order of the cheat-sheet. */
const areas: readonly Area[] = [playing, marking, writing, timing, cutting, looking, citing];

/** What can be done on the page of a recording: for palette, keys and their help. */
export const editorCommands = (parts: EditorParts): Command[] =>
  areas
    .flatMap((area) => area(parts))
    .map((entry) => ({ ...entry, title: en.editor.commands[entry.id], group: en.editor.group }));
