import { createSHA1, createSHA256 } from 'hash-wasm';
import type { OfferedFile } from '$lib/domain/model.ts';
import type { PartFile } from './part-file.ts';

/** Both names of a file's content, taken as it streams by: SHA-256, and the git name where the host gives only that. */
export class Digest {
  private constructor(
    private readonly sha256: Awaited<ReturnType<typeof createSHA256>>,
    private readonly git: Awaited<ReturnType<typeof createSHA1>>,
    private readonly file: OfferedFile,
  ) {}

  static async of(file: OfferedFile): Promise<Digest> {
    const digest = new Digest(await createSHA256(), await createSHA1(), file);
    digest.restart();
    return digest;
  }

  restart(): void {
    this.sha256.init();
    this.git.init().update(`blob ${this.file.sizeBytes}\0`);
  }

  update(bytes: Uint8Array): void {
    this.sha256.update(bytes);
    if (this.file.sha256 === null) this.git.update(bytes);
  }

  /** Takes in what an earlier try left on disk. */
  updateFrom(part: PartFile): void {
    const buffer = new Uint8Array(1024 * 1024);
    for (let at = 0; at < part.sizeBytes;) {
      const read = part.readAt(buffer, at);
      this.update(buffer.subarray(0, read));
      at += read;
    }
  }

  /** The SHA-256 when the content is what the host named; undefined when it is not. */
  finish(): string | undefined {
    const sha256 = this.sha256.digest();
    if (this.file.sha256 !== null) return sha256 === this.file.sha256 ? sha256 : undefined;
    return this.file.gitSha1 && this.git.digest() === this.file.gitSha1 ? sha256 : undefined;
  }
}
