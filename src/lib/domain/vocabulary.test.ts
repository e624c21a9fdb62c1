import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DraftWord } from './transcript.ts';
import { applyVocabulary, parseVocabulary } from './vocabulary.ts';

const wordsOf = (text: string): DraftWord[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map((word, index) => ({ text: word, start: index, end: index + 0.8, probability: 0.5 + index / 100 }));

const write = (said: string, vocabulary: string): string =>
  applyVocabulary(wordsOf(said), parseVocabulary(vocabulary))
    .map(({ text }) => text)
    .join(' ');

describe('the vocabulary', () => {
  it('writes a term as it is written, however it was heard', () => {
    const terms = 'EchoFlow\nkube-proxy\n';
    expect(write('we use echo flow and Echoflow, and kube proxy too.', terms)).toBe(
      'we use EchoFlow and EchoFlow, and kube-proxy too.',
    );
  });
  it('takes the longest match first, from left to right, whole words only', () => {
    const terms = 'new york = New York\nnew york times = The Times\nart = Art';
    expect(write('the new york times in new york starts art', terms)).toBe('the The Times in New York starts Art');
  });
  it('writes what was heard wrong', () => {
    expect(write('cuba netis and "Cooper Nettie\'s"', 'cuba netis, cooper netties = Kubernetes # clusters')).toBe(
      'Kubernetes and "Kubernetes"',
    );
  });
  it('begins a sentence with a capital where the term is small', () => {
    expect(write('Hyper text is older than hyper text.', 'hyper text = hypertext')).toBe(
      'Hypertext is older than hypertext.',
    );
  });
  it('ignores accents and remarks, and the later of two rules counts', () => {
    expect(write('cafe', '# names\ncafe = Kaffee\n\ncafé = Café')).toBe('Café');
  });
  it('keeps the time and the doubt of the words it replaces', () => {
    const [only] = applyVocabulary(wordsOf('echo flow'), parseVocabulary('EchoFlow'));
    expect(only).toEqual({ text: 'EchoFlow', start: 0, end: 1.8, probability: 0.5 });
    const untold = wordsOf('echo flow').map((word) => ({ ...word, probability: null }));
    expect(applyVocabulary(untold, parseVocabulary('EchoFlow'))).toMatchObject([{ probability: null }]);
    const two = applyVocabulary(wordsOf('nyc'), parseVocabulary('nyc = New York'));
    expect(two.map(({ start, end }) => [start, end])).toEqual([
      [0, expect.closeTo(0.8 * (3 / 7), 9)],
      [expect.closeTo(0.8 * (3 / 7), 9), 0.8],
    ]);
  });
  it('changes nothing without rules, and is done after one round, whatever is said', () => {
    const text = fc.array(fc.constantFrom('echo', 'Flow', 'flow,', 'echoflow', 'a', 'york', 'new'), { maxLength: 12 });
    fc.assert(
      fc.property(text, (list) => {
        const words = wordsOf(list.join(' '));
        expect(applyVocabulary(words, [])).toEqual(words);
        const rules = parseVocabulary('EchoFlow\nnew york = New York');
        const once = applyVocabulary(words, rules);
        expect(applyVocabulary(once, rules)).toEqual(once);
        for (const [index, word] of once.entries()) {
          expect(word.end).toBeGreaterThan(word.start);
          if (index > 0) expect(word.start).toBeGreaterThanOrEqual(once[index - 1]!.start);
        }
      }),
    );
  });
});
