import { Scope } from '$lib/core/scope.ts';
import { attempt } from '$lib/state/toasts.svelte.ts';
import type { Command } from './command.ts';
import type { Commands } from './commands.svelte.ts';
import { chordOf, isSingleKey, isTyping } from './keys.ts';

type Options = { areSingleKeysOn: () => boolean };

/** Whether a command may act where somebody types. */
const actsIn = (target: HTMLElement, { inText = false }: Command): boolean =>
  inText === 'page' ? target.isContentEditable : inText;

/** What a key press means, or null: nothing while a dialog is open, no single key while somebody types. */
export const commandFor = (event: KeyboardEvent, commands: Commands, options: Options): Command | null => {
  if (event.defaultPrevented || event.isComposing) return null;
  if (document.querySelector('dialog:modal')) return null;
  const chord = chordOf(event);
  const command = commands.byKeys(chord);
  if (!command || (event.repeat && !command.canRepeat)) return null;
  if (isTyping(event.target) && !actsIn(event.target as HTMLElement, command)) return null;
  if (isSingleKey(chord) && !options.areSingleKeysOn()) return null;
  return command;
};

/** Listens for the keys of all commands until the result is called. */
export const listenForShortcuts = (commands: Commands, options: Options): (() => void) => {
  const scope = new Scope();
  scope.listen(window, 'keydown', (event) => {
    const command = commandFor(event as KeyboardEvent, commands, options);
    if (!command) return;
    event.preventDefault();
    void attempt(() => command.run());
  });
  return () => scope.dispose();
};
