import { afterEach, describe, expect, it } from 'vitest';
import { Commands } from './commands.svelte.ts';
import type { Command } from './command.ts';
import { commandFor } from './shortcuts.ts';

const make = (id: string, more: Partial<Command> = {}): Command => ({
  id,
  title: id,
  group: 'g',
  run: () => {},
  ...more,
});
const on = { areSingleKeysOn: () => true };

/** Sends a real key press through an element and gives what it meant there. */
const pressed = (commands: Commands, target: HTMLElement, init: KeyboardEventInit, options = on): string | null => {
  let meant: string | null = null;
  const listen = (event: KeyboardEvent) => (meant = commandFor(event, commands, options)?.id ?? null);
  window.addEventListener('keydown', listen, { once: true });
  target.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));
  return meant;
};

const add = <K extends keyof HTMLElementTagNameMap>(name: K) => document.body.appendChild(document.createElement(name));

afterEach(() => document.body.replaceChildren());

describe('shortcuts', () => {
  const record = make('record', { keys: 'R' });
  const palette = make('palette', { keys: 'Ctrl+K', inText: true });

  const both = () => {
    const commands = new Commands();
    commands.register('app', [record, palette]);
    return commands;
  };

  it('act on the page, and single keys never while somebody types', () => {
    expect(pressed(both(), document.body, { key: 'r', code: 'KeyR' })).toBe('record');
    for (const name of ['input', 'textarea', 'select'] as const)
      expect(pressed(both(), add(name), { key: 'r', code: 'KeyR' })).toBe(null);
    const editable = add('div');
    editable.contentEditable = 'true';
    expect(pressed(both(), editable, { key: 'r', code: 'KeyR' })).toBe(null);
    expect(pressed(both(), editable, { key: 'k', code: 'KeyK', ctrlKey: true })).toBe('palette');
  });

  it('of a single key can be switched off', () => {
    const off = { areSingleKeysOn: () => false };
    expect(pressed(both(), document.body, { key: 'r', code: 'KeyR' }, off)).toBe(null);
    expect(pressed(both(), document.body, { key: 'k', code: 'KeyK', ctrlKey: true }, off)).toBe('palette');
  });

  it('rest while a dialog is open and while a word is composed', () => {
    expect(pressed(both(), document.body, { key: 'r', code: 'KeyR', isComposing: true })).toBe(null);
    add('dialog').showModal();
    expect(pressed(both(), document.body, { key: 'r', code: 'KeyR' })).toBe(null);
  });

  it('of the page leave a field its own: its history is not that of the page', () => {
    const commands = new Commands();
    commands.register('editor', [make('undo', { keys: 'Ctrl+Z', inText: 'page' })]);
    const undo = { key: 'z', code: 'KeyZ', ctrlKey: true };
    for (const name of ['input', 'textarea'] as const) expect(pressed(commands, add(name), undo)).toBe(null);
    const text = add('p');
    text.contentEditable = 'plaintext-only';
    for (const target of [text, document.body]) expect(pressed(commands, target, undo)).toBe('undo');
  });

  it('mean what was registered last, until it is taken back', () => {
    const commands = both();
    const takeBack = commands.register('editor', [make('edit', { keys: 'R' })]);
    expect(pressed(commands, document.body, { key: 'r', code: 'KeyR' })).toBe('edit');
    takeBack();
    expect(pressed(commands, document.body, { key: 'r', code: 'KeyR' })).toBe('record');
  });

  it('do not act where their command cannot', async () => {
    const commands = new Commands();
    let runs = 0;
    commands.register('app', [make('x', { keys: 'X', when: () => false, run: () => void runs++ })]);
    expect(pressed(commands, document.body, { key: 'x', code: 'KeyX' })).toBe(null);
    expect(await commands.run('x')).toBe(false);
    expect(runs).toBe(0);
  });
});
