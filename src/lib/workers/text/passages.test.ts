import { beforeAll, describe, expect, it } from 'vitest';
import type { Analysis } from '$lib/domain/analysis.ts';
import { heldOutPassages, heldOutTalks } from '../../../../tests/labelled/held-out-passages.ts';
import { passages, talks, type Passage } from '../../../../tests/labelled/passages.ts';
import { mean, report, scoreOf, transcriptOf, type Score } from '../../../../tests/labelled/score.ts';
import { analyse } from './inside/analyse.ts';
import { boundariesOf } from './inside/chapters.ts';
import { loadEnglish } from './inside/english.ts';
import { topicsOf } from './inside/topics.ts';

/**
 * What is told of whole passages, on the set the rules were corrected on and on one held out, each beside its baseline. An
 * analysis that does not beat it has no place in the app. Bounds (F1) lie a little below what was measured.
 */
const sets = [
  { name: 'corrected on', of: passages, talks, least: { phrases: 0.5, summary: 0.6, topics: 0.85, chapters: 0.9 } },
  {
    ...{ name: 'held out', of: heldOutPassages, talks: heldOutTalks },
    least: { phrases: 0.45, summary: 0.4, topics: 0.6, chapters: 0.6 },
  },
];

const sumOf = (scores: readonly Score[]): Score => ({
  precision: mean(scores.map(({ precision }) => precision)),
  recall: mean(scores.map(({ recall }) => recall)),
  f1: mean(scores.map(({ f1 }) => f1)),
});
const overlap = <T>(found: readonly T[], wanted: readonly T[]): Score =>
  scoreOf(found.filter((each) => wanted.includes(each)).length, found.length, wanted.length);
const never = new AbortController().signal;

describe.each(sets)('by passage, $name', ({ name, of, talks: put, least }) => {
  const analyses = new Map<string, Analysis>();
  beforeAll(async () => {
    for (const { id, sentences } of of) analyses.set(id, await analyse(transcriptOf([sentences.join(' ')]), never));
  }, 60_000);

  const each = (score: (passage: Passage, analysis: Analysis) => Score): Score =>
    sumOf(of.map((passage) => score(passage, analyses.get(passage.id)!)));
  const show = (what: string, ours: Score, naive: Score, baseline: string) =>
    report(`${what}, ${name}`, ours, naive, baseline);

  it('names the subjects', () => {
    const plain = (text: string) => text.toLowerCase().replace(/s\b/g, '');
    const phraseScore = (found: readonly string[], wanted: readonly string[]) =>
      overlap(found.map(plain), wanted.map(plain));
    const ours = each(({ phrases }, { keyPhrases }) =>
      phraseScore(
        keyPhrases!.slice(0, phrases.length).map(({ text }) => text),
        phrases,
      ),
    );
    const naive = each(({ phrases, sentences: said }) => {
      const counts = new Map<string, number>();
      for (const [word] of said
        .join(' ')
        .toLowerCase()
        .matchAll(/\p{L}{4,}/gu))
        counts.set(word, (counts.get(word) ?? 0) + 1);
      const top = [...counts].sort((a, b) => b[1] - a[1]).slice(0, phrases.length);
      return phraseScore(
        top.map(([word]) => word),
        phrases,
      );
    });
    show('key phrases', ours, naive, 'frequent words');
    expect(ours.f1).toBeGreaterThan(naive.f1);
    expect(ours.f1).toBeGreaterThanOrEqual(least.phrases);
  });

  it('sums up', () => {
    const ours = each(({ summary }, analysis) => overlap(analysis.summary, summary));
    const lead = each(({ summary }) => overlap([0, 1, 2], summary));
    const longest = each(({ summary, sentences: said }) => {
      const order = said.map((text, index) => ({ length: text.length, index })).sort((a, b) => b.length - a.length);
      return overlap(
        order.slice(0, 3).map(({ index }) => index),
        summary,
      );
    });
    show('summary', ours, lead, 'first three');
    show('summary', ours, longest, 'longest three');
    expect(ours.f1).toBeGreaterThan(Math.max(lead.f1, longest.f1));
    expect(ours.f1).toBeGreaterThanOrEqual(least.summary);
  });

  it('groups what is about the same', () => {
    const sources = of.map(({ id }) => {
      const { keyPhrases, vocabulary } = analyses.get(id)!;
      return { recordingId: id, title: id, keyPhrases: keyPhrases!, words: vocabulary.content };
    });
    const themeOf = new Map(of.map(({ id, theme }) => [id, theme]));
    const score = (groups: readonly (readonly string[])[]) => {
      const pairs = groups.flatMap((group) =>
        group.flatMap((a, index) => group.slice(index + 1).map((b) => [a, b] as const)),
      );
      return scoreOf(pairs.filter(([a, b]) => themeOf.get(a) === themeOf.get(b)).length, pairs.length, 12);
    };
    const ours = score(topicsOf(sources).map(({ recordings }) => recordings));
    const byFirst = [...new Set(sources.map(({ words }) => words[0]))].map((word) =>
      sources.filter(({ words }) => words[0] === word).map(({ recordingId }) => recordingId),
    );
    const naive = score(byFirst);
    show('topics (pairs)', ours, naive, 'same frequent word');
    expect(ours.f1).toBeGreaterThan(naive.f1);
    expect(ours.f1).toBeGreaterThanOrEqual(least.topics);
  });

  it('finds where one chapter ends', async () => {
    const near = (found: readonly number[], wanted: readonly number[]) =>
      scoreOf(
        wanted.filter((at) => found.some((other) => Math.abs(other - at) <= 1)).length,
        found.length,
        wanted.length,
      );
    const english = await loadEnglish();
    const told = put.map((talk, number) => {
      const parts = talk.map((id, index) =>
        of.find((passage) => passage.id === id)!.sentences.slice(0, 12 - ((number + index) % 4)),
      );
      const said = parts.flat();
      const wanted = parts.slice(1).map((_, index) => parts.slice(0, index + 1).flat().length);
      const content = said.map((text) => english.terms(text).filter(({ isStop }) => !isStop));
      const found = boundariesOf(content.map((terms) => terms.map(({ stem }) => stem))).slice(1);
      // The naive way is even told how many chapters there are.
      const even = wanted.map((_, index) => Math.round(((index + 1) * said.length) / parts.length));
      return { ours: near(found, wanted), even: near(even, wanted) };
    });
    const ours = sumOf(told.map((talk) => talk.ours));
    const even = sumOf(told.map((talk) => talk.even));
    show('chapters (±1)', ours, even, 'equal lengths');
    expect(ours.f1).toBeGreaterThan(even.f1);
    expect(ours.f1).toBeGreaterThanOrEqual(least.chapters);
  });
});
