import { StreamTarget, type StreamTargetChunk } from 'mediabunny';
import { openFolder } from '../../media/pcm-files.ts';

/** One file of OPFS that is written in place. */
export class OutputFile {
  private constructor(
    private readonly entry: FileSystemFileHandle,
    private readonly handle: FileSystemSyncAccessHandle,
  ) {}

  /** Makes it anew, with the folders it lies in. */
  static async open(path: string): Promise<OutputFile> {
    const at = path.lastIndexOf('/');
    const folder = await openFolder(path.slice(0, at), { create: true });
    const entry = await folder.getFileHandle(path.slice(at + 1), { create: true });
    const handle = await entry.createSyncAccessHandle();
    handle.truncate(0);
    return new OutputFile(entry, handle);
  }

  get size(): number {
    return this.handle.getSize();
  }

  read(at: number, length: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(length);
    return bytes.subarray(0, this.handle.read(bytes, { at }));
  }

  write(bytes: Uint8Array<ArrayBuffer>, at: number): void {
    this.handle.write(bytes, { at });
  }

  /** What mediabunny writes to. */
  target(): StreamTarget {
    const writable = new WritableStream<StreamTargetChunk>({
      write: ({ data, position }) => this.write(data, position),
    });
    return new StreamTarget(writable, { chunked: true });
  }

  /** Closes it and gives it to be read. */
  async finish(type: string): Promise<Blob> {
    this.close();
    const file = await this.entry.getFile();
    return file.slice(0, file.size, type);
  }

  close(): void {
    this.handle.close();
  }
}
