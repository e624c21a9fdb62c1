/** Keys in writing: modifiers in the order Ctrl, Alt, Shift, then one key: `Ctrl+Shift+K`, `Alt+ArrowLeft`, `?`, `R`. */

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

const isLetter = (key: string) => key.length === 1 && key.toLowerCase() !== key.toUpperCase();

export const isMac = (): boolean => typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** Signs whose keys type something else with Option on a Mac: by their place on the keyboard. */
const signCodes: Record<string, string> = {
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Comma: ',',
  Period: '.',
};

/**
 * With Alt a Mac types another character, and other layouts put letters elsewhere: only then the position counts. Signs are
 * taken by position on a Mac alone: elsewhere Ctrl+Alt is how many layouts write them.
 */
const baseKey = (press: KeyPress, onMac: boolean): string => {
  const position = /^(?:Key([A-Z])|Digit(\d))$/.exec(press.code);
  if (press.altKey && position) return (position[1] ?? position[2])!;
  if (press.altKey && onMac && !press.shiftKey && signCodes[press.code]) return signCodes[press.code]!;
  if (press.key === ' ') return 'Space';
  return isLetter(press.key) ? press.key.toUpperCase() : press.key;
};

/** What was pressed, in writing. Shift is part of a printed sign (`?`), not a modifier of it. */
export const chordOf = (press: KeyPress, onMac = isMac()): string => {
  const key = baseKey(press, onMac);
  const isSign = key.length === 1 && !isLetter(key) && !/\d/.test(key);
  const modifiers = [
    (press.ctrlKey || press.metaKey) && 'Ctrl',
    press.altKey && 'Alt',
    press.shiftKey && !isSign && 'Shift',
  ].filter(Boolean);
  return [...modifiers, key].join('+');
};

/** True for keys without Ctrl or Alt that print a character: those must never act while somebody types. */
export const isSingleKey = (keys: string): boolean =>
  !/(^|\+)(Ctrl|Alt)\+/.test(keys) && [...keys.replace('Shift+', '')].length === 1;

const macSigns: Record<string, string> = { Ctrl: '⌘', Alt: '⌥', Shift: '⇧' };
const signs: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
};

/** The keys as this keyboard prints them, parts joined by `+`. */
export const displayKeys = (keys: string, onMac = isMac()): string =>
  keys
    .split(/(?<=.)\+(?=.)/)
    .map((part) => (onMac ? macSigns[part] : undefined) ?? signs[part] ?? part)
    .join('+');

const textTypes = new Set(['text', 'search', 'url', 'email', 'tel', 'password', 'number', 'date', 'time']);

/** True where a key press means text or a choice: fields, lists, open menus, everything editable. */
export const isTyping = (target: EventTarget | null): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return textTypes.has(target.type);
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target.closest('[role="menu"],[role="listbox"],[role="textbox"],[role="combobox"]') !== null;
};
