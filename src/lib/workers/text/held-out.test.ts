import { describe, expect, it } from 'vitest';
import { mixedRecordings } from '../../../../tests/labelled/held-out-languages.ts';
import { heldOutNumbers, heldOutPrivate, heldOutSentences } from '../../../../tests/labelled/held-out.ts';
import { heldOutTasks } from '../../../../tests/labelled/held-out-tasks.ts';
import { mean, report, scoreFlags, scoreOf, transcriptOf, type Score } from '../../../../tests/labelled/score.ts';
import { refineEdit } from '$lib/domain/refine.ts';
import { applyEdit } from '$lib/domain/transcript-edit.ts';
import { paragraphText } from '$lib/domain/transcript.ts';
import { isAction } from './inside/actions.ts';
import { namesIn } from './inside/entities.ts';
import { languagesOf } from './inside/text-languages.ts';
import { loadDictionary } from './inside/known-words.ts';
import { possibleNames, privateIn } from './inside/private.ts';
import { isQuestion } from './inside/questions.ts';
import { refine } from './inside/refine/index.ts';
import { nlp } from './inside/text-compromise.ts';
import { neutralUntil, sentimentOf } from './inside/text-sentiment.ts';

/**
 * What the rules are worth on sentences they were never corrected on. Bounds lie below what was measured once; the
 * baselines are those of the other sets.
 */
const texts = heldOutSentences.map(({ text }) => text);
const flags = (test: (text: string) => boolean) => texts.map(test);

const overlap = (found: readonly (readonly string[])[], wanted: readonly (readonly string[])[]): Score =>
  scoreOf(
    found.flatMap((each, index) => each.filter((key) => wanted[index]!.includes(key))).length,
    found.flat().length,
    wanted.flat().length,
  );

const show = (name: string, ours: Score, naive: Score, of: string, least: number) => {
  report(`held out: ${name}`, ours, naive, of);
  expect(ours.f1, name).toBeGreaterThan(naive.f1);
  expect(ours.f1, name).toBeGreaterThanOrEqual(least);
};

