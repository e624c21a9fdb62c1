/** What an AudioWorklet finds around it; no library of TypeScript tells it. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare const sampleRate: number;
declare function registerProcessor(name: string, processor: new (options: never) => AudioWorkletProcessor): void;
