import { describe, expect, it } from 'vitest';
import { entitySentences } from '../../../../tests/labelled/entities.ts';
import { languageSentences } from '../../../../tests/labelled/languages.ts';
import { mean, report, scoreFlags, scoreOf, type Score } from '../../../../tests/labelled/score.ts';
import { sentences } from '../../../../tests/labelled/sentences.ts';
import { sentiments } from '../../../../tests/labelled/sentiment.ts';
import { isAction } from './inside/actions.ts';
import { namesIn } from './inside/entities.ts';
import { languageOf } from './inside/text-languages.ts';
import { isQuestion } from './inside/questions.ts';
import { neutralUntil, sentimentOf } from './inside/text-sentiment.ts';
import { nlp } from './inside/text-compromise.ts';

/**
 * Every analysis of sentences against labels written by hand (`tests/labelled/`), beside the naive way of doing the same. One that does
 * not beat its baseline has no place in the app. Bounds lie a little below what was measured. Passages: `passages.test.ts`.
 */
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
