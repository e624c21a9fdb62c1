import { beforeAll, describe, expect, it } from 'vitest';
import type { Analysis } from '$lib/domain/analysis.ts';
import { entitySentences } from '../../../../tests/labelled/entities.ts';
import { languageSentences } from '../../../../tests/labelled/languages.ts';
import { passages, talks, type Passage } from '../../../../tests/labelled/passages.ts';
import { mean, report, scoreFlags, scoreOf, transcriptOf, type Score } from '../../../../tests/labelled/score.ts';
import { sentences } from '../../../../tests/labelled/sentences.ts';
import { sentiments } from '../../../../tests/labelled/sentiment.ts';
import { isAction } from './inside/actions.ts';
import { analyse } from './inside/analyse.ts';
import { boundariesOf } from './inside/chapters.ts';
import { loadEnglish } from './inside/english.ts';
import { namesIn } from './inside/entities.ts';
import { languageOf } from './inside/languages.ts';
import { isQuestion } from './inside/questions.ts';
import { neutralUntil, sentimentOf } from './inside/text-sentiment.ts';
import { nlp } from './inside/text-compromise.ts';
import { topicsOf } from './inside/topics.ts';

/**
 * Every analysis against labels written by hand (`tests/labelled/`), beside the naive way of doing the same. One that does
 * not beat its baseline has no place in the app. Bounds lie a little below what was measured.
 */
const never = new AbortController().signal;
const analyses = new Map<string, Analysis>();
const textOf = (ids: readonly string[]) =>
  ids.flatMap((id) => passages.find((passage) => passage.id === id)!.sentences);

beforeAll(async () => {
  for (const { id, sentences: said } of passages)
    analyses.set(id, await analyse(transcriptOf([said.join(' ')]), never));
}, 60_000);

const sumOf = (scores: readonly Score[]): Score => ({
  precision: mean(scores.map(({ precision }) => precision)),
  recall: mean(scores.map(({ recall }) => recall)),
  f1: mean(scores.map(({ f1 }) => f1)),
});

