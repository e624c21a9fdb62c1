import create, { type RnnoiseModule } from '@jitsi/rnnoise-wasm/dist/rnnoise.js';
import wasmURL from '@jitsi/rnnoise-wasm/dist/rnnoise.wasm?url';

/** 10 ms at 48 kHz, the only rate it knows. */
const frameSamples = 480;
/** It works on overlapping windows: what comes out went in one frame before. */
const delaySamples = frameSamples;
const fullScale = 32_768;

/** One channel of RNNoise: a recurrent network that keeps voices (Valin 2018). */
class Voice {
  readonly #state: number;
  readonly #buffer: number;

  constructor(private readonly module: RnnoiseModule) {
    this.#state = module._rnnoise_create(0);
    this.#buffer = module._malloc(frameSamples * 4);
  }

  /** Cleans one frame of `samples`, a channel of `channels` interleaved ones, in place. */
  frame(samples: Float32Array, at: number, channels: number): void {
    const heap = this.module.HEAPF32.subarray(this.#buffer >> 2, (this.#buffer >> 2) + frameSamples);
    for (let index = 0; index < frameSamples; index++) heap[index] = samples[at + index * channels]! * fullScale;
    this.module._rnnoise_process_frame(this.#state, this.#buffer, this.#buffer);
    for (let index = 0; index < frameSamples; index++) samples[at + index * channels] = heap[index]! / fullScale;
  }
}

/** Noise reduction of interleaved 48 kHz samples that come in pieces of any size; no sample is added, lost or moved. */
export class NoiseReducer {
  readonly #voices: readonly Voice[];
  #pending = new Float32Array(0);
  #toSkip: number;

  private constructor(
    module: RnnoiseModule,
    private readonly channels: number,
  ) {
    this.#voices = Array.from({ length: channels }, () => new Voice(module));
    this.#toSkip = delaySamples * channels;
  }

  static async open(channels: number): Promise<NoiseReducer> {
    return new NoiseReducer(await create({ locateFile: () => new URL(wasmURL, location.href).href }), channels);
  }

  push(samples: Float32Array): Float32Array {
    const all = new Float32Array(this.#pending.length + samples.length);
    all.set(this.#pending);
    all.set(samples, this.#pending.length);
    const frame = frameSamples * this.channels;
    const whole = all.length - (all.length % frame);
    for (let at = 0; at < whole; at += frame)
      this.#voices.forEach((voice, channel) => voice.frame(all, at + channel, this.channels));
    this.#pending = all.slice(whole);
    return this.#skip(all.subarray(0, whole));
  }

  /** What is still inside. */
  flush(): Float32Array {
    const left = this.#pending.length + delaySamples * this.channels - this.#toSkip;
    return this.push(new Float32Array(2 * frameSamples * this.channels)).subarray(0, left);
  }

  #skip(samples: Float32Array): Float32Array {
    const skipped = Math.min(this.#toSkip, samples.length);
    this.#toSkip -= skipped;
    return samples.subarray(skipped);
  }
}
