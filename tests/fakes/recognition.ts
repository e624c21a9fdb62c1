import { vi } from 'vitest';
import type { Pcm, Span, Speech } from '$lib/domain/artifacts.ts';
import type { SpeechEngine, SpeechWindow, WindowResult } from '$lib/domain/ports.ts';
import type { RecognitionChoice } from '$lib/domain/recognition.ts';
import type { Draft } from '$lib/domain/transcript.ts';
import { Growth } from '$lib/pipelines/growth.ts';
import type { StepContext } from '$lib/pipelines/step.ts';
import { recognise } from '$lib/pipelines/transcription/recognise.ts';

export const pcm: Pcm = {
  folder: 'pcm/x',
  sampleRate: 16_000,
  samplesPerSegment: 960_000,
  totalSamples: 960_000,
  sealed: 1,
  decoder: 'wav',
  reason: '',
};
export const speechOf = (spans: Span[], untilSeconds: number): Speech => ({ spans, detector: 'silero', untilSeconds });

/** Hears one word in each second of a window, named by the file second it stands for. */
export const hear = (window: SpeechWindow): WindowResult => {
  const seconds = window.pieces.flatMap((piece) =>
    Array.from({ length: Math.round(piece.end - piece.start) }, (_, i) => piece.start + i),
  );
  const words = seconds.map((second, i) => ({ text: `w${second}`, start: i + 0.1, end: i + 0.9, probability: 0.9 }));
  const text = words.map((word) => word.text).join(' ');
  return {
    index: window.index,
    language: 'en',
    languageProbability: 0.8,
    noSpeechProbability: 0,
    averageLogProbability: -0.2,
    compressionRatio: 1,
    temperature: 0,
    segments: [{ start: 0.1, end: words.length - 0.1, text, words }],
  };
};

export const setUp = (
  transcribe: (window: SpeechWindow) => Promise<WindowResult> = (window) => Promise.resolve(hear(window)),
  { windowsAtOnce = 1, recognition }: { windowsAtOnce?: number; recognition?: Partial<RecognitionChoice> } = {},
) => {
  let saved: unknown;
  const controller = new AbortController();
  const growing = { pcm: new Growth<Pcm>(), speech: new Growth<Speech>() };
  const drafts: Draft[] = [];
  const heard: SpeechWindow[] = [];
  const groups: number[][] = [];
  const engine = {
    load: vi.fn<SpeechEngine['load']>(async () => ({
      device: 'wasm',
      threads: 1,
      maxWindowSeconds: 10,
      windowsAtOnce,
    })),
    transcribe: vi.fn<SpeechEngine['transcribe']>((_pcm, windows) => {
      heard.push(...windows);
      groups.push(windows.map(({ index }) => index));
      return Promise.all(windows.map(transcribe));
    }),
    quietest: vi.fn(async (_pcm: Pcm, search: Span) => search.start),
  };
  const step = recognise({
    engine,
    models: {
      refFor: async (id) => ({
        id,
        revision: 'r7',
        home: 'origin',
        base: '/m/',
        dtype: { encoder: 'q8', decoder: 'q8' },
        device: 'webgpu',
      }),
    },
  });
  const report = vi.fn();
  const context = {
    recordingId: 'rec',
    fingerprint: 'f',
    signal: controller.signal,
    report,
    publish: (_name: string, value: Draft) => drafts.push(value),
    checkpoint: { load: async () => saved, save: async (state: unknown) => void (saved = structuredClone(state)) },
  } as unknown as StepContext;
  const order = { recordingId: 'rec', modelId: 'm', language: 'auto', recognition };
  const run = () => step.run(growing as never, context, order) as Promise<{ draft: Draft }>;
  return { ...growing, controller, drafts, heard, groups, engine, report, run, saved: () => saved };
};

export const wordsOf = (draft: Draft) => draft.segments.flatMap((segment) => segment.words);
export const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
