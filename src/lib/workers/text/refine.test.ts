import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberSentences } from '../../../../tests/labelled/numbers.ts';
import { report, scoreOf, transcriptOf } from '../../../../tests/labelled/score.ts';
import {
  refineEdit,
  refineSteps,
  type RefineChange,
  type RefineStep,
  type ReplacementRule,
} from '$lib/domain/refine.ts';
import { applyEdit } from '$lib/domain/transcript-edit.ts';
import { findBrokenInvariant } from '$lib/domain/transcript-invariants.ts';
import { paragraphText, type Transcript } from '$lib/domain/transcript.ts';
import { refine } from './inside/refine/index.ts';
import { nlp } from './inside/text-compromise.ts';

const never = new AbortController().signal;
const changesOf = (step: RefineStep, transcript: Transcript, rules: readonly ReplacementRule[] = []) =>
  refine(transcript, { step, rules }, never);
const textsOf = ({ paragraphs }: Transcript) => paragraphs.map(paragraphText);
const taken = (transcript: Transcript, changes: readonly RefineChange[]) =>
  applyEdit(transcript, refineEdit(transcript, changes)).transcript;

/** The text after every sure change of a step. */
const after = async (step: RefineStep, text: string, rules: readonly ReplacementRule[] = [], language = 'en') => {
  const transcript = transcriptOf([text], { language });
  transcript.paragraphs[0].language = language;
  const changes = await changesOf(step, transcript, rules);
  return textsOf(
    taken(
      transcript,
      changes.filter(({ isSure }) => isSure),
    ),
  )[0];
};

describe('numbers', () => {
  it('are written as the style wants, which no plain conversion does', async () => {
    const all = numberSentences.map(([said]) => said);
    const transcript = transcriptOf(all);
    const written = textsOf(taken(transcript, await changesOf('numbers', transcript)));
    const right = (given: readonly string[]) =>
      given.filter((text, index) => text === numberSentences[index][1]).length;
    const naive = all.map((text) => {
      const doc = nlp(text);
      (doc as unknown as { numbers(): { toNumber(): void } }).numbers().toNumber();
      return doc.text();
    });
    report(
      'numbers (sentences)',
      scoreOf(right(written), all.length, all.length),
      scoreOf(right(naive), all.length, all.length),
      'compromise',
    );
    expect(right(written)).toBeGreaterThan(right(naive));
    expect(right(written) / all.length).toBeGreaterThanOrEqual(0.9);
  });
});

describe('fillers', () => {
  it.each([
    ['Um, we went there.', 'We went there.'],
    ['We, uh, went there.', 'We went there.'],
    ['We went, um.', 'We went.'],
    ['It was uh really uh good.', 'It was really good.'],
  ])('%s', async (said, wanted) => expect(await after('fillers', said)).toBe(wanted));

  it('offers words that can mean something, and takes none of them by itself', async () => {
    const transcript = transcriptOf(['It was, you know, like that.']);
    const changes = await changesOf('fillers', transcript);
    expect(changes.map(({ before, isSure }) => [before.replaceAll(/[\s,]/g, ''), isSure])).toContainEqual([
      'youknow',
      false,
    ]);
    expect(await after('fillers', 'It was, you know, like that.')).toBe('It was, you know, like that.');
  });

  it('knows other languages', async () => {
    expect(await after('fillers', 'Das ist ähm gut.', [], 'de')).toBe('Das ist gut.');
  });
});

describe('repeats', () => {
  it.each([
    ['I I think so.', 'I think so.'],
    ['The the house is old.', 'The house is old.'],
    ['We went to the, to the shop.', 'We went to the shop.'],
    ['It was very very good.', 'It was very very good.'],
    ['No, no, no.', 'No, no, no.'],
    ['He said it. It was true.', 'He said it. It was true.'],
    ['He had had enough.', 'He had had enough.'],
  ])('%s', async (said, wanted) => expect(await after('repeats', said)).toBe(wanted));
});

