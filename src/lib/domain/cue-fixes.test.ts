import { describe, expect, it } from 'vitest';
import { fixAfterCut, fixCue, wordsOfCue } from './cue-fixes.ts';
import { findCueProblems, type CueProblemKind } from './cue-problems.ts';
import { defaultCueOptions as options, toCues } from './cues.ts';
import { cutListOf, toEdited, transcriptAfterCut } from './cut-list.ts';
import { applyEdit } from './transcript-edit.ts';
import type { Transcript, Word } from './transcript.ts';

const word = (id: string, start: number, end: number, cut = false): Word => ({
  ...{ id, text: id, start, end, conf: 1, confTime: null, origin: 'machine' as const },
  ...(cut && { cut }),
});
const transcriptOf = (...paragraphs: Word[][]): Transcript => ({
  ...{ recordingId: 'r', revision: 1, machine: null, language: 'en', speakers: [] },
  paragraphs: paragraphs.map((words, at) => ({ id: `p${at}`, speaker: null, language: null, words })),
});

const problemsOf = (transcript: Transcript) => findCueProblems(toCues(transcript), options);
const fixOf = (transcript: Transcript, kind: CueProblemKind) => {
  const cues = toCues(transcript);
  const problem = findCueProblems(cues, options).find((each) => each.kind === kind);
  return problem ? fixCue(transcript, cues, problem, options) : undefined;
};

const quick = 'Supercalifragilisticexpialidocious.';
/** Said within half a second, and followed at once by somebody else. */
const hurried = (from: number): Word[][] => [
  [word(quick, from, from + 0.5)],
  [word('Indeed.', from + 0.5, from + 2.5)],
];
const kindsOf = (transcript: Transcript) => problemsOf(transcript).map(({ kind }) => kind);

describe('fixCue', () => {
  it('lets what is too fast begin earlier, in the pause before it', () => {
    const transcript = transcriptOf([word('Well.', 0, 1)], ...hurried(10));
    expect(kindsOf(transcript)).toContain('fast');
    const fix = fixOf(transcript, 'fast')!;
    expect(fix).toMatchObject({ word: quick, end: 10.5 });
    expect(fix.start).toBeLessThan(10);
    expect(kindsOf(applyEdit(transcript, fix).transcript)).toEqual([]);
  });

  it('goes no further back than the words before allow, and does nothing without room', () => {
    const close = transcriptOf([word('Well.', 0, 1)], ...hurried(1.5));
    expect(fixOf(close, 'fast')?.start).toBeCloseTo(1 + options.gapSeconds);
    const tight = transcriptOf([word('Well.', 0, 1)], ...hurried(1.05));
    expect(fixOf(tight, 'fast')).toBeNull();
    expect(fixOf(transcriptOf(...hurried(0)), 'fast')).toBeNull();
  });

  it('ends what is too long sooner, at its last word', () => {
    const transcript = transcriptOf([word('And', 1, 2), word('aaah', 2, 10)]);
    const timed = (text: string, start: number, end: number) => ({ text, start, end, joined: false });
    const words = [timed('And', 1, 2), timed('aaah', 2, 10)];
    const cue = { start: 1, end: 10, speaker: null, lines: ['And aaah'], words };
    const [problem] = findCueProblems([cue], options);
    expect(problem).toMatchObject({ kind: 'long', value: 9 });
    const fix = fixCue(transcript, [cue], problem!, options);
    expect(fix).toEqual({ kind: 'set-times', word: 'aaah', start: 2, end: 1 + options.maxSeconds });
    expect(fixCue(transcript, [cue], problem!, { ...options, maxSeconds: 0.5 })).toBeNull();
  });

  it('knows the words of a cue, over paragraphs', () => {
    const transcript = transcriptOf([word('One.', 0, 1), word('Two.', 5, 6)], [word('Three.', 10, 11)]);
    const cues = toCues(transcript);
    const texts = cues.map((_, at) => wordsOfCue(transcript, cues, at).map((place) => place.word.text));
    expect(texts).toEqual(cues.map(({ words }) => words.map(({ text }) => text)));
    expect(wordsOfCue(transcript, cues, 9)).toEqual([]);
  });
});

describe('fixAfterCut', () => {
  const fixed = (source: Transcript) => {
    const list = cutListOf(source, 60);
    const after = transcriptAfterCut(source, list);
    const fix = fixOf(after, 'fast')!;
    return { list, after, fix, inFile: fixAfterCut(source, after, fix, list) };
  };

  it('gives times of the file, so that the same is fixed there', () => {
    const source = transcriptOf([word('gone', 0, 5, true)], ...hurried(20));
    const { list, fix, inFile } = fixed(source);
    expect(inFile!.start).toBeCloseTo(fix.start + 5);
    expect(inFile!.end).toBe(20.5);
    const next = applyEdit(source, inFile!).transcript;
    expect(kindsOf(transcriptAfterCut(next, list))).not.toContain('fast');
  });

  it('stretches no word over a cut', () => {
    const source = transcriptOf([word('Well.', 0, 1), word('gone', 5, 9.8, true)], ...hurried(10));
    const { list, inFile } = fixed(source);
    expect(inFile).toMatchObject({ start: 9.8, end: 10.5 });
    const next = applyEdit(source, inFile!).transcript;
    expect(toEdited(cutListOf(next, 60), 60)).toBeCloseTo(toEdited(list, 60));
    const atOnce = transcriptOf([word('Well.', 0, 1), word('gone', 5, 10, true)], ...hurried(10));
    expect(fixed(atOnce).inFile).toBeNull();
  });
});
