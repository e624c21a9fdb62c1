import { describe, expect, it } from 'vitest';
import { filterChoices, score } from './match.ts';

const choices = [
  { title: 'Start or stop recording', group: 'Record' },
  { title: 'Settings', group: 'Go to' },
  { title: 'Café interview', group: 'Recording' },
  { title: 'Add from a link', group: 'Library' },
];

describe('filterChoices', () => {
  it('keeps everything in order for an empty query', () => {
    expect(filterChoices('  ', choices)).toEqual(choices);
  });

  it.each([
    ['rec', 'Start or stop recording'],
    ['SETT', 'Settings'],
    ['cafe int', 'Café interview'],
    ['link add', 'Add from a link'],
    ['library link', 'Add from a link'],
  ])('finds by %s', (query, title) => {
    expect(filterChoices(query, choices)[0]?.title).toBe(title);
  });

  it('gives nothing when one word answers nothing', () => {
    expect(filterChoices('settings xyz', choices)).toEqual([]);
  });

  it('prefers the beginning of a word to its middle', () => {
    expect(score('set', 'Settings')).toBeGreaterThan(score('set', 'Reset'));
  });
});
