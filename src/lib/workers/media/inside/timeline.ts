import type { DecodedChannel } from '$lib/domain/sound.ts';
import { downmixWeights } from './downmix.ts';
import { pcmRate, type PcmSink } from './pcm-sink.ts';
import { Resampler, toInt16 } from './resampler.ts';

/** Time stamps are rounded; only a difference above this is a real gap or overlap. */
const toleranceSeconds = 0.1;
/** Silence is written in pieces, so that a long gap needs no memory. */
const silencePiece = 1 << 16;

/** Where the sound begins and ends on the clock of the packets; the end only where it is known to the sample. */
export type Sound = { startSeconds: number; endSeconds: number; channel?: DecodedChannel | undefined };

/** A demuxer may drop a last packet of a few bytes, which is silence. More than this is missing sound, not silence. */
const mostTailSeconds = 0.3;

/** A longer gap is a broken time stamp: what follows then stands where the sound before it ended. */
const mostGapSeconds = 3600;

/** What `AudioData` of WebCodecs gives, as far as we read it. Time stamps in microseconds. */
export type DecodedSound = {
  sampleRate: number;
  numberOfChannels: number;
  numberOfFrames: number;
  timestamp: number;
  copyTo(target: Float32Array, options: { planeIndex: number; format: 'f32-planar' }): void;
};

const mixDown = (data: DecodedSound, channel: DecodedChannel | undefined): Float32Array => {
  const mono = new Float32Array(data.numberOfFrames);
  const plane = new Float32Array(data.numberOfFrames);
  downmixWeights(data.numberOfChannels, channel).forEach((weight, planeIndex) => {
    if (weight === 0) return;
    data.copyTo(plane, { planeIndex, format: 'f32-planar' });
    for (let index = 0; index < plane.length; index++) mono[index]! += plane[index]! * weight;
  });
  return mono;
};

/**
 * Puts decoded pieces where their time stamps say, so that sample n is heard at n / 16000 s of the file: gaps and a
 * late start become silence, what comes before the place where the sink stands is dropped.
 */
export class Timeline {
  #resampler: Resampler | undefined;
  #rate = 0;
  /** File time of the next input sample expected, in seconds. */
  #expected: number;
  /** The first piece is put exactly; those after it follow without a seam. */
  #isPlaced = false;

  constructor(
    private readonly sink: PcmSink,
    private readonly sound: Sound,
  ) {
    this.#expected = sink.seconds;
  }

  /** `lagSeconds`: what the stamps of the decoder are behind the file's. */
  add(data: DecodedSound, lagSeconds = 0): void {
    const start = data.timestamp / 1e6 + lagSeconds - this.sound.startSeconds;
    if (data.sampleRate !== this.#rate) this.#useRate(data.sampleRate);
    const late = start - this.#expected;
    const tolerance = this.#isPlaced ? toleranceSeconds : 0;
    let mono = mixDown(data, this.sound.channel);
    if (late > mostGapSeconds) this.#isPlaced = true;
    else if (late > tolerance) this.#silence(late);
    else if (late < -tolerance) mono = mono.subarray(Math.round(-late * data.sampleRate));
    const room = Math.round((this.sound.endSeconds - this.sound.startSeconds - this.#expected) * data.sampleRate);
    if (mono.length > room) mono = mono.subarray(0, Math.max(0, room));
    if (mono.length === 0) return;
    this.#isPlaced = true;
    this.#expected += mono.length / data.sampleRate;
    this.#write(this.#resampler!.push(mono));
  }

  finish(): void {
    const missing = this.sound.endSeconds - this.sound.startSeconds - this.#expected;
    if (this.#isPlaced && missing > 0 && missing < mostTailSeconds) this.#silence(missing);
    this.#flush();
  }

  #flush(): void {
    if (this.#resampler) this.#write(this.#resampler.flush());
  }

  #useRate(sampleRate: number): void {
    this.#flush();
    this.#rate = sampleRate;
    this.#resampler = new Resampler(sampleRate, pcmRate);
  }

  /** Zeros of the output itself: a long gap costs no filtering. */
  #silence(seconds: number): void {
    this.#flush();
    const from = Math.round(this.#expected * pcmRate);
    this.#expected += seconds;
    for (let left = Math.round(this.#expected * pcmRate) - from; left > 0; left -= silencePiece) {
      this.sink.write(new Int16Array(Math.min(left, silencePiece)));
    }
    this.#resampler = new Resampler(this.#rate, pcmRate);
  }

  #write(samples: Float32Array): void {
    if (samples.length > 0) this.sink.write(toInt16(samples));
  }
}
