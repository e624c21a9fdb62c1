/** One list of commands feeds buttons, menus, palette, shortcuts and shortcut help. */
export { commands, Commands } from './commands.svelte.ts';
export { conflictOf, keysOf, withKeys, type ChosenKeys, type Command, type FixedKeys } from './command.ts';
export { chordOf, displayKeys } from './keys.ts';
export { listenForShortcuts } from './shortcuts.ts';
export { default as CommandPalette } from './CommandPalette.svelte';
export { default as ShortcutHelp } from './ShortcutHelp.svelte';
