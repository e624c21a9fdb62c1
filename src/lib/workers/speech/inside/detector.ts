import { logger } from '$lib/core/log.ts';
import type { Pcm } from '$lib/domain/artifacts.ts';
import type { DetectorApi } from '../api.ts';
import { makeBreath } from './breath.ts';
import { energyProbabilities } from './energy.ts';
import { frameCount, frameSamples } from './frames.ts';
import { readRange } from './pcm.ts';
import { leadSamples, Silero } from './silero.ts';

const log = logger('detector');

/** The speech detector inside its worker. */
export class Detector implements DetectorApi {
  #silero: Promise<Silero | null> | undefined;

  async probabilities(
    ...[pcm, segment, compiled, signal]: Parameters<DetectorApi['probabilities']>
  ): ReturnType<DetectorApi['probabilities']> {
    const samples = await readRange(pcm, segment, 0, pcm.samplesPerSegment);
    const silero = await (this.#silero ??= openSilero(compiled));
    if (!silero) return { kind: 'energy', frames: toBytes(energyProbabilities(samples)) };
    const before = segment === 0 ? new Float32Array(0) : await this.#endOf(pcm, segment - 1);
    const frames = frameCount(samples.length);
    const heard = new Float32Array(leadSamples + frames * frameSamples);
    heard.set(before, leadSamples - before.length);
    heard.set(samples, leadSamples);
    return { kind: 'silero', frames: toBytes(await silero.listen(heard, frames, makeBreath(signal))) };
  }

  #endOf(pcm: Pcm, segment: number): Promise<Float32Array> {
    return readRange(pcm, segment, pcm.samplesPerSegment - leadSamples, pcm.samplesPerSegment);
  }
}

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
