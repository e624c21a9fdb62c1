import { nowIso } from '$lib/core/time.ts';
import { withLeftover, type Leftover } from '$lib/domain/leftover.ts';
import { projectMime, projectVersion, type ProjectManifest } from '$lib/domain/project.ts';
import type { Recording } from '$lib/domain/recording.ts';
import { firstValue } from '../first-value.ts';
import type { ZipFile } from '../zip-write.ts';
import { places, type ProjectSource } from './ports.ts';

/** A recording whose bytes are not as they should be; everything else of it is in the file. */
export type ProjectProblem = { recordingId: string; title: string; kind: 'missing' | 'damaged' };

export type ProjectContent = {
  kind: ProjectManifest['kind'];
  recordings: readonly Recording[];
  onProblem(problem: ProjectProblem): void;
};

/** The artifact in which what a newer program wrote is kept for the next writing. */
export const extrasFingerprint = 'project';

const jsonBlob = (value: unknown): Blob =>
  new Blob([JSON.stringify(value, null, 1) + '\n'], { type: 'application/json' });

const extensionOf = (fileName: string): string => /\.([A-Za-z0-9]{1,8})$/.exec(fileName)?.[1]?.toLowerCase() ?? 'bin';

/**
 * The files of a project one after the other, each hashed before it is given; the list of all comes last. Only one
 * recording's text is in memory at a time, and nobody's sound.
 */
export class ProjectWriter {
  readonly #files: ProjectManifest['files'] = [];
  readonly #entries: ProjectManifest['recordings'] = [];

  constructor(
    private readonly ports: ProjectSource,
    private readonly content: ProjectContent,
    private readonly signal: AbortSignal,
  ) {}

  async *files(): AsyncGenerator<ZipFile> {
    // First and stored, so that the type stands at a fixed place (as in EPUB and OpenDocument).
    yield { path: places.type, blob: new Blob([projectMime]) };
    let root: Leftover | undefined;
    for (const recording of this.content.recordings) {
      this.signal.throwIfAborted();
      const extras = await this.ports.artifacts.find(recording.id, 'extras', extrasFingerprint);
      if (this.content.recordings.length === 1) root = extras?.manifest;
      yield* this.#recording(recording);
    }
    if (this.content.kind === 'library') yield* this.#library();
    yield { path: places.manifest, blob: jsonBlob(withLeftover(this.#manifest(), root)) };
  }

  #manifest(): ProjectManifest {
    return {
      ...{ format: 'echoflow-project', version: projectVersion, app: this.ports.appVersion, createdAt: nowIso() },
      ...{ kind: this.content.kind, recordings: this.#entries, files: this.#files },
    };
  }

  async *#recording(recording: Recording): AsyncGenerator<ZipFile> {
    const { id } = recording;
    const extras = await this.ports.artifacts.find(id, 'extras', extrasFingerprint);
    yield* this.#file(places.recording(id), jsonBlob(withLeftover(recording, extras?.recording)));
    yield* this.#text(id, extras?.transcript);
    for (const { path, blob } of extras?.entries ?? []) yield* this.#file(places.folder(id) + path, blob);
    const media = await this.#media(recording);
    this.#entries.push({ id, media: media?.path ?? null });
    if (media) yield media;
  }

  async *#text(id: string, unknown: Leftover | undefined): AsyncGenerator<ZipFile> {
    const { transcripts, versions, artifacts } = this.ports;
    const transcript = await transcripts.find(id);
    if (transcript) {
      const file = { format: 'echoflow-transcript', version: 1, ...transcript };
      yield* this.#file(places.transcript(id), jsonBlob(withLeftover(file, unknown)));
    }
    for (const fingerprint of await artifacts.fingerprints(id, 'machine')) {
      const layer = await artifacts.find(id, 'machine', fingerprint);
      if (layer) yield* this.#file(places.machine(id, fingerprint), jsonBlob(layer));
    }
    const kept = (await firstValue(versions.watch(id))).toReversed();
    for (const [index, { id: version, name, savedAt }] of kept.entries()) {
      const told = await versions.transcript(version);
      if (told) yield* this.#file(places.version(id, index + 1), jsonBlob({ name, savedAt, transcript: told }));
    }
  }

  /** The bytes as they came; hashed here, whatever the library believes of them. */
  async #media({ id, title, fileName, sha256 }: Recording): Promise<ZipFile | null> {
    if (!(await this.ports.files.has(id))) {
      this.content.onProblem({ recordingId: id, title, kind: 'missing' });
      return null;
    }
    const blob = await this.ports.files.get(id);
    const path = places.media(id, extensionOf(fileName));
    const found = await this.ports.hash(blob, this.signal);
    if (sha256 !== '' && found !== sha256) this.content.onProblem({ recordingId: id, title, kind: 'damaged' });
    this.#files.push({ path, sizeBytes: blob.size, sha256: found });
    return { path, blob };
  }

  async *#library(): AsyncGenerator<ZipFile> {
    const { settings, shelves } = this.ports;
    yield* this.#file(places.settings, jsonBlob(settings.current));
    const [collections, searches, presets] = await Promise.all([
      shelves.collections.all(),
      shelves.searches.all(),
      shelves.presets.all(),
    ]);
    yield* this.#file(places.shelves, jsonBlob({ collections, searches, presets }));
  }

  async *#file(path: string, blob: Blob): AsyncGenerator<ZipFile> {
    this.#files.push({ path, sizeBytes: blob.size, sha256: await this.ports.hash(blob, this.signal) });
    yield { path, blob };
  }
}
