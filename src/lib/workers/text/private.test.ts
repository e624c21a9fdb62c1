import { describe, expect, it } from 'vitest';
import { privateSentences } from '../../../../tests/labelled/private.ts';
import { report, scoreOf, transcriptOf } from '../../../../tests/labelled/score.ts';
import { namesIn } from './inside/entities.ts';
import { findPrivate, privateIn } from './inside/private.ts';
import { digitsOf, passesLuhn } from './inside/private-patterns.ts';
import { nlp } from './inside/text-compromise.ts';

const kinds = ['name', 'email', 'phone', 'card', 'address', 'date'] as const;
const keyOf = (kind: string, text: string) => `${kind} ${text.replace(/[.,;!?]+$|^(?:doctor|dr\.?|mrs\.?) /gi, '')}`;

describe('what may be private', () => {
  const told = privateSentences.map(({ text }) =>
    privateIn(text, namesIn(nlp, text), []).map(({ kind, start, end }) => keyOf(kind, text.slice(start, end))),
  );
  const wanted = privateSentences.map(({ found }) => found.map(([kind, text]) => keyOf(kind, text)));
  const score = (given: readonly (readonly string[])[], kind = '') => {
    const of = (list: readonly (readonly string[])[]) => list.map((keys) => keys.filter((key) => key.startsWith(kind)));
    const [have, want] = [of(given), of(wanted)];
    const right = have.flatMap((keys, index) => keys.filter((key) => want[index].includes(key))).length;
    return scoreOf(right, have.flat().length, want.flat().length);
  };

  it('is found with its kind', () => {
    const naive = privateSentences.map(({ text }) => [
      ...Array.from(text.matchAll(/\S+@\S+/g), ([found]) => keyOf('email', found)),
      ...Array.from(text.matchAll(/\d[\d -]{8,}\d/g), ([found]) => keyOf('phone', found)),
      ...Array.from(text.matchAll(/(?<=\s)[A-Z]\w+(?: [A-Z]\w+)*/g), ([found]) => keyOf('name', found)),
    ]);
    for (const kind of kinds) report(`private: ${kind}`, score(told, kind), score(naive, kind), '@, digits, capitals');
    report('private: all', score(told), score(naive), '@, digits, capitals');
    expect(score(told).f1).toBeGreaterThan(score(naive).f1);
    expect(score(told).recall).toBeGreaterThanOrEqual(0.9);
    expect(score(told).precision).toBeGreaterThanOrEqual(0.9);
    for (const kind of kinds) expect(score(told, kind).recall, kind).toBeGreaterThanOrEqual(0.8);
  });

  it('is told as whole words, with the terms the person gave', async () => {
    const transcript = transcriptOf(['We call it Projekt Überblick, or überblick for short.', 'Mail jo@example.org.']);
    const found = await findPrivate(transcript, ['Überblick', 'projekt überblick'], new AbortController().signal);
    expect(found.map(({ kind, words }) => [kind, words])).toEqual([
      ['custom', ['p0-3', 'p0-4']],
      ['custom', ['p0-6']],
      ['email', ['p1-1']],
    ]);
    expect(found[0].place.start).toBe(1.5);
  });

  it('is one finding where two names stand in one word', async () => {
    const transcript = transcriptOf(['Her name is Kowalczyk/Brzezinski, as I said.']);
    const found = await findPrivate(transcript, ['kowalczyk', 'brzezinski'], new AbortController().signal);
    const words = found.map((finding) => finding.words.join(' '));
    expect(words).toEqual([...new Set(words)]);
    expect(words).toContain('p0-3');
  });

  it('knows digits as they are spoken, and the check digit of cards', () => {
    expect(digitsOf('five double oh one triple seven')).toBe('5001777');
    expect(passesLuhn('4111111111111111')).toBe(true);
    expect(passesLuhn('4111111111111112')).toBe(false);
  });
});