describe('by sentence', () => {
  const texts = sentences.map(({ text }) => text);

  it('finds questions, most without a question mark', () => {
    const labels = sentences.map(({ q }) => q === true);
    const ours = scoreFlags(
      labels,
      texts.map((text) => isQuestion(text, true)),
    );
    const mark = scoreFlags(
      labels,
      texts.map((text) => text.endsWith('?')),
    );
    const word = scoreFlags(
      labels,
      texts.map((text) => /\?$|^(what|where|when|why|how|who|which)\b/i.test(text)),
    );
    report('questions', ours, word.f1 > mark.f1 ? word : mark, 'mark or question word');
    expect(ours.f1).toBeGreaterThan(Math.max(mark.f1, word.f1));
    expect(ours.precision).toBeGreaterThanOrEqual(0.9);
    expect(ours.recall).toBeGreaterThanOrEqual(0.9);
  });

  it('finds action items', () => {
    const labels = sentences.map(({ a }) => a === true);
    const ours = scoreFlags(labels, texts.map(isAction));
    const modal = /\b(will|'ll|need to|needs to|have to|has to|should|must|going to|please|let's|can you)\b/i;
    const naive = scoreFlags(
      labels,
      texts.map((text) => modal.test(text)),
    );
    report('action items', ours, naive, 'a modal verb');
    expect(ours.f1).toBeGreaterThan(naive.f1);
    expect(ours.precision).toBeGreaterThanOrEqual(0.85);
    expect(ours.recall).toBeGreaterThanOrEqual(0.8);
  });

  it('tells the sentiment', () => {
    const sign = (score: number) => (score >= neutralUntil ? '+' : score <= -neutralUntil ? '-' : '0');
    const told = sentiments.map(({ text }) => sign(sentimentOf(text)));
    const scores = (given: readonly string[]) =>
      sumOf(
        ['+', '-', '0'].map((label) =>
          scoreFlags(
            sentiments.map((each) => each.label === label),
            given.map((each) => each === label),
          ),
        ),
      );
    const ours = scores(told);
    const words = /\b(good|great|best|love|happy|nice|bad|worst|hate|sad|terrible|not)\b/gi;
    const naive = scores(
      sentiments.map(({ text }) => {
        const found = text.match(words)?.map((word) => word.toLowerCase()) ?? [];
        const score = found.reduce((sum, word) => sum + (/good|great|best|love|happy|nice/.test(word) ? 1 : -1), 0);
        return score > 0 ? '+' : score < 0 ? '-' : '0';
      }),
    );
    report('sentiment (macro)', ours, naive, 'eleven words');
    expect(ours.f1).toBeGreaterThan(naive.f1);
    expect(ours.f1).toBeGreaterThanOrEqual(0.7);
  });

  it('finds names and tells people, places and organisations apart', () => {
    const plain = (text: string) => text.replace(/^(the|mr|dr|doctor|professor)\.? /i, '').toLowerCase();
    const wanted = entitySentences.map(({ p = [], l = [], o = [] }) => [
      ...p.map((name) => `person ${plain(name)}`),
      ...l.map((name) => `place ${plain(name)}`),
      ...o.map((name) => `organisation ${plain(name)}`),
    ]);
    const count = (found: readonly (readonly string[])[], of: readonly (readonly string[])[]) =>
      scoreOf(
        found.flatMap((names, index) => names.filter((name) => of[index]!.includes(name))).length,
        found.flat().length,
        of.flat().length,
      );
    const ours = entitySentences.map(({ text }) =>
      namesIn(nlp, text).map(({ kind, text: name }) => `${kind} ${plain(name)}`),
    );
    const naive = entitySentences.map(({ text }) =>
      Array.from(text.matchAll(/(?<=\s)\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)*/gu), ([name]) => `person ${plain(name)}`),
    );
    const kinds = (all: readonly (readonly string[])[]) =>
      all.map((names) => names.map((name) => name.replace(/^\w+ /, '')));
    report('names', count(kinds(ours), kinds(wanted)), count(kinds(naive), kinds(wanted)), 'capitals inside');
    report('names with kind', count(ours, wanted), count(naive, wanted), 'all are people');
    expect(count(ours, wanted).f1).toBeGreaterThan(count(naive, wanted).f1);
    expect(count(ours, wanted).precision).toBeGreaterThanOrEqual(0.8);
    expect(count(ours, wanted).recall).toBeGreaterThanOrEqual(0.65);
  });

  it('tells the language', () => {
    const right = (given: readonly (string | null)[]) =>
      scoreOf(
        given.filter((language, index) => language === languageSentences[index]!.language).length,
        given.filter((language) => language !== null).length,
        languageSentences.length,
      );
    const ours = right(languageSentences.map(({ text }) => languageOf(text, null)));
    const script = (text: string) =>
      /\p{scx=Cyrillic}/u.test(text) ? 'ru' : /\p{scx=Hiragana}/u.test(text) ? 'ja' : 'en';
    const naive = right(languageSentences.map(({ text }) => script(text)));
    report('language', ours, naive, 'script alone');
    expect(ours.f1).toBeGreaterThan(naive.f1);
    expect(ours.precision).toBeGreaterThanOrEqual(0.85);
  });
});

