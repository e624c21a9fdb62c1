import { describe, expect, it } from 'vitest';
import { fixedKeys } from '../editor/commands/fixed.ts';
import { editorCommandList } from '../editor/commands/index.ts';
import { conflictOf, keysOf, withKeys } from './command.ts';
import { Commands } from './commands.svelte.ts';

describe('keys that a person chose', () => {
  const run = () => {};
  const list = [
    { id: 'a', title: 'A', group: 'G', keys: 'Ctrl+A', run },
    { id: 'b', title: 'B', group: 'G', keys: ['Ctrl+B', 'F2'], run },
  ];

  it('take the place of the default ones everywhere, and none means none', () => {
    const commands = new Commands();
    commands.register('test', list);
    commands.chooseKeys({ a: ['F9'], b: [] });
    expect(commands.byKeys('F9')?.id).toBe('a');
    expect([commands.byKeys('Ctrl+A'), commands.byKeys('F2')]).toEqual([undefined, undefined]);
    commands.chooseKeys({});
    expect(commands.byKeys('F2')?.id).toBe('b');
  });

  it('tell whose they are', () => {
    expect(conflictOf(list, 'a', 'F2')?.id).toBe('b');
    expect(conflictOf(list, 'b', 'F2')).toBeUndefined();
    expect(keysOf(withKeys(list[0]!, { a: ['F2'] }))).toEqual(['F2']);
  });
});

describe('keys that cannot be chosen', () => {
  it('are told beside the commands, and go with their owner', () => {
    const commands = new Commands();
    const end = commands.register('editor', [], fixedKeys);
    const told = commands.fixed.flatMap(({ keys }) => keys);
    for (const keys of ['Enter', 'Shift+Enter', 'Backspace', 'Delete', '@', 'Tab', 'Escape', '+', '[', 'L'])
      expect(told, keys).toContain(keys);
    expect(commands.all).toEqual([]);
    end();
    expect(commands.fixed).toEqual([]);
  });
});

describe('the commands of the editor', () => {
  it('undo only in the text: a field that is typed in keeps its own history', () => {
    const held = editorCommandList().filter(({ id }) => id === 'editor.undo' || id === 'editor.redo');
    expect(held.map(({ inText }) => inText)).toEqual(['page', 'page']);
  });

  it('can be listed without a recording, and no two share keys', () => {
    const commands = editorCommandList();
    expect(commands.length).toBeGreaterThan(40);
    for (const { id, title } of commands) expect(title, id).toBeTruthy();
    const keys = commands.flatMap((command) => keysOf(command).map((each) => `${each} ${command.id}`));
    const shared = keys.filter((one) => keys.some((two) => two !== one && two.split(' ')[0] === one.split(' ')[0]));
    expect(shared).toEqual([]);
  });
});
