import type { DecodeProgress } from '$lib/domain/ports.ts';
import type { Decoder, Peaks } from '$lib/domain/artifacts.ts';
import { ClippingFinder } from './clipping.ts';
import { LoudnessMeter } from './loudness.ts';
import { PeakBuilder } from './peaks.ts';
import type { SegmentWriter } from './segment-writer.ts';

export const pcmRate = 16_000;
/** Nothing a person has is longer; a broken time stamp could else fill the disk with silence. */
const longestSeconds = 48 * 3600;
/** No codec keeps sound in fewer bits a second than this, a long silence aside. */
const leastBitRate = 100;
const longestSilenceSeconds = 3600;
const reportEveryMs = 250;

/** Where every decoder pours its 16 kHz mono samples: segments and peaks in one pass, and word of how far it is. */
export class PcmSink {
  readonly #peaks = new PeakBuilder();
  readonly #loudness = new LoudnessMeter(pcmRate, 1, 1 / 32_768);
  readonly #clipping = new ClippingFinder(pcmRate);
  #reportedAt = 0;
  #reportedSealed = 0;
  /** Which decoder is at work and why: part of every report. */
  source: { decoder: Decoder; reason: string } = { decoder: 'wav', reason: '' };

  constructor(
    readonly writer: SegmentWriter,
    private readonly totalSeconds: number | null,
    private readonly onProgress: (progress: DecodeProgress) => void,
    private readonly fileBytes = Infinity,
  ) {}

  /** Another decoder begins: told at once, so that whoever listens knows whom to expect word from. */
  begin(source: PcmSink['source']): void {
    this.source = source;
    this.#report();
  }

  get totalSamples(): number {
    return this.writer.totalSamples;
  }

  get seconds(): number {
    return this.totalSamples / pcmRate;
  }

  write(samples: Int16Array<ArrayBuffer>): void {
    const plausible = (this.fileBytes * 8) / leastBitRate + longestSilenceSeconds;
    if (this.seconds > Math.min(longestSeconds, plausible)) throw new RangeError('The decoded sound does not end.');
    this.writer.append(samples);
    this.#peaks.push(samples);
    this.#loudness.push(samples);
    this.#clipping.push(samples);
    const isDue = performance.now() - this.#reportedAt >= reportEveryMs;
    if (isDue || this.writer.sealed !== this.#reportedSealed) this.#report();
  }

  async finish(): Promise<Peaks> {
    await this.writer.finish();
    const { integratedLufs } = this.#loudness;
    return {
      ...this.#peaks.finish(),
      loudness: {
        lufs: this.#loudness.curve(),
        integratedLufs: Number.isFinite(integratedLufs) ? integratedLufs : null,
      },
      clipped: this.#clipping.spans(),
    };
  }

  #report(): void {
    this.#reportedAt = performance.now();
    this.#reportedSealed = this.writer.sealed;
    this.onProgress({
      doneSeconds: this.seconds,
      totalSeconds: this.totalSeconds,
      sealed: this.writer.sealed,
      ...this.source,
    });
  }
}