describe('by passage', () => {
  const each = (of: (passage: Passage, analysis: Analysis) => Score): Score =>
    sumOf(passages.map((passage) => of(passage, analyses.get(passage.id)!)));
  const phraseScore = (found: readonly string[], wanted: readonly string[]): Score => {
    const plain = (text: string) => text.toLowerCase().replace(/s\b/g, '');
    const [have, want] = [found.map(plain), wanted.map(plain)];
    return scoreOf(have.filter((text) => want.includes(text)).length, have.length, want.length);
  };

  it('names the subjects', () => {
    const ours = each(({ phrases }, { keyPhrases }) =>
      phraseScore(
        keyPhrases!.slice(0, phrases.length).map(({ text }) => text),
        phrases,
      ),
    );
    const naive = each(({ phrases, sentences: said }) => {
      const counts = new Map<string, number>();
      for (const word of said
        .join(' ')
        .toLowerCase()
        .match(/\p{L}{4,}/gu)!)
        counts.set(word, (counts.get(word) ?? 0) + 1);
      const top = [...counts].sort((a, b) => b[1] - a[1]).slice(0, phrases.length);
      return phraseScore(
        top.map(([word]) => word),
        phrases,
      );
    });
    report('key phrases', ours, naive, 'frequent words');
    expect(ours.f1).toBeGreaterThan(naive.f1);
    expect(ours.f1).toBeGreaterThanOrEqual(0.45);
  });

  it('sums up', () => {
    const summaryScore = (found: readonly number[], wanted: readonly number[]) =>
      scoreOf(found.filter((index) => wanted.includes(index)).length, found.length, wanted.length);
    const ours = each(({ summary }, analysis) => summaryScore(analysis.summary, summary));
    const lead = each(({ summary }) => summaryScore([0, 1, 2], summary));
    const longest = each(({ summary, sentences: said }) => {
      const order = said.map((text, index) => ({ length: text.length, index })).sort((a, b) => b.length - a.length);
      return summaryScore(
        order.slice(0, 3).map(({ index }) => index),
        summary,
      );
    });
    report('summary', ours, lead, 'first three');
    report('summary', ours, longest, 'longest three');
    expect(ours.f1).toBeGreaterThan(Math.max(lead.f1, longest.f1));
    expect(ours.f1).toBeGreaterThanOrEqual(0.4);
  });

  it('groups what is about the same', () => {
    const sources = passages.map(({ id }) => {
      const { keyPhrases, vocabulary } = analyses.get(id)!;
      return { recordingId: id, title: id, keyPhrases: keyPhrases!, words: vocabulary.content };
    });
    const themeOf = new Map(passages.map(({ id, theme }) => [id, theme]));
    const pairsOf = (groups: readonly (readonly string[])[]) =>
      groups.flatMap((group) => group.flatMap((a, index) => group.slice(index + 1).map((b) => [a, b] as const)));
    const score = (groups: readonly (readonly string[])[]) => {
      const pairs = pairsOf(groups);
      return scoreOf(pairs.filter(([a, b]) => themeOf.get(a) === themeOf.get(b)).length, pairs.length, 12);
    };
    const ours = score(topicsOf(sources).map(({ recordings }) => recordings));
    const byFirst = [...new Set(sources.map(({ words }) => words[0]))].map((word) =>
      sources.filter(({ words }) => words[0] === word).map(({ recordingId }) => recordingId),
    );
    const naive = score(byFirst);
    report('topics (pairs)', ours, naive, 'same frequent word');
    expect(ours.f1).toBeGreaterThan(naive.f1);
    expect(ours.precision).toBeGreaterThanOrEqual(0.8);
    expect(ours.recall).toBeGreaterThanOrEqual(0.6);
  });

  it('finds where one chapter ends', async () => {
    const near = (found: readonly number[], wanted: readonly number[]) =>
      scoreOf(
        wanted.filter((at) => found.some((other) => Math.abs(other - at) <= 1)).length,
        found.length,
        wanted.length,
      );
    const english = await loadEnglish();
    const scores: { ours: Score; even: Score }[] = [];
    for (const [number, talk] of talks.entries()) {
      const parts = talk.map((id, index) => textOf([id]).slice(0, 12 - ((number + index) % 4)));
      const said = parts.flat();
      const wanted = parts.slice(1).map((_, index) => parts.slice(0, index + 1).flat().length);
      const content = said.map((text) => english.terms(text).filter(({ isStop }) => !isStop));
      const found = boundariesOf(content.map((terms) => terms.map(({ stem }) => stem))).slice(1);
      // The naive way is even told how many chapters there are.
      const even = wanted.map((_, index) => Math.round(((index + 1) * said.length) / parts.length));
      scores.push({ ours: near(found, wanted), even: near(even, wanted) });
    }
    const ours = sumOf(scores.map((each) => each.ours));
    const even = sumOf(scores.map((each) => each.even));
    report('chapters (±1)', ours, even, 'equal lengths');
    expect(ours.f1).toBeGreaterThan(even.f1);
    expect(ours.f1).toBeGreaterThanOrEqual(0.6);
  });
});
