import { AppError } from '$lib/core/errors.ts';
import { logger } from '$lib/core/log.ts';
import type { Pcm } from '$lib/domain/artifacts.ts';
import type { DetectorMemory } from '$lib/domain/ports.ts';
import type { DetectorApi } from '../api.ts';
import { makeBreath } from './breath.ts';
import { energyProbabilities } from './energy.ts';
import { frameCount, frameSamples } from './frames.ts';
import { readRange } from './pcm.ts';
import { noMemory, Silero } from './silero/silero.ts';
import { contextSamples } from './silero/spectrum.ts';

const log = logger('detector');

/** Frames (8 s) listened to before a segment where nobody knows what the model remembers there, so that its memory has settled. */
const warmUpFrames = 256;

/** What the model knows before a segment: the samples just before it, and what it remembers behind them. */
type Before = { context: Float32Array; memory: DetectorMemory };

/** The speech detector inside its worker. A segment with the same memory before it gives the same whenever it is heard. */
export class Detector implements DetectorApi {
  #silero: Promise<Silero | null> | undefined;

  async probabilities(
    ...[{ pcm, segment, before }, compiled, signal]: Parameters<DetectorApi['probabilities']>
  ): ReturnType<DetectorApi['probabilities']> {
    const samples = await readRange(pcm, segment, 0, pcm.samplesPerSegment);
    const expected = Math.min(pcm.samplesPerSegment, pcm.totalSamples - segment * pcm.samplesPerSegment);
    // A short one would move every later word to the front.
    if (samples.length < expected) throw new AppError('media/missing', { detail: { segment } });
    const silero = await (this.#silero ??= openSilero(compiled));
    if (!silero) return { kind: 'energy', frames: toBytes(energyProbabilities(samples)), memory: null };
    const breathe = makeBreath(signal);
    const heard = await heardBefore(silero, { pcm, segment, before }, breathe);
    const { speech, memory } = await silero.listen(withContext(heard.context, samples), heard.memory, breathe);
    return { kind: 'silero', frames: toBytes(speech), memory };
  }
}

const heardBefore = async (
  silero: Silero,
  { pcm, segment, before }: { pcm: Pcm; segment: number; before: DetectorMemory | null },
  breathe: () => Promise<void>,
): Promise<Before> => {
  if (segment === 0) return { context: new Float32Array(contextSamples), memory: noMemory };
  if (before) return { context: await contextOf(pcm, segment - 1), memory: before };
  const lead = await endOf(pcm, segment - 1);
  return { context: lead.slice(-contextSamples), memory: (await silero.listen(lead, noMemory, breathe)).memory };
};

const contextOf = (pcm: Pcm, segment: number): Promise<Float32Array> =>
  readRange(pcm, segment, pcm.samplesPerSegment - contextSamples, pcm.samplesPerSegment);

/** The last seconds of a segment, silence before it where it is shorter. */
const endOf = async (pcm: Pcm, segment: number): Promise<Float32Array> => {
  const lead = new Float32Array(warmUpFrames * frameSamples + contextSamples);
  const from = Math.max(0, pcm.samplesPerSegment - lead.length);
  const end = await readRange(pcm, segment, from, pcm.samplesPerSegment);
  lead.set(end, lead.length - end.length);
  return lead;
};

/** The context, then whole frames of `samples`, silence behind their end. */
const withContext = (context: Float32Array, samples: Float32Array): Float32Array => {
  const heard = new Float32Array(contextSamples + frameCount(samples.length) * frameSamples);
  heard.set(context);
  heard.set(samples, contextSamples);
  return heard;
};

const openSilero = async (compiled: WebAssembly.Module | undefined): Promise<Silero | null> => {
  try {
    return await Silero.open(compiled);
  } catch (error) {
    log.warn('the model cannot run; loudness stands in', { message: error instanceof Error ? error.message : '' });
    return null;
  }
};

const toBytes = (probabilities: Float32Array): Uint8Array =>
  Uint8Array.from(probabilities, (value) => Math.round(value * 255));
