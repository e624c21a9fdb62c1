import { en } from '$lib/i18n/en.ts';
import type { FixedKeys } from '$lib/ui/commands/index.ts';

const { text, reading, wave } = en.editor.fixedKeys;

const rows = (group: string, list: readonly (readonly [title: string, ...keys: string[]])[]): FixedKeys[] =>
  list.map(([title, ...keys]) => ({ group, title, keys }));

/** Keys that write or move where the focus is, as they do everywhere: the help tells them, none can be chosen. */
export const fixedKeys: readonly FixedKeys[] = [
  ...rows(text.group, [
    [text.split, 'Enter'],
    [text.breakLine, 'Shift+Enter'],
    [text.joinBefore, 'Backspace'],
    [text.joinAfter, 'Delete'],
    [text.speaker, '@'],
    [text.play, 'Tab'],
    [text.leave, 'Escape'],
  ]),
  ...rows(reading.group, [
    [reading.paragraph, 'ArrowUp', 'ArrowDown'],
    [reading.word, 'ArrowLeft', 'ArrowRight'],
    [reading.play, 'Enter'],
  ]),
  ...rows(wave.group, [
    [wave.second, 'ArrowLeft', 'ArrowRight'],
    [wave.half, 'PageDown', 'PageUp'],
    [wave.ends, 'Home', 'End'],
    [wave.zoom, '+', '-'],
    [wave.move, '<', '>'],
    [wave.choose, '[', ']'],
    [wave.loop, 'L'],
    [wave.none, 'Escape'],
  ]),
];
