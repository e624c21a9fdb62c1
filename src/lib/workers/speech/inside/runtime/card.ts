import type * as Ort from 'onnxruntime-web';
import type { Backend, FloatType, Session, Value, Values } from './backend.ts';
import { floatsOf, floatTensor } from '../tensors.ts';

class CardValue implements Value {
  constructor(readonly tensor: Ort.Tensor) {}

  get dims(): readonly number[] {
    return this.tensor.dims;
  }

  floats(): Float32Array {
    return floatsOf(this.tensor);
  }

  free(): void {
    this.tensor.dispose();
  }
}

class CardSession implements Session {
  constructor(private readonly session: Ort.InferenceSession) {}

  get inputNames(): readonly string[] {
    return this.session.inputNames;
  }

  get outputNames(): readonly string[] {
    return this.session.outputNames;
  }

  floatType(input: string): FloatType {
    const about = this.session.inputMetadata.find(({ name }) => name === input);
    return about?.isTensor && about.type === 'float16' ? 'float16' : 'float32';
  }

  async run(feeds: Values, wanted: readonly string[]): Promise<Record<string, Value>> {
    const tensors = Object.entries(feeds).map(([name, value]) => [name, (value as CardValue).tensor]);
    const outputs = await this.session.run(Object.fromEntries(tensors) as Record<string, Ort.Tensor>, wanted);
    return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, new CardValue(tensor)]));
  }

  close(): Promise<void> {
    return this.session.release();
  }
}

/** The graphics card, by the package's own interface: what is kept stays on the card. */
export class CardBackend implements Backend {
  readonly device = 'webgpu';
  readonly canSelect = false;

  constructor(
    private readonly ort: typeof Ort,
    readonly threads: number,
  ) {}

  async open(model: Uint8Array, kept: readonly string[]): Promise<Session> {
    const session = await this.ort.InferenceSession.create(model, {
      executionProviders: ['webgpu'],
      graphOptimizationLevel: 'all',
      preferredOutputLocation: Object.fromEntries(kept.map((name) => [name, 'gpu-buffer' as const])),
    });
    return new CardSession(session);
  }

  floats(type: FloatType, data: Float32Array, dims: readonly number[]): Value {
    return new CardValue(floatTensor(this.ort, type, data, [...dims]));
  }

  integers(data: readonly number[], dims: readonly number[]): Value {
    return new CardValue(new this.ort.Tensor('int64', BigInt64Array.from(data, BigInt), [...dims]));
  }

  flag(value: boolean): Value {
    return new CardValue(new this.ort.Tensor('bool', [value], [1]));
  }

  select(): Value {
    throw new TypeError('Rows stay together on the card.');
  }

  stack([first, ...rest]: readonly Value[]): Value {
    if (!first || rest.length > 0) throw new TypeError('Windows are read one by one on the card.');
    return first;
  }
}
