import { AppError } from '$lib/core/errors.ts';
import { Scope } from '$lib/core/scope.ts';
import type { Microphone, MicrophoneChoice, MicrophoneEvent, MicrophoneSession } from '$lib/domain/ports.ts';
import { anyMime, MediaRecorderEncoder, webmMime, type Encoder } from './encoder.ts';
import { CaptureGraph } from './graph.ts';
import { PcmEncoder } from './pcm-encoder.ts';
import { canHearThem, endStream, micError, openMicrophone, openThem } from './sources.ts';

type Tell = (event: MicrophoneEvent) => void;

/** The encoder for this choice: 16-bit samples where WebM cannot be had, anything at all where there is no graph. */
const encoderFor = async (
  choice: MicrophoneChoice,
  graph: CaptureGraph | null,
  stream: MediaStream,
  onError: () => void,
): Promise<Encoder> => {
  const mime = webmMime();
  if (graph && (choice.format === 'wav' || !mime)) return PcmEncoder.make(graph, onError);
  const other = mime ?? anyMime();
  if (!other) throw new AppError('mic/unsupported');
  const channels = graph && graph.channels !== 'mono' ? 2 : 1;
  return new MediaRecorderEncoder(graph?.stream ?? stream, { mime: other, channels, onError });
};

class Session implements MicrophoneSession {
  #encoder!: Encoder;
  #me: Scope | undefined;
  #track!: MediaStreamTrack;

  private constructor(
    private readonly scope: Scope,
    private readonly graph: CaptureGraph | null,
    private readonly tell: Tell,
  ) {}

  static async open(choice: MicrophoneChoice, tell: Tell): Promise<Session> {
    const scope = new Scope();
    try {
      // The dialog for the other side comes first: it needs the press of the button to be fresh.
      const them = choice.channels === 'me-them' ? await openThem() : undefined;
      if (them) scope.own(() => endStream(them));
      const me = await openMicrophone(choice);
      scope.own(() => endStream(me));
      const graph = await CaptureGraph.start(choice.channels, scope);
      if (them && !graph) throw new AppError('mic/no-tab-sound');
      const session = new Session(scope, graph, tell);
      session.#encoder = await encoderFor(choice, graph, me, () => tell({ kind: 'broken' }));
      scope.own(() => session.#encoder.close());
      if (them) session.#hearThem(them);
      session.#hearMe(me);
      session.setGain(choice.gainDecibels);
      session.#watch();
      return session;
    } catch (error) {
      scope.dispose();
      throw micError(error);
    }
  }

  get mime(): string {
    return this.#encoder.mime;
  }

  get deviceLabel(): string {
    return this.#track.label;
  }

  get channels(): MicrophoneSession['channels'] {
    return this.graph?.channels ?? 'mono';
  }

  start(onChunk: (chunk: Blob) => void): void {
    this.#encoder.start(onChunk);
  }

  pause(): void {
    this.#encoder.pause();
  }

  resume(): void {
    this.#encoder.resume();
  }

  async switchTo(choice: MicrophoneChoice): Promise<void> {
    if (!this.graph) throw new AppError('mic/lost');
    const stream = await openMicrophone(choice);
    if (this.scope.isDisposed) endStream(stream);
    else this.#hearMe(stream);
  }

  setGain(decibels: number): void {
    this.graph?.setGain(decibels);
  }

  stop(): Promise<void> {
    return this.#encoder.stop();
  }

  close(): void {
    this.scope.dispose();
  }

  #hearMe(stream: MediaStream): void {
    this.#me?.dispose();
    const mine = this.scope.child();
    this.#me = mine;
    this.#track = stream.getAudioTracks()[0]!;
    mine.own(() => endStream(stream));
    mine.listen(this.#track, 'ended', () => this.tell({ kind: 'ended' }));
    mine.listen(this.#track, 'mute', () => this.tell({ kind: 'muted' }));
    mine.listen(this.#track, 'unmute', () => this.tell({ kind: 'unmuted' }));
    this.graph?.hearMe(stream);
    this.tell({ kind: this.#track.muted ? 'muted' : 'unmuted' });
  }

  #hearThem(stream: MediaStream): void {
    this.graph?.hearThem(stream);
    this.scope.listen(stream.getAudioTracks()[0]!, 'ended', () => this.tell({ kind: 'them-ended' }));
  }

  #watch(): void {
    this.scope.listen(navigator.mediaDevices, 'devicechange', () => this.tell({ kind: 'devices' }));
    this.graph?.watch(this.scope, {
      onLevel: (peak, rms) => this.tell({ kind: 'level', peak, rms }),
      onRunning: (isRunning) => this.tell({ kind: isRunning && !this.#track.muted ? 'unmuted' : 'muted' }),
    });
  }
}

/** The microphones of this device. */
export const browserMicrophone: Microphone = {
  get canHearThem() {
    return canHearThem();
  },
  devices: async () => {
    const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    return devices
      .filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== '')
      .map(({ deviceId, label }) => ({ deviceId, label }));
  },
  open: (choice, onEvent) => Session.open(choice, onEvent),
};
