import type { Scope } from '$lib/core/scope.ts';
import type { CaptureChannels } from '$lib/domain/ports.ts';
import { levelOf } from './meter.ts';

const startMs = 1000;
const meterMs = 50;

const gainOf = (decibels: number): number => 10 ** (decibels / 20);

/**
 * The sound as it is recorded. What is captured is the graph's own stream, which never ends: microphones are plugged in
 * and out under it, so a take outlives its device. `me-them` puts the microphone left and the other side right.
 */
export class CaptureGraph {
  readonly output: AudioNode;
  readonly stream: MediaStream;
  readonly #me: GainNode;
  readonly #them: GainNode;
  readonly #analysers: AnalyserNode[];
  #source: AudioNode | undefined;

  constructor(
    readonly context: AudioContext,
    readonly channels: CaptureChannels,
  ) {
    const width = channels === 'mono' ? 1 : 2;
    const meWidth = channels === 'stereo' ? 2 : 1;
    this.#me = new GainNode(context, { channelCount: meWidth, channelCountMode: 'explicit' });
    this.#them = new GainNode(context, { channelCount: 1, channelCountMode: 'explicit' });
    this.output = channels === 'me-them' ? this.#side() : this.#me;
    const sink = new MediaStreamAudioDestinationNode(context, { channelCount: width, channelCountMode: 'explicit' });
    this.output.connect(sink);
    this.stream = sink.stream;
    this.#analysers = this.#meters(width);
  }

  /** Null where sound may not run yet: then the microphone is recorded as it comes. */
  static async start(channels: CaptureChannels, scope: Scope): Promise<CaptureGraph | null> {
    const context = new AudioContext({ latencyHint: 'playback' });
    scope.own(() => void context.close().catch(() => {}));
    if (!(await isRunning(context))) return null;
    return new CaptureGraph(context, channels);
  }

  /** Takes the place of the microphone heard before. */
  hearMe(stream: MediaStream): void {
    this.#source?.disconnect();
    this.#source = this.context.createMediaStreamSource(stream);
    this.#source.connect(this.#me);
  }

  hearThem(stream: MediaStream): void {
    this.context.createMediaStreamSource(stream).connect(this.#them);
  }

  setGain(decibels: number): void {
    this.#me.gain.setTargetAtTime(gainOf(decibels), this.context.currentTime, 0.02);
  }

  /** Tells the level twenty times a second, the louder channel's; wakes the graph when the system interrupted it. */
  watch(scope: Scope, tell: { onLevel(peak: number, rms: number): void; onRunning(isRunning: boolean): void }): void {
    const samples = new Float32Array(this.#analysers[0]!.fftSize);
    scope.listen(this.context, 'statechange', () => {
      if (this.context.state !== 'closed') tell.onRunning(this.context.state === 'running');
    });
    scope.interval(() => {
      if (this.context.state !== 'running') return void this.context.resume().catch(() => {});
      const levels = this.#analysers.map((analyser) => {
        analyser.getFloatTimeDomainData(samples);
        return levelOf(samples);
      });
      tell.onLevel(Math.max(...levels.map(({ peak }) => peak)), Math.max(...levels.map(({ rms }) => rms)));
    }, meterMs);
  }

  #side(): AudioNode {
    const merger = new ChannelMergerNode(this.context, { numberOfInputs: 2 });
    this.#me.connect(merger, 0, 0);
    this.#them.connect(merger, 0, 1);
    return merger;
  }

  #meters(width: number): AnalyserNode[] {
    const splitter = new ChannelSplitterNode(this.context, { numberOfOutputs: width });
    this.output.connect(splitter);
    return Array.from({ length: width }, (_, channel) => {
      const analyser = new AnalyserNode(this.context, { fftSize: 4096 });
      splitter.connect(analyser, channel);
      return analyser;
    });
  }
}

const isRunning = async (context: AudioContext): Promise<boolean> => {
  const late = new Promise<void>((resolve) => setTimeout(resolve, startMs));
  await Promise.race([context.resume().catch(() => {}), late]);
  return context.state === 'running';
};
