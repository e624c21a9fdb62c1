import sileroModel from '@ricky0123/vad-web/dist/silero_vad_v6.onnx?url';
import { AppError } from '$lib/core/errors.ts';
import { frameSamples } from './frames.ts';
import type { Backend, Session, Value } from './runtime/backend.ts';
import { startPlain } from './runtime.ts';

const contextSamples = 64;
const stateSize = 128;
/** Stretches of a segment that are listened to side by side: one call of the model serves them all. */
const lanes = 8;
/** Frames (2 s) each stretch begins early, so that the model's memory has settled where its own part begins. */
export const warmUpFrames = 63;
/** Samples wanted from before a segment. */
export const leadSamples = warmUpFrames * frameSamples + contextSamples;

/** Silero's voice activity model (v6), run by itself: 512 new samples after 64 of context, with a state that is handed on. */
export class Silero {
  private constructor(
    private readonly backend: Backend,
    private readonly session: Session,
  ) {}

  static async open(compiled?: WebAssembly.Module): Promise<Silero> {
    const backend = await startPlain(1, compiled);
    const response = await fetch(sileroModel);
    if (!response.ok) throw new AppError('model/missing', { detail: { status: response.status } });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return new Silero(backend, await backend.open(bytes, []));
  }

  /**
   * Speech probability, 0…1, of each frame of `frames` that follow `leadSamples` samples of what came before.
   * `breathe` is awaited between calls of the model.
   */
  async listen(samples: Float32Array, frames: number, breathe: () => Promise<void>): Promise<Float32Array> {
    const { backend, session } = this;
    const each = Math.ceil(frames / lanes);
    const found = new Float32Array(frames);
    let state: Value = backend.floats('float32', new Float32Array(2 * lanes * stateSize), [2, lanes, stateSize]);
    const sr = backend.integers([16_000], []);
    try {
      for (let step = 0; step < warmUpFrames + each; step++) {
        await breathe();
        const size = contextSamples + frameSamples;
        const input = backend.floats('float32', laneInputs(samples, each, step), [lanes, size]);
        const { stateN, output } = await session.run({ input, state, sr }, ['output', 'stateN']);
        input.free();
        state.free();
        state = stateN!;
        const probabilities = output!.floats();
        for (let lane = 0; lane < lanes; lane++) {
          const frame = lane * each + step - warmUpFrames;
          if (step >= warmUpFrames && frame < frames) found[frame] = probabilities[lane]!;
        }
        output!.free();
      }
    } finally {
      state.free();
      sr.free();
    }
    return found;
  }
}

/** What every lane hears at one step, one behind the other; silence behind the end. */
const laneInputs = (samples: Float32Array, framesEach: number, step: number): Float32Array => {
  const size = contextSamples + frameSamples;
  const inputs = new Float32Array(lanes * size);
  for (let lane = 0; lane < lanes; lane++) {
    const start = (lane * framesEach + step) * frameSamples;
    inputs.set(samples.subarray(start, start + size), lane * size);
  }
  return inputs;
};
