import sileroModel from '@ricky0123/vad-web/dist/silero_vad_v6.onnx?url';
import { AppError } from '$lib/core/errors.ts';
import type { DetectorMemory } from '$lib/domain/ports.ts';
import { frameSamples } from '../frames.ts';
import type { Backend, Session, Value } from '../runtime/backend.ts';
import { startPlain } from '../runtime.ts';
import { graphOfFrames, stateSize } from './graph.ts';
import { bins, contextSamples, makeSpectrum, windows } from './spectrum.ts';

/** Frames (8 s) that are listened to side by side: enough for large products, few enough for the processor's cache. */
const framesInCall = 250;

export const noMemory: DetectorMemory = { hidden: new Float32Array(stateSize), cell: new Float32Array(stateSize) };

/** Silero's voice activity model (v6), run by itself: 512 new samples after 64 of context, with a state that is handed on. */
export class Silero {
  readonly #spectrum = makeSpectrum();

  private constructor(
    private readonly backend: Backend,
    private readonly session: Session,
  ) {}

  static async open(compiled?: WebAssembly.Module): Promise<Silero> {
    const backend = await startPlain(1, compiled);
    const response = await fetch(sileroModel);
    if (!response.ok) throw new AppError('model/missing', { detail: { status: response.status } });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return Silero.on(backend, bytes);
  }

  /** The model of this file, run by `backend`. */
  static async on(backend: Backend, file: Uint8Array<ArrayBuffer>): Promise<Silero> {
    return new Silero(backend, await backend.open(graphOfFrames(file), []));
  }

  /**
   * Speech probability, 0…1, of each frame that follows the first `contextSamples` samples, and the memory behind the last.
   * `breathe` is awaited between calls of the model.
   */
  async listen(
    samples: Float32Array,
    before: DetectorMemory,
    breathe: () => Promise<void>,
  ): Promise<{ speech: Float32Array; memory: DetectorMemory }> {
    const speech = new Float32Array(Math.floor((samples.length - contextSamples) / frameSamples));
    let memory = before;
    for (let first = 0; first < speech.length; first += framesInCall) {
      await breathe();
      const count = Math.min(framesInCall, speech.length - first);
      const heard = await this.#hear(this.#spectrum(samples.subarray(first * frameSamples), count), memory);
      speech.set(heard.speech, first);
      memory = heard.memory;
    }
    return { speech, memory };
  }

  async #hear(
    spectrum: Float32Array,
    before: DetectorMemory,
  ): Promise<{ speech: Float32Array; memory: DetectorMemory }> {
    const { backend, session } = this;
    const floats = (data: Float32Array, dims: readonly number[]) => backend.floats('float32', data, dims);
    const feeds = {
      spectrum: floats(spectrum, [1, bins, spectrum.length / bins / windows, windows]),
      hidden: floats(before.hidden, [1, 1, stateSize]),
      cell: floats(before.cell, [1, 1, stateSize]),
    };
    try {
      const { speech, hiddenN, cellN } = await session.run(feeds, ['speech', 'hiddenN', 'cellN']);
      return { speech: taken(speech!), memory: { hidden: taken(hiddenN!), cell: taken(cellN!) } };
    } finally {
      for (const value of Object.values(feeds)) value.free();
    }
  }
}

/** A copy of its numbers; the value itself is freed. */
const taken = (value: Value): Float32Array => {
  const numbers = value.floats().slice();
  value.free();
  return numbers;
};
