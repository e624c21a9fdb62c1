import { describe, expect, it } from 'vitest';
import { chordOf, displayKeys, isSingleKey } from './keys.ts';

const press = (key: string, code: string, held: string[] = []) => ({
  key,
  code,
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  altKey: held.includes('alt'),
  shiftKey: held.includes('shift'),
});

describe('chordOf', () => {
  it.each([
    [press('r', 'KeyR'), 'R'],
    [press('k', 'KeyK', ['ctrl']), 'Ctrl+K'],
    [press('k', 'KeyK', ['meta']), 'Ctrl+K'],
    [press('Z', 'KeyZ', ['ctrl', 'shift']), 'Ctrl+Shift+Z'],
    [press('?', 'Slash', ['shift']), '?'],
    [press('∆', 'KeyJ', ['alt']), 'Alt+J'],
    [press(' ', 'Space', ['ctrl']), 'Ctrl+Space'],
    [press('1', 'Digit1', ['ctrl']), 'Ctrl+1'],
    [press('ArrowLeft', 'ArrowLeft', ['alt', 'shift']), 'Alt+Shift+ArrowLeft'],
    [press('=', 'Equal', ['alt']), 'Alt+='],
  ])('%j is %s', (pressed, chord) => {
    expect(chordOf(pressed)).toBe(chord);
  });

  it.each([
    ['–', 'Minus', ['alt'], 'Alt+-'],
    ['≠', 'Equal', ['alt'], 'Alt+='],
    ['“', 'BracketLeft', ['alt'], 'Alt+['],
    ['‘', 'BracketRight', ['alt'], 'Alt+]'],
    ['≠', 'Equal', ['alt', 'meta'], 'Ctrl+Alt+='],
    ['≤', 'Comma', ['alt'], 'Alt+,'],
  ])('knows %s of a Mac by its key %s', (key, code, held, chord) => {
    expect(chordOf(press(key, code, held), true)).toBe(chord);
  });

  it('leaves signs to layouts that write them with Ctrl+Alt, where it is no Mac', () => {
    expect(chordOf(press('\\', 'Minus', ['ctrl', 'alt']), false)).toBe('Ctrl+Alt+\\');
    expect(chordOf(press('–', 'Minus', ['alt']), false)).toBe('Alt+–');
  });

  it('takes the letter of the layout, not of the position', () => {
    expect(chordOf(press('a', 'KeyQ', ['ctrl']))).toBe('Ctrl+A');
  });
});

describe('isSingleKey', () => {
  it('knows what prints a character', () => {
    expect(['R', '?', 'Shift+R'].every(isSingleKey)).toBe(true);
    expect(['Ctrl+K', 'Alt+J', 'F3', 'Escape', 'Tab', 'Ctrl+Alt+K'].some(isSingleKey)).toBe(false);
  });
});

describe('displayKeys', () => {
  it('prints what stands on the keys', () => {
    expect(displayKeys('Ctrl+Alt+ArrowLeft', false)).toBe('Ctrl+Alt+←');
    expect(displayKeys('Ctrl+Shift+K', true)).toBe('⌘+⇧+K');
    expect(displayKeys('Alt++', false)).toBe('Alt++');
  });
});
