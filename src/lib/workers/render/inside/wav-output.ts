import { OutputFile } from './output-file.ts';

/** Written at once: each write is a call to another process. */
const gatheredBytes = 1 << 20;

const headerOf = (frames: number, sampleRate: number, channels: number): Uint8Array<ArrayBuffer> => {
  const view = new DataView(new ArrayBuffer(44));
  const text = (at: number, letters: string) =>
    [...letters].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  const dataBytes = frames * channels * 2;
  const size = (bytes: number) => Math.min(0xffffffff, bytes);
  text(0, 'RIFF');
  view.setUint32(4, size(dataBytes + 36), true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * channels * 2, true);
  view.setUint16(32, channels * 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, size(dataBytes), true);
  return new Uint8Array(view.buffer);
};

/** A WAV file of 16-bit samples that is written as its frames come. Sizes over 4 GiB are stated as the most there is. */
export class WavOutput {
  readonly #gathered = new Int16Array(gatheredBytes / 2);
  #count = 0;
  #at: number;

  private constructor(
    private readonly file: OutputFile,
    header: Uint8Array<ArrayBuffer>,
  ) {
    file.write(header, 0);
    this.#at = header.length;
  }

  static async open(path: string, form: { frames: number; sampleRate: number; channels: number }): Promise<WavOutput> {
    return new WavOutput(await OutputFile.open(path), headerOf(form.frames, form.sampleRate, form.channels));
  }

  /** Interleaved, -1…1; louder is clipped. */
  write(interleaved: Float32Array): void {
    for (const sample of interleaved) {
      this.#gathered[this.#count] = Math.round(Math.min(1, Math.max(-1, sample)) * 32767);
      this.#count += 1;
      if (this.#count === this.#gathered.length) this.#flush();
    }
  }

  async finish(): Promise<Blob> {
    this.#flush();
    return this.file.finish('audio/wav');
  }

  close(): void {
    this.file.close();
  }

  #flush(): void {
    this.file.write(new Uint8Array(this.#gathered.buffer, 0, this.#count * 2), this.#at);
    this.#at += this.#count * 2;
    this.#count = 0;
  }
}
