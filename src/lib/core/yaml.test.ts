import { describe, expect, it } from 'vitest';
import { readYaml, writeYaml } from './yaml.ts';

describe('readYaml', () => {
  it('gives data with the place of each key and value', () => {
    const result = readYaml('# a comment\nappearance:\n  theme: dark\n  textSize: 1\n');
    if (!result.ok) throw new Error('must be readable');
    expect(result.reading.value).toEqual({ appearance: { theme: 'dark', textSize: 1 } });
    expect(result.reading.positionOf(['appearance', 'textSize'], 'key')).toEqual({ line: 4, column: 3 });
    expect(result.reading.positionOf(['appearance', 'textSize'], 'value')).toEqual({ line: 4, column: 13 });
    expect(result.reading.positionOf(['appearance', 'nowhere'], 'value')).toEqual({ line: 2, column: 1 });
    expect(result.reading.positionOf([], 'value')).toEqual({ line: 1, column: 1 });
  });

  it('says every syntax error with its place', () => {
    const result = readYaml('a: 1\na: 2\nb: [1, 2\n');
    if (result.ok) throw new Error('must not be readable');
    expect(result.problems.map(({ line }) => line)).toEqual(expect.arrayContaining([2, 4]));
  });

  it('refuses aliases that expand without bound', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [from, to] of ['ab', 'bc', 'cd', 'de'].map((pair) => [pair[0], pair[1]]))
      bomb.push(`${to}: &${to} [*${from}, *${from}, *${from}, *${from}, *${from}, *${from}, *${from}, *${from}]`);
    expect(readYaml(bomb.join('\n')).ok).toBe(false);
  });
});

describe('writeYaml', () => {
  it('writes comments above their keys and reads back equal', () => {
    const value = { appearance: { theme: 'dark', note: 'yes: "quoted" # no comment' }, list: [1, 'on', ''] };
    const text = writeYaml(value, { appearance: 'Looks', 'appearance.theme': 'One of:\nlight, dark' }, 'Settings');
    expect(text).toContain('# Settings');
    expect(text).toContain('# Looks\nappearance:\n  # One of:\n  # light, dark\n  theme: dark\n');
    const result = readYaml(text);
    expect(result.ok && result.reading.value).toEqual(value);
  });
});
