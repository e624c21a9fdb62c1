import { AppError } from '$lib/core/errors.ts';
import type { CoreAddress } from '../api.ts';
import { makeReadAhead } from './read-ahead.ts';

type Device = {
  open?(stream: { seekable?: boolean }): void;
  write(stream: unknown, buffer: Uint8Array, offset: number, length: number): number;
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
    unlink(path: string): void;
    analyzePath(path: string): { exists: boolean };
    filesystems: { WORKERFS: { stream_ops: { read: unknown } } };
  };
  exec(...args: string[]): number;
  ffprobe(...args: string[]): number;
  setLogger(logger: (line: { type: string; message: string }) => void): void;
  reset(): void;
};

const outputDevice = '/dev/pcm';
const keptLogLines = 40;

/** An ffmpeg that reads one file at a time and hands its output over as bytes. It runs without a pause. */
export class Core {
  #log: string[] = [];
  #onBytes: (bytes: Uint8Array) => void = () => {};

  constructor(private readonly module: CoreModule) {
    const { FS } = module;
    FS.mkdir('/input');
    const device = FS.makedev(80, 0);
    FS.registerDevice(device, {
      open: (stream) => (stream.seekable = false),
      write: (_stream, buffer, offset, length) => {
        this.#onBytes(buffer.subarray(offset, offset + length));
        return length;
      },
    });
    FS.mkdev(outputDevice, device);
    FS.filesystems.WORKERFS.stream_ops.read = makeReadAhead();
    module.setLogger(({ message }) => {
      this.#log.push(message);
      if (this.#log.length > keptLogLines) this.#log.shift();
    });
  }

  /** Runs `ffmpeg ARGS /dev/pcm`; `onBytes` gets each piece and must copy what it keeps. Returns the exit status. */
  run(file: Blob, args: (path: string) => readonly string[], onBytes: (bytes: Uint8Array) => void): number {
    this.#onBytes = onBytes;
    return this.#withFile(file, (path) => this.module.exec(...args(path), outputDevice));
  }

  /** What ffprobe says of the file, as JSON; undefined where it cannot read it. Its exit status says nothing here. */
  probe(file: Blob): unknown {
    const { FS } = this.module;
    const out = '/probe.json';
    this.#withFile(file, (path) =>
      this.module.ffprobe('-v', 'error', '-show_format', '-show_streams', '-of', 'json', path, '-o', out),
    );
    if (!FS.analyzePath(out).exists) return undefined;
    const text = FS.readFile(out, { encoding: 'utf8' });
    FS.unlink(out);
    return JSON.parse(text);
  }

  /** The last lines it printed. */
  get log(): string {
    return this.#log.join('\n');
  }

  #withFile(file: Blob, use: (path: string) => number): number {
    const { FS } = this.module;
    this.#log = [];
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

let loaded: Promise<Core> | undefined;

/**
 * Lends the core of this worker. One that threw is in an unknown state: it is thrown away and the next use loads anew.
 */
export const useCore = async <T>(use: (core: Core) => T): Promise<T> => {
  const mine = (loaded ??= load());
  try {
    return use(await mine);
  } catch (error) {
    if (loaded === mine) loaded = undefined;
    throw error;
  }
};
