import { AppError } from '$lib/core/errors.ts';
import { newId } from '$lib/core/ids.ts';
import { logger } from '$lib/core/log.ts';
import { nowIso } from '$lib/core/time.ts';
import type { Download, FileStore, LinkFetcher, RecordingRepository, Watchable } from '$lib/domain/ports.ts';
import type { Marker, Recording } from '$lib/domain/recording.ts';
import { tidyTags } from '$lib/domain/tags.ts';
import type { SoundChoice } from '$lib/domain/sound.ts';
import { firstValue } from './first-value.ts';

const log = logger('library');

export type LibraryPorts = {
  recordings: RecordingRepository;
  files: FileStore;
  links: LinkFetcher;
  /** SHA-256 as hex. */
  hash(blob: Blob, signal: AbortSignal): Promise<string>;
};

export type AboutFile = {
  fileName: string;
  source: Recording['source'];
  /** The file's name without its ending, where none is given. */
  title?: string;
  /** ISO 8601; now, where none is given. */
  createdAt?: string;
  layout?: Recording['layout'];
  markers?: readonly Marker[];
};

const titleOf = (fileName: string): string => fileName.replace(/\.[^.\s]{1,5}$/, '').trim() || fileName;

/** The recordings: adding, naming, binning and bringing back, deleting for good. */
export class Library {
  constructor(private readonly ports: LibraryPorts) {}

  /**
   * Keeps the bytes, then the row; nothing that can fail for the file's own sake happens before both are kept. Bytes
   * that are here already give the existing recording, taken out of the bin. Throws `media/empty`, `storage/full`.
   */
  async addFile(file: Blob, about: AboutFile): Promise<Recording> {
    if (file.size === 0) throw new AppError('media/empty');
    const { files, recordings } = this.ports;
    const id = newId();
    await files.put(id, file);
    try {
      const sha256 = await this.ports.hash(file, new AbortController().signal);
      const twin = await recordings.findByHash(sha256);
      if (twin) return await this.#bringBack(twin, id, file);
      const recording = describe(id, file, about, sha256);
      await recordings.add(recording);
      log.info('added', { id, sizeBytes: file.size, mime: recording.mime, source: about.source });
      return recording;
    } catch (error) {
      await files.remove(id).catch(() => log.warn('bytes left behind', { id }));
      throw error;
    }
  }

  /** Fetches a media file into the library. Throws `link/…`. */
  async addLink(
    url: string,
    onProgress: (progress: Download) => void,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<Recording> {
    const { blob, fileName, mime } = await this.ports.links.fetchMedia(url, maxBytes, onProgress, signal);
    return this.addFile(new Blob([blob], { type: mime }), { fileName, source: 'link' });
  }

  /** Puts a media file in the place of the bytes of a recording that was a text only. Throws `media/empty`. */
  async giveSound(id: string, file: File): Promise<void> {
    if (file.size === 0) throw new AppError('media/empty');
    const sha256 = await this.ports.hash(file, new AbortController().signal);
    await this.ports.files.put(id, file);
    const { fileName, mime, sizeBytes, hasVideo } = describe(id, file, { fileName: file.name, source: 'file' }, sha256);
    await this.ports.recordings.update(id, { source: 'file', fileName, mime, sizeBytes, hasVideo, sha256 });
  }

  rename(id: string, title: string): Promise<void> {
    const trimmed = title.trim();
    return trimmed === '' ? Promise.resolve() : this.ports.recordings.update(id, { title: trimmed });
  }

  /** Replacement rules that hold in this recording, as lines (`domain/replacement-rules`). */
  setRules(id: string, rules: string): Promise<void> {
    return this.ports.recordings.update(id, { rules });
  }

  /** Puts these in the place of the recording's markers, in the order of time. */
  setMarkers(id: string, markers: readonly Marker[]): Promise<void> {
    return this.ports.recordings.update(id, { markers: [...markers].sort((one, two) => one.at - two.at) });
  }

  /** Files it under these words, tidied, none twice. */
  setTags(id: string, tags: readonly string[]): Promise<void> {
    return this.ports.recordings.update(id, { tags: tidyTags(tags) });
  }

  /** Which sound of the file is worked on from now on; what was made of another is kept. */
  chooseSound(id: string, sound: SoundChoice): Promise<void> {
    return this.ports.recordings.update(id, { sound });
  }

  bin(id: string): Promise<void> {
    return this.ports.recordings.update(id, { deletedAt: nowIso() });
  }

  restore(id: string): Promise<void> {
    return this.ports.recordings.update(id, { deletedAt: null });
  }

  /** The one with these bytes, in the library or in the bin. */
  findByHash(sha256: string): Promise<Recording | undefined> {
    return this.ports.recordings.findByHash(sha256);
  }

  /** Deletes for good, in every home. */
  async purge(id: string): Promise<void> {
    await this.ports.recordings.purge(id);
    log.info('purged', { id });
  }

  async emptyBin(): Promise<void> {
    for (const { id } of await firstValue(this.watchBin())) await this.purge(id);
  }

  /** Deletes for good what has lain in the bin for longer than `days`. */
  async expireBin(days: number, now: Date = new Date()): Promise<void> {
    const limit = new Date(now.getTime() - days * 86_400_000).toISOString();
    for (const { id, deletedAt } of await firstValue(this.watchBin())) {
      if (deletedAt !== null && deletedAt < limit) await this.purge(id);
    }
  }

  /** The bytes as they came. Throws `media/missing`. */
  original(id: string): Promise<Blob> {
    return this.ports.files.get(id);
  }

  /** Recordings whose bytes are here. The others are lost until the same file is added again. */
  watchHeard(): Watchable<ReadonlySet<string>> {
    return this.ports.files.watchIds();
  }

  watchAll(): Watchable<readonly Recording[]> {
    return this.ports.recordings.watchAll();
  }

  watchBin(): Watchable<readonly Recording[]> {
    return this.ports.recordings.watchAll({ deleted: true });
  }

  watch(id: string): Watchable<Recording | undefined> {
    return this.ports.recordings.watch(id);
  }

  /** The same bytes again: they also mend a recording whose own were lost or damaged. */
  async #bringBack(twin: Recording, id: string, file: Blob): Promise<Recording> {
    const { files, recordings } = this.ports;
    await files.put(twin.id, file);
    await files.remove(id);
    if (twin.deletedAt !== null) await recordings.update(twin.id, { deletedAt: null });
    log.info('already here', { id: twin.id });
    return { ...twin, deletedAt: null };
  }
}

const describe = (id: string, file: Blob, about: AboutFile, sha256: string): Recording => ({
  id,
  title: about.title ?? titleOf(about.fileName),
  source: about.source,
  fileName: about.fileName,
  mime: file.type,
  sizeBytes: file.size,
  sha256,
  durationSeconds: null,
  hasVideo: file.type.startsWith('video/'),
  createdAt: about.createdAt ?? nowIso(),
  updatedAt: nowIso(),
  deletedAt: null,
  ...(about.markers?.length ? { markers: [...about.markers] } : {}),
  ...(about.layout ? { layout: about.layout } : {}),
});
