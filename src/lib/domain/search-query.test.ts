import { describe, expect, it } from 'vitest';
import { isEmptySearch, isTitled, parseSearch } from './search-query.ts';

const clauses = (text: string) =>
  parseSearch(text).clauses.map(({ kind, words, isExcluded }) => {
    const sign = isExcluded ? '-' : '';
    return `${sign}${kind}:${words.join('_')}`;
  });

describe('what is typed into the search field', () => {
  it('is words, phrases, beginnings and what must not be there', () => {
    expect(clauses('town hall ')).toEqual(['word:town', 'word:hall']);
    expect(clauses('"town hall" budget ')).toEqual(['phrase:town_hall', 'word:budget']);
    expect(clauses('bud* -hall ')).toEqual(['prefix:bud', '-word:hall']);
    expect(clauses("don't ")).toEqual(["word:don't"]);
  });

  it('takes the last word for a beginning while it is being typed', () => {
    expect(clauses('town ha')).toEqual(['word:town', 'prefix:ha']);
    expect(clauses('town ha.')).toEqual(['word:town', 'word:ha']);
    expect(clauses('town -ha')).toEqual(['word:town', '-word:ha']);
    expect(clauses('"town ha')).toEqual(['phrase:town_ha']);
  });

  it('reads filters, quoted or not, and leaves unknown ones as words', () => {
    const { filters } = parseSearch(
      'x speaker:"Anna K" speaker:Bert tag:press in:council lang:de after:2026-03 before:2027',
    );
    expect(filters).toMatchObject({
      speakers: ['Anna K', 'Bert'],
      tags: ['press'],
      titles: ['council'],
      languages: ['de'],
      after: '2026-03-01T00:00:00.000Z',
      before: '2027-01-01T00:00:00.000Z',
    });
    expect(clauses('note:this ')).toEqual(['word:note:this']);
    expect(parseSearch('after:yesterday ').filters.after).toBeNull();
  });

  it('is empty where nothing must be there', () => {
    expect(isEmptySearch(parseSearch(''))).toBe(true);
    expect(isEmptySearch(parseSearch(' -word '))).toBe(true);
    expect(isEmptySearch(parseSearch('"" * - '))).toBe(true);
    expect(isEmptySearch(parseSearch('tag:x'))).toBe(false);
    expect(isEmptySearch(parseSearch('x'))).toBe(false);
  });
});

describe('recordings by what is known without their text', () => {
  const recording = { title: 'Town Hall, Évreux', createdAt: '2026-03-02T10:00:00.000Z', tags: ['Press'] };
  const answers = (text: string) => isTitled(recording, parseSearch(text));

  it('answer where every word is in the title and the filters leave them', () => {
    expect(['town', 'evreux hall', 'tag:press', 'hall after:2026-03 before:2026-04', 'in:hall'].map(answers)).toEqual(
      Array(5).fill(true),
    );
    expect(
      ['mars', 'town mars', '-town', 'tag:other', 'after:2026-04', 'before:2026-03', 'in:mars'].map(answers),
    ).toEqual(Array(7).fill(false));
  });

  it('do not where only passages know', () => {
    expect([answers('town speaker:anna'), answers('town lang:en')]).toEqual([false, false]);
  });
});
