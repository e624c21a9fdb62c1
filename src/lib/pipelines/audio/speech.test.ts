import { expect, test } from 'vitest';
import type { Pcm } from '$lib/domain/artifacts.ts';
import type { DetectorMemory, SpeechDetector } from '$lib/domain/ports.ts';
import type { StepContext } from '../step.ts';
import { speech } from './speech.ts';

const segments = 5;
const framesInSegment = 100;
const pcm = {
  ...{ folder: 'pcm', sampleRate: 16_000, samplesPerSegment: framesInSegment * 512, sealed: segments },
  totalSamples: segments * framesInSegment * 512,
} as Pcm;

/** A detector that speaks up in a segment only where it remembers how many came before, as a network does. */
const countingDetector = (failsAt?: number) => {
  const asked: [segment: number, before: number | undefined][] = [];
  const detector: SpeechDetector = {
    kind: 'silero',
    async probabilities(_pcm: Pcm, segment: number, before: DetectorMemory | null) {
      asked.push([segment, before?.hidden[0]]);
      if (segment === failsAt) throw new Error('killed');
      const count = before?.hidden[0] ?? 0;
      const frames = new Uint8Array(framesInSegment).fill(count % 2 === 1 ? 255 : 0);
      return { frames, memory: { hidden: Float32Array.of(count + 1), cell: Float32Array.of(0) } };
    },
  };
  return { detector, asked };
};

/** Runs of the step over one checkpoint, which passes through a database. */
const setUp = () => {
  let saved: unknown;
  const context = {
    ...{ signal: new AbortController().signal, report: () => {}, publish: () => {} },
    checkpoint: { load: async () => structuredClone(saved), save: async (state: unknown) => void (saved = state) },
  } as unknown as StepContext;
  const inputs = { pcm: { states: async function* () {}, whole: async () => pcm } };
  return (detector: SpeechDetector) => speech({ detector }).run(inputs as never, context, {} as never);
};

test('each segment is told what was remembered behind the one before', async () => {
  const { detector, asked } = countingDetector();
  await setUp()(detector);
  expect(asked.map(([, before]) => before)).toEqual([undefined, 1, 2, 3, 4]);
});

test('an interrupted search ends as an uninterrupted one does', async () => {
  const whole = await setUp()(countingDetector().detector);
  const run = setUp();
  await expect(run(countingDetector(3).detector)).rejects.toThrow('killed');
  const { detector, asked } = countingDetector();
  expect(await run(detector)).toEqual(whole);
  expect(asked).toEqual([
    [3, 3],
    [4, 4],
  ]);
  expect(whole.speech?.spans).toHaveLength(2);
});