describe('punctuation', () => {
  it.each([
    ['hello there my friend', 'Hello there my friend.'],
    ["i think i'm right.", "I think I'm right."],
    ['We met on monday. it was cold.', 'We met on Monday. It was cold.'],
    ['That is it , really.', 'That is it, really.'],
    ['where did you go', 'Where did you go?'],
    ['It was cold (very cold), e.g. in May.', 'It was cold (very cold), e.g. in May.'],
    ['My iPhone is old.', 'My iPhone is old.'],
  ])('%s', async (said, wanted) => expect(await after('punctuation', said)).toBe(wanted));

  it('ends a sentence at a long silence where nobody set marks', async () => {
    const transcript = transcriptOf(['we opened the shop people came at once']);
    for (const word of transcript.paragraphs[0].words.slice(4)) {
      word.start! += 1.2;
      word.end! += 1.2;
    }
    expect(textsOf(taken(transcript, await changesOf('punctuation', transcript)))).toEqual([
      'We opened the shop. People came at once.',
    ]);
  });
});

describe('paragraphs', () => {
  it('begin at a long silence between sentences; scraps are joined', async () => {
    const transcript = transcriptOf(['One two three. Four five six.', 'Seven eight.']);
    for (const word of [...transcript.paragraphs[0].words.slice(3), ...transcript.paragraphs[1].words]) {
      word.start! += 2;
      word.end! += 2;
    }
    const changes = await changesOf('paragraphs', transcript);
    expect(changes.map(({ kind }) => kind)).toEqual(['split', 'join']);
    expect(textsOf(taken(transcript, changes))).toEqual(['One two three.', 'Four five six. Seven eight.']);
    expect(textsOf(taken(transcript, changes.slice(0, 1)))).toHaveLength(3);
  });
});

describe('replacements', () => {
  const rules = [
    { heard: 'eco flow', written: 'EchoFlow' },
    { heard: 'eco', written: 'echo' },
    { heard: 'straße', written: 'gasse' },
    { heard: 'postgres', written: 'PostgreSQL' },
    { heard: 'Zoë', written: '' },
  ];
  it.each([
    ['Eco flow is an eco.', 'EchoFlow is an echo.'],
    ['ECO and Eco and economy.', 'ECHO and Echo and economy.'],
    ['Die Straße, Hauptstraße.', 'Die Gasse, Hauptstraße.'],
    ['We run postgres, zoë says.', 'We run PostgreSQL, Zoë says.'],
  ])('%s', async (said, wanted) => expect(await after('replacements', said, rules)).toBe(wanted));
});

describe('spelling', () => {
  it('offers what may have been meant, minds names and the own words, and takes nothing by itself', async () => {
    const transcript = transcriptOf(['The experiance with Qwertz and the colour of zyklotron was definately good.']);
    const changes = await changesOf('spelling', transcript, [{ heard: 'zyklotron', written: '' }]);
    expect(changes.map(({ before, after: to }) => [before, to])).toEqual([
      ['experiance', 'experience'],
      ['definately', 'definitely'],
    ]);
    expect(changes.every(({ isSure }) => !isSure)).toBe(true);
  });
});

describe('profanity', () => {
  it('is masked as whole words, look-alikes left alone', async () => {
    expect(await after('profanity', 'That fucking assessment in Scunthorpe was shit.')).toBe(
      'That f****** assessment in Scunthorpe was s***.',
    );
  });
});

it.each(refineSteps)('%s: whatever is chosen, times keep their order and undo brings everything back', async (step) => {
  const said = ['um i i think it cost twenty dollars on march third , shit', 'the the teh end. yes', 'at ten pm'];
  const transcript = transcriptOf(said);
  const changes = await changesOf(step, transcript, [{ heard: 'dollars', written: 'euros' }]);
  expect(changes.length).toBeGreaterThan(0);
  fc.assert(
    fc.property(fc.subarray([...changes]), (chosen) => {
      const { transcript: next, inverse } = applyEdit(transcript, refineEdit(transcript, chosen));
      expect(findBrokenInvariant(next)).toBeNull();
      expect(applyEdit(next, inverse).transcript.paragraphs).toEqual(transcript.paragraphs);
    }),
    { numRuns: 20 },
  );
});
