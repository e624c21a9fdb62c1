import { endlessWavHeader, finishedWavHeader, wavHeaderBytes } from '$lib/core/wav.ts';
import type { Pcm, Span } from '$lib/domain/artifacts.ts';
import { readSpans } from './inside/pcm.ts';

/** 16-bit mono samples as a WAV file. */
export const wavOfSamples = (samples: Float32Array, sampleRate: number): Blob => {
  const data = Int16Array.from(samples, (value) => Math.max(-32_768, Math.min(32_767, Math.round(value * 32_768))));
  const header = finishedWavHeader(endlessWavHeader({ sampleRate, channels: 1 }), wavHeaderBytes + data.byteLength);
  return new Blob([header, data], { type: 'audio/wav' });
};

/** Stretches of a recording, one behind the other, as a WAV file. Throws `media/missing` when they were evicted. */
export const wavOfSpans = async (pcm: Pcm, spans: readonly Span[]): Promise<Blob> =>
  wavOfSamples(await readSpans(pcm, spans), pcm.sampleRate);
