import { AppError } from '$lib/core/errors.ts';
import type { CoreAddress } from '../api.ts';
import { lender } from './lender.ts';
import type { Target } from './render/target.ts';
import { makeReadAhead } from './read-ahead.ts';

type Stream = { seekable?: boolean; position: number };

type Device = {
  open?(stream: Stream): void;
  read?(
    ...request: [stream: Stream, buffer: Uint8Array, offset: number, length: number, at: number | undefined]
  ): number;
  write?(
    ...request: [stream: Stream, buffer: Uint8Array, offset: number, length: number, at: number | undefined]
  ): number;
  llseek?(stream: Stream, offset: number, whence: number): number;
};

/** Where one run reads and writes, besides `/input/file`: each part is a device or a file of ffmpeg's own. */
export type RunFiles = {
  file?: Blob;
  /** `/dev/pcm`: each piece of output, to be copied by who keeps it. */
  onBytes?: (bytes: Uint8Array) => void;
  /** `/dev/source`: fills a buffer with input and says how much; 0 is the end. */
  pull?: (buffer: Uint8Array) => number;
  /** `/dev/target`: output that is sought in. */
  target?: Target;
  /** `/metadata.txt`: tags and chapters. */
  metadata?: string;
  /** Seconds of output so far. */
  onTime?: (seconds: number) => void;
};

/** The part of the ffmpeg core (emscripten) that we use. */
type CoreModule = {
  FS: {
    mkdir(path: string): void;
    mkdev(path: string, device: number): void;
    makedev(major: number, minor: number): number;
    registerDevice(device: number, operations: Device): void;
    mount(type: unknown, options: object, path: string): void;
    unmount(path: string): void;
    readFile(path: string, options: { encoding: 'utf8' }): string;
    writeFile(path: string, text: string): void;
    unlink(path: string): void;
    analyzePath(path: string): { exists: boolean };
    filesystems: { WORKERFS: { stream_ops: { read: unknown } } };
  };
  exec(...args: string[]): number;
  ffprobe(...args: string[]): number;
  setLogger(logger: (line: { type: string; message: string }) => void): void;
  setProgress(listener: (progress: { progress: number; time: number }) => void): void;
  reset(): void;
};

const outputDevice = '/dev/pcm';
const keptLogLines = 40;
/** ffmpeg ends each run by a jump that leaves its stack behind: the 21st run of one instance has none left. */
const mostRuns = 12;

/** An ffmpeg that reads one file at a time and hands its output over as bytes. It runs without a pause. */
export class Core {
  #log: string[] = [];
  #files: RunFiles = {};
  #runs = 0;

