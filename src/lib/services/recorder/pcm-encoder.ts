import { endlessWavHeader } from '$lib/core/wav.ts';
import type { Encoder } from './encoder.ts';
import type { CaptureGraph } from './graph.ts';

/** 16-bit samples behind a WAV header whose sizes are put right when the take is sealed: readable wherever it was cut. */
export class PcmEncoder implements Encoder {
  readonly mime = 'audio/wav';
  #onChunk: (chunk: Blob) => void = () => {};
  #onFlushed: () => void = () => {};
  #header: Uint8Array<ArrayBuffer> | null;
  #isStopped = false;

  private constructor(
    private readonly graph: CaptureGraph,
    private readonly node: AudioWorkletNode,
    format: { sampleRate: number; channels: number },
  ) {
    this.#header = endlessWavHeader(format);
    node.port.onmessage = ({ data }: MessageEvent<ArrayBuffer | null>) => this.#hear(data);
  }

  static async make(graph: CaptureGraph, onError: () => void): Promise<PcmEncoder> {
    const { context } = graph;
    await context.audioWorklet.addModule(new URL('./pcm-worklet.js', import.meta.url));
    const channels = graph.channels === 'mono' ? 1 : 2;
    const node = new AudioWorkletNode(context, 'echoflow-pcm', {
      numberOfOutputs: 0,
      channelCount: channels,
      channelCountMode: 'explicit',
      processorOptions: { channels },
    });
    node.addEventListener('processorerror', onError);
    return new PcmEncoder(graph, node, { sampleRate: context.sampleRate, channels });
  }

  start(onChunk: (chunk: Blob) => void): void {
    this.#onChunk = onChunk;
    this.graph.output.connect(this.node);
    this.resume();
  }

  pause(): void {
    this.node.port.postMessage('pause');
  }

  resume(): void {
    this.node.port.postMessage('resume');
  }

  /** An interrupted graph may never answer: what it holds is less than a chunk. */
  async stop(): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopped = true;
    const late = new Promise<void>((resolve) => setTimeout(resolve, 1000));
    const flushed = new Promise<void>((resolve) => (this.#onFlushed = resolve));
    this.node.port.postMessage('flush');
    await Promise.race([flushed, late]);
    this.#onChunk = () => {};
  }

  close(): void {
    this.node.port.close();
    this.node.disconnect();
  }

  #hear(samples: ArrayBuffer | null): void {
    if (samples === null) return this.#onFlushed();
    const header = this.#header;
    this.#header = null;
    this.#onChunk(new Blob(header ? [header, samples] : [samples]));
  }
}
