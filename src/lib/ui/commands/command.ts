import type { Icon } from '$lib/ui/primitives/icon.ts';

/** One thing a person can do: the same entry feeds button, menu, palette, shortcut and shortcut help. */
export type Command = {
  /** `area.verb`, unique. */
  id: string;
  title: string;
  /** Heading in the palette and the shortcut help. */
  group: string;
  /** Default keys, `Ctrl+Shift+K`; Ctrl is ⌘ on a Mac. The first is shown, all act. */
  keys?: string | readonly string[];
  icon?: Icon;
  run: () => void | Promise<unknown>;
  /** False hides it and stops its keys. Absent: always. */
  when?: () => boolean;
  /**
   * Acts while somebody types too: only for keys with Ctrl or Alt, or where the editor says so. `page`: in the text of the
   * page only, not in fields, where the same keys have a meaning of their own.
   */
  inText?: boolean | 'page';
  /** Acts again while its keys are held down. */
  canRepeat?: boolean;
};

/** Keys that act where the focus is and cannot be chosen: the shortcut help tells them. */
export type FixedKeys = { title: string; group: string; keys: readonly string[] };

export const keysOf = (command: Pick<Command, 'keys'>): readonly string[] =>
  command.keys === undefined ? [] : typeof command.keys === 'string' ? [command.keys] : command.keys;

/** Keys by the id of a command; an empty list: none at all. */
export type ChosenKeys = Readonly<Record<string, readonly string[]>>;

/** A command with the keys that were chosen for it. */
export const withKeys = (command: Command, chosen: ChosenKeys): Command => {
  const keys = chosen[command.id];
  return keys ? { ...command, keys } : command;
};

/** Another command that these keys would run too. */
export const conflictOf = (commands: readonly Command[], id: string, keys: string): Command | undefined =>
  commands.find((command) => command.id !== id && keysOf(command).includes(keys));