  constructor(private readonly module: CoreModule) {
    const { FS } = module;
    FS.mkdir('/input');
    this.#addDevices();
    FS.filesystems.WORKERFS.stream_ops.read = makeReadAhead();
    // Microseconds of output.
    module.setProgress(({ time }) => this.#files.onTime?.(time / 1e6));
    module.setLogger(({ message }) => {
      this.#log.push(message);
      if (this.#log.length > keptLogLines) this.#log.shift();
    });
  }

  /** Runs `ffmpeg ARGS /dev/pcm`; `onBytes` gets each piece and must copy what it keeps. Returns the exit status. */
  run(file: Blob, args: (path: string) => readonly string[], onBytes: (bytes: Uint8Array) => void): number {
    this.#files = { onBytes };
    return this.#withFile(file, (path) => this.module.exec(...args(path), outputDevice));
  }

  /** Runs `ffmpeg ARGS`, reading and writing where `files` says. Returns the exit status. */
  exec(args: readonly string[], files: RunFiles): number {
    this.#files = files;
    this.module.FS.writeFile('/metadata.txt', files.metadata ?? '');
    try {
      return this.#withFile(files.file ?? new Blob(), () => this.module.exec(...args));
    } finally {
      this.#files = {};
    }
  }

  /** What ffprobe says of the file, as JSON; undefined where it cannot read it. Its exit status says nothing here. */
  probe(file: Blob): unknown {
    const { FS } = this.module;
    const out = '/probe.json';
    this.#withFile(file, (path) =>
      this.module.ffprobe(
        '-v',
        'error',
        '-show_format',
        '-show_streams',
        '-show_chapters',
        '-of',
        'json',
        path,
        '-o',
        out,
      ),
    );
    if (!FS.analyzePath(out).exists) return undefined;
    const text = FS.readFile(out, { encoding: 'utf8' });
    FS.unlink(out);
    return JSON.parse(text);
  }

  /** True where it had better not be used again. */
  get isWorn(): boolean {
    return this.#runs >= mostRuns;
  }

  /** The last lines it printed. */
  get log(): string {
    return this.#log.join('\n');
  }

  #addDevices(): void {
    const { FS } = this.module;
    const add = (path: string, number: number, device: Device): void => {
      FS.registerDevice(FS.makedev(number, 0), device);
      FS.mkdev(path, FS.makedev(number, 0));
    };
    add(outputDevice, 80, {
      open: (stream) => (stream.seekable = false),
      write: (_stream, buffer, offset, length) => {
        this.#files.onBytes?.(buffer.subarray(offset, offset + length));
        return length;
      },
    });
    add('/dev/source', 81, {
      open: (stream) => (stream.seekable = false),
      read: (_stream, buffer, offset, length) => this.#files.pull?.(buffer.subarray(offset, offset + length)) ?? 0,
    });
    add('/dev/target', 82, {
      read: (...[stream, buffer, offset, length, at]) =>
        this.#files.target?.read(buffer.subarray(offset, offset + length), at ?? stream.position) ?? 0,
      write: (...[stream, buffer, offset, length, at]) => {
        this.#files.target?.write(buffer.subarray(offset, offset + length), at ?? stream.position);
        return length;
      },
      llseek: (stream, offset, whence) =>
        offset + (whence === 1 ? stream.position : whence === 2 ? (this.#files.target?.size() ?? 0) : 0),
    });
  }

  #withFile(file: Blob, use: (path: string) => number): number {
    const { FS } = this.module;
    this.#log = [];
    this.#runs += 1;
    FS.mount(FS.filesystems.WORKERFS, { blobs: [{ name: 'file', data: file }] }, '/input');
    try {
      return use('/input/file');
    } finally {
      FS.unmount('/input');
      this.module.reset();
    }
  }
}

const absolute = (address: string): string => new URL(address, location.href).href;

/** Undefined in builds without ffmpeg: the module with the address, and with it the wasm, is left out of those. */
export const coreAddress = async (): Promise<CoreAddress | undefined> => {
  if (!__WITH_FFMPEG__) return undefined;
  const { coreURL, wasmURL } = await import('./core-address.ts');
  return { coreURL: absolute(coreURL), wasmURL: absolute(wasmURL) };
};

export const hasCore = __WITH_FFMPEG__;

/** True when using the core needs no download. */
export const isCoreCached = async (): Promise<boolean> => {
  const known = await coreAddress();
  return (
    known !== undefined && (await caches.match(known.wasmURL, { ignoreVary: true, ignoreSearch: true })) !== undefined
  );
};

const load = async (): Promise<Core> => {
  const known = await coreAddress();
  if (!known) throw new AppError('media/unsupported', { message: 'This build has no ffmpeg.' });
  const { default: create } = await import(/* @vite-ignore */ known.coreURL);
  // The core finds its wasm in the fragment of this address; that is its own protocol.
  const fragment = btoa(JSON.stringify({ wasmURL: known.wasmURL, workerURL: '' }));
  return new Core(await create({ mainScriptUrlOrBlob: `${known.coreURL}#${fragment}` }));
};

/** Lends the core of this worker; one that threw, or has run often, is not used again. */
export const useCore = lender(load, ({ isWorn }) => isWorn);
