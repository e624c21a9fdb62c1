import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findBrokenInvariant } from '$lib/domain/transcript-invariants.ts';
import type { DraftWord } from '$lib/domain/transcript.ts';
import { mergeChannels } from './merge-channels.ts';
import { paragraphsOf } from './paragraphs.ts';

const layerOf = (...words: [text: string, start: number][]) => {
  const drafted = words.map(([text, start]): DraftWord => ({ text, start, end: start + 0.3, probability: 0.9 }));
  return { modelId: 'm', revision: 'r', language: 'en', paragraphs: paragraphsOf(drafted, 'en') };
};

const merge = (left: [string, number][], right: [string, number][]) =>
  mergeChannels([
    { speaker: 'Me', layer: layerOf(...left) },
    { speaker: 'Them', layer: layerOf(...right) },
  ]);

const turns = (merged: ReturnType<typeof merge>) =>
  merged.paragraphs.map(({ speaker, words }) => `${speaker}: ${words.map(({ text }) => text).join(' ')}`);

describe('two channels as one transcript', () => {
  test('turns stand in the order of time, each with its speaker', () => {
    const merged = merge(
      [
        ['Hello', 0],
        ['there.', 0.4],
        ['Good.', 5],
      ],
      [
        ['Hi', 2],
        ['you.', 2.5],
      ],
    );
    expect(turns(merged)).toEqual(['Me: Hello there.', 'Them: Hi you.', 'Me: Good.']);
  });

  test('a word thrown in parts the turn where it was said', () => {
    const merged = merge(
      [
        ['one', 0],
        ['two', 1],
        ['three', 2],
      ],
      [['yes', 1.5]],
    );
    expect(turns(merged)).toEqual(['Me: one two', 'Them: yes', 'Me: three']);
  });

  test('nobody on one side leaves the other as it is', () => {
    expect(turns(merge([['alone', 1]], []))).toEqual(['Me: alone']);
  });

  test('whatever the times, no word is lost and the transcript is sound', () => {
    const side = fc
      .array(fc.integer({ min: 1, max: 40 }), { maxLength: 30 })
      .map((gaps) =>
        gaps.map((_, at): [string, number] => [`w${at}`, gaps.slice(0, at + 1).reduce((a, b) => a + b) / 10]),
      );
    fc.assert(
      fc.property(side, side, (left, right) => {
        const merged = merge(left, right);
        expect(merged.paragraphs.flatMap(({ words }) => words)).toHaveLength(left.length + right.length);
        const ids = merged.paragraphs.flatMap(({ words }) => words.map(({ id }) => id));
        expect(new Set(ids).size).toBe(ids.length);
        const { language, paragraphs } = merged;
        const speakers = ['Me', 'Them'].map((id) => ({ id, name: id }));
        expect(
          findBrokenInvariant({
            recordingId: 'r',
            revision: 1,
            machine: 'f',
            language,
            speakers,
            paragraphs: [...paragraphs],
          }),
        ).toBeNull();
      }),
    );
  });
});