describe('on sentences held out', () => {
  it('questions', () => {
    const labels = heldOutSentences.map(({ q }) => q === true);
    const naive = flags((text) => /\?$|^(what|where|when|why|how|who|which)\b/i.test(text));
    show(
      'questions',
      scoreFlags(
        labels,
        flags((text) => isQuestion(text, true)),
      ),
      scoreFlags(labels, naive),
      'mark or word',
      0.75,
    );
  });

  it('action items', () => {
    const said = [...heldOutSentences, ...heldOutTasks];
    const labels = said.map(({ a }) => a === true);
    const modal = /\b(will|'ll|need to|needs to|have to|has to|should|must|going to|please|let's|can you)\b/i;
    show(
      'actions',
      scoreFlags(
        labels,
        said.map(({ text }) => isAction(text)),
      ),
      scoreFlags(
        labels,
        said.map(({ text }) => modal.test(text)),
      ),
      'a modal verb',
      0.65,
    );
  });

  it('sentiment', () => {
    const scores = (told: readonly string[]): Score => {
      const each = ['+', '-', '0'].map((label) =>
        scoreFlags(
          heldOutSentences.map(({ feeling }) => feeling === label),
          told.map((given) => given === label),
        ),
      );
      return {
        precision: mean(each.map(({ precision }) => precision)),
        recall: mean(each.map(({ recall }) => recall)),
        f1: mean(each.map(({ f1 }) => f1)),
      };
    };
    const sign = (value: number) => (value >= neutralUntil ? '+' : value <= -neutralUntil ? '-' : '0');
    const ours = scores(texts.map((text) => sign(sentimentOf(text))));
    show('sentiment (macro)', ours, scores(texts.map(() => '0')), 'always neutral', 0.65);
  });

  it('names with their kind', () => {
    const plain = (text: string) => text.replace(/^(the|mr|mrs|dr|doctor)\.? /i, '').toLowerCase();
    const wanted = heldOutSentences.map(({ p = [], l = [], o = [] }) => [
      ...p.map((name) => `person ${plain(name)}`),
      ...l.map((name) => `place ${plain(name)}`),
      ...o.map((name) => `organisation ${plain(name)}`),
    ]);
    const ours = texts.map((text) => namesIn(nlp, text).map(({ kind, text: name }) => `${kind} ${plain(name)}`));
    const naive = texts.map((text) =>
      Array.from(text.matchAll(/(?<=\s)\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)*/gu), ([name]) => `person ${plain(name)}`),
    );
    show('names with kind', overlap(ours, wanted), overlap(naive, wanted), 'capitals inside', 0.7);
  });

  it('private words', () => {
    const key = (kind: string, text: string) => `${kind} ${text.replace(/[.,;!?]+$|^(?:doctor|dr\.?|mrs?\.?) /gi, '')}`;
    const wanted = heldOutPrivate.map(({ found }) => found.map(([kind, text]) => key(kind, text)));
    const ours = heldOutPrivate.map(({ text }) =>
      privateIn(text, namesIn(nlp, text), []).map(({ kind, start, end }) => key(kind, text.slice(start, end))),
    );
    const naive = heldOutPrivate.map(({ text }) => [
      ...Array.from(text.matchAll(/\S+@\S+/g), ([found]) => key('email', found)),
      ...Array.from(text.matchAll(/\d[\d -]{8,}\d/g), ([found]) => key('phone', found)),
      ...Array.from(text.matchAll(/(?<=\s)[A-Z]\w+(?: [A-Z]\w+)*/g), ([found]) => key('name', found)),
    ]);
    show('private', overlap(ours, wanted), overlap(naive, wanted), '@, digits, capitals', 0.85);
  });

  it('names, with those only offered', async () => {
    const dictionary = await loadDictionary();
    const wanted = heldOutPrivate.map(({ found }) => found.flatMap(([kind, text]) => (kind === 'name' ? [text] : [])));
    const plain = (text: string) => text.replace(/[.,;!?]+$|^(?:doctor|dr\.?|mrs?\.?) /gi, '');
    const [sure, offered] = [false, true].map((isOffered) =>
      heldOutPrivate.map(({ text }) => {
        const named = namesIn(nlp, text);
        const found = privateIn(text, named, []);
        const more = isOffered ? possibleNames(dictionary, text, { named, taken: found }) : [];
        const names = [...found, ...more].filter(({ kind }) => kind === 'name');
        return names.map(({ start, end }) => plain(text.slice(start, end)));
      }),
    );
    const [ticked, all] = [overlap(sure!, wanted), overlap(offered!, wanted)];
    show('names, with those offered', all, ticked, 'those ticked', 0.85);
    expect(all.recall).toBeGreaterThan(ticked.recall);
  });

  it('language of passages', () => {
    const paragraphsOf = ({ paragraphs }: (typeof mixedRecordings)[number]) =>
      transcriptOf(paragraphs.map(([, text]) => text)).paragraphs;
    const wanted = mixedRecordings.flatMap(({ paragraphs }) => paragraphs.map(([language]) => language));
    const told = mixedRecordings.flatMap((recording) => {
      const stretches = languagesOf(paragraphsOf(recording), recording.usual);
      let language = '';
      return paragraphsOf(recording).map(({ id }) => {
        language = stretches.find(({ place }) => place.paragraph === id)?.language ?? language;
        return language;
      });
    });
    const usual = mixedRecordings.flatMap(({ usual, paragraphs }) => paragraphs.map(() => usual));
    const macro = (given: readonly string[]): Score => {
      const each = [...new Set(wanted)].map((label) =>
        scoreFlags(
          wanted.map((language) => language === label),
          given.map((language) => language === label),
        ),
      );
      return {
        precision: mean(each.map(({ precision }) => precision)),
        recall: mean(each.map(({ recall }) => recall)),
        f1: mean(each.map(({ f1 }) => f1)),
      };
    };
    show('language of passages (macro)', macro(told), macro(usual), 'that of the whole', 0.9);
  });

  it('numbers and dates', async () => {
    const said = heldOutNumbers.map(([text]) => text);
    const transcript = transcriptOf(said);
    const changes = await refine(transcript, { step: 'numbers', rules: [] }, new AbortController().signal);
    const { paragraphs } = applyEdit(transcript, refineEdit(transcript, changes)).transcript;
    const wrong = heldOutNumbers.filter(([, written], index) => paragraphText(paragraphs[index]!) !== written);
    const right = said.length - wrong.length;
    const untouched = heldOutNumbers.filter(([before, written]) => before === written).length;
    const score = (count: number) => scoreOf(count, said.length, said.length);
    show('numbers', score(right), score(untouched), 'left alone', 0.8);
  });
});
