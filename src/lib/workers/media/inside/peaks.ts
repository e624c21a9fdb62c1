import type { PeakLevel, Peaks } from '$lib/domain/artifacts.ts';

const finestBucket = 160;
const ratio = 4;
/** The coarsest level has at most about this many buckets. */
const coarsest = 500;

const toInt8 = (value: number): number => Math.max(-127, Math.round((value / 32768) * 127));

/** The next level: each of its buckets covers four of this one. */
const coarser = (level: PeakLevel): PeakLevel => {
  const buckets = Math.ceil(level.data.length / 2 / ratio);
  const data = new Int8Array(buckets * 2);
  for (let bucket = 0; bucket < buckets; bucket++) {
    const part = level.data.subarray(bucket * ratio * 2, (bucket + 1) * ratio * 2);
    let low = 127;
    let high = -127;
    for (let at = 0; at < part.length; at += 2) {
      low = Math.min(low, part[at]!);
      high = Math.max(high, part[at + 1]!);
    }
    data[bucket * 2] = low;
    data[bucket * 2 + 1] = high;
  }
  return { samplesPerBucket: level.samplesPerBucket * ratio, data };
};

/**
 * Minimum and maximum of every 10 ms while samples stream by, then levels of four times coarser buckets (the idea of
 * BBC audiowaveform). Two bytes a bucket: 720 kB an hour.
 */
export class PeakBuilder {
  #data = new Int8Array(1 << 14);
  #length = 0;
  #low = 0;
  #high = 0;
  #inBucket = 0;
  #total = 0;

  push(samples: Int16Array): void {
    for (let from = 0; from < samples.length;) {
      const to = Math.min(samples.length, from + finestBucket - this.#inBucket);
      this.#widen(samples, from, to);
      this.#inBucket += to - from;
      if (this.#inBucket === finestBucket) this.#close();
      from = to;
    }
    this.#total += samples.length;
  }

  finish(): Peaks {
    if (this.#inBucket > 0) this.#close();
    const levels: PeakLevel[] = [{ samplesPerBucket: finestBucket, data: this.#data.slice(0, this.#length) }];
    while (levels.at(-1)!.data.length / 2 > coarsest) levels.push(coarser(levels.at(-1)!));
    return { sampleRate: 16_000, totalSamples: this.#total, levels };
  }

  #widen(samples: Int16Array, from: number, to: number): void {
    const isNew = this.#inBucket === 0;
    let low = isNew ? samples[from]! : this.#low;
    let high = isNew ? samples[from]! : this.#high;
    for (let at = from; at < to; at++) {
      const sample = samples[at]!;
      if (sample < low) low = sample;
      if (sample > high) high = sample;
    }
    this.#low = low;
    this.#high = high;
  }

  #close(): void {
    if (this.#length + 2 > this.#data.length) {
      const grown = new Int8Array(this.#data.length * 2);
      grown.set(this.#data);
      this.#data = grown;
    }
    this.#data[this.#length++] = toInt8(this.#low);
    this.#data[this.#length++] = toInt8(this.#high);
    this.#inBucket = 0;
  }
}
