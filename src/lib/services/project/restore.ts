import { AppError, toAppError, type ErrorCode } from '$lib/core/errors.ts';
import { newId } from '$lib/core/ids.ts';
import { logger } from '$lib/core/log.ts';
import type { Extras } from '$lib/domain/artifacts.ts';
import { artifactSchemas } from '$lib/domain/artifact-schemas.ts';
import { projectRecordingSchema, projectTranscriptSchema, projectVersionSchema } from '$lib/domain/project.ts';
import type { Recording } from '$lib/domain/recording.ts';
import { carryRedactions } from '$lib/domain/redaction-kept.ts';
import type { MachineLayer, Transcript } from '$lib/domain/transcript.ts';
import { firstValue } from '../first-value.ts';
import { places, type ProjectPorts } from './ports.ts';
import type { ProjectFile } from './read.ts';
import { extrasFingerprint } from './write.ts';

/** What to do with a recording that is here already: join both, bring it in beside the other, or leave it out. */
export const conflictChoices = ['merge', 'copy', 'skip'] as const;
export type ConflictChoice = (typeof conflictChoices)[number];

export type Restored = { title: string } & (
  | { kind: 'added' | 'merged'; recordingId: string; hasText: boolean }
  | { kind: 'skipped' }
  | { kind: 'failed'; code: ErrorCode }
);

export type RestoreOptions = {
  conflicts: ConflictChoice;
  /** Name of the version in which a text is kept that the project's takes the place of. */
  versionName: string;
};

type Part = { recording: Recording; unknown: Extras['recording'] };

const log = logger('project');

/** Brings the recordings of a project in, each by itself: one that is damaged does not keep the others out. */
export class ProjectRestorer {
  constructor(
    private readonly ports: ProjectPorts,
    private readonly file: ProjectFile,
    private readonly options: RestoreOptions,
    private readonly signal: AbortSignal,
  ) {}

  /** The recording of this library that stands for one of the file: by its id, else by its bytes. */
  async twinOf(id: string, sha256: string): Promise<Recording | undefined> {
    const { recordings } = this.ports;
    return (await recordings.find(id)) ?? (sha256 === '' ? undefined : await recordings.findByHash(sha256));
  }

  async restore(id: string): Promise<Restored> {
    this.signal.throwIfAborted();
    let title = id;
    try {
      const part = await this.#recording(id);
      title = part.recording.title;
      const twin = await this.twinOf(id, part.recording.sha256);
      if (twin && this.options.conflicts === 'skip') return { kind: 'skipped', title };
      if (twin && this.options.conflicts === 'merge') return await this.#merge(part, twin);
      return await this.#add(part, twin ? newId() : id);
    } catch (error) {
      if (this.signal.aborted) throw error;
      const { code } = toAppError(error, 'project/damaged');
      log.warn('not restored', { recordingId: id, code });
      return { kind: 'failed', title, code };
    }
  }

  #hash = (blob: Blob): Promise<string> => this.ports.hash(blob, this.signal);

  async #recording(id: string): Promise<Part> {
    const { value, unknown } = await this.file.part(places.recording(id), projectRecordingSchema, this.#hash);
    if (value.id !== id) throw new AppError('project/damaged', { detail: { path: places.recording(id) } });
    return { recording: value, unknown };
  }

  /** Bytes and text first, the row last: killed in between, nothing half of it is shown. */
  async #add({ recording, unknown }: Part, id: string): Promise<Restored> {
    const media = await this.#media(recording);
    const told = await this.#transcript(recording.id, id);
    if (media) await this.ports.files.put(id, media);
    try {
      await this.#machine(recording.id, id, told?.transcript.machine ?? null);
      if (told) await this.ports.transcripts.put(told.transcript);
      await this.#versions(recording.id, id, new Set());
      await this.#extras(recording.id, id, { recording: unknown, transcript: told?.unknown });
      await this.ports.recordings.add({ ...recording, id, deletedAt: null });
    } catch (error) {
      if (media) await this.ports.files.remove(id).catch(() => log.warn('bytes left behind', { recordingId: id }));
      throw error;
    }
    return { kind: 'added', recordingId: id, title: recording.title, hasText: told !== null };
  }

  /** What is missing here is taken over; of two texts the project's becomes the next revision, the other a version. */
  async #merge({ recording, unknown }: Part, twin: Recording): Promise<Restored> {
    const { ports } = this;
    const { id } = twin;
    if (!(await ports.files.has(id))) {
      const media = await this.#media(recording);
      if (media) await ports.files.put(id, media);
    }
    const told = await this.#transcript(recording.id, id);
    const kept = await firstValue(ports.versions.watch(id));
    await this.#machine(recording.id, id, told?.transcript.machine ?? null);
    await this.#versions(recording.id, id, new Set(kept.map(({ savedAt }) => savedAt)));
    if (told) await this.#mergeText(told.transcript);
    await this.#extras(recording.id, id, { recording: unknown, transcript: told?.unknown });
    const markers = mergedById(twin.markers ?? [], recording.markers ?? []);
    await ports.recordings.update(id, { deletedAt: null, ...(markers.length > 0 ? { markers } : {}) });
    return { kind: 'merged', recordingId: id, title: twin.title, hasText: told !== null };
  }

  async #mergeText(incoming: Transcript): Promise<void> {
    const { transcripts, versions } = this.ports;
    const stored = await transcripts.find(incoming.recordingId);
    if (!stored) return transcripts.put(incoming);
    if (isSameText(stored, incoming)) return;
    await versions.add(stored, this.options.versionName);
    const annotations = mergedById(incoming.annotations ?? [], stored.annotations ?? []);
    const redactions = mergedById(incoming.redactions ?? [], carryRedactions(stored, incoming.paragraphs) ?? []);
    await transcripts.save({
      ...incoming,
      ...(annotations.length > 0 ? { annotations } : {}),
      ...(redactions.length > 0 ? { redactions } : {}),
      revision: stored.revision + 1,
    });
  }

  /** The original, byte for byte; null where the project holds none. */
  async #media({ id, mime }: Recording): Promise<Blob | null> {
    const path = this.file.manifest.recordings.find((each) => each.id === id)?.media;
    if (!path) return null;
    const blob = await this.file.file(path, this.#hash);
    // A slice of the file the person gave: it is copied by whoever keeps it, and never read whole.
    return blob.slice(0, blob.size, mime);
  }

  async #transcript(
    from: string,
    to: string,
  ): Promise<{ transcript: Transcript; unknown: Extras['transcript'] } | null> {
    if (!this.file.has(places.transcript(from))) return null;
    const { value, unknown } = await this.file.part(places.transcript(from), projectTranscriptSchema, this.#hash);
    const { format: _format, version: _version, ...transcript } = value;
    return { transcript: { ...transcript, recordingId: to }, unknown };
  }

  /** The layer the text began from is saved last, so that it is the one shown. */
  async #machine(from: string, to: string, current: string | null): Promise<void> {
    const { artifacts } = this.ports;
    const paths = this.file.under(`${places.folder(from)}machine/`);
    const named = paths.map((path) => ({
      path,
      fingerprint: path
        .split('/')
        .at(-1)!
        .replace(/\.json$/, ''),
    }));
    const known = new Set(await artifacts.fingerprints(to, 'machine'));
    const missing = named.filter(({ fingerprint }) => !known.has(fingerprint));
    for (const { path, fingerprint } of missing.sort((one, two) => rank(one, current) - rank(two, current))) {
      const { value } = await this.file.part(path, artifactSchemas.machine, this.#hash);
      await artifacts.save(to, 'machine', fingerprint, value as unknown as MachineLayer);
    }
  }

  async #versions(from: string, to: string, known: ReadonlySet<string>): Promise<void> {
    for (const path of this.file.under(`${places.folder(from)}versions/`)) {
      const { value } = await this.file.part(path, projectVersionSchema, this.#hash);
      if (known.has(value.savedAt)) continue;
      await this.ports.versions.add({ ...value.transcript, recordingId: to }, value.name, value.savedAt);
    }
  }

  /** What nobody here knows is kept for the next time a project is written. */
  async #extras(from: string, to: string, parts: Pick<Extras, 'recording' | 'transcript'>): Promise<void> {
    const folder = places.folder(from);
    const known = /^(recording\.json|transcript\.json|machine\/.*|versions\/.*|media\..*)$/;
    const paths = this.file.under(folder).filter((path) => !known.test(path.slice(folder.length)));
    const entries: { path: string; blob: Blob }[] = [];
    for (const path of paths)
      entries.push({ path: path.slice(folder.length), blob: await this.file.file(path, this.#hash) });
    const manifest = this.file.manifest.recordings.length === 1 ? this.file.unknown : undefined;
    if (!manifest && !parts.recording && !parts.transcript && entries.length === 0) return;
    await this.ports.artifacts.save(to, 'extras', extrasFingerprint, { manifest, ...parts, entries });
  }
}

const rank = ({ fingerprint }: { fingerprint: string }, current: string | null): number =>
  fingerprint === current ? 1 : 0;

/** All of the first, and of the others those with an id of their own. */
const mergedById = <T extends { id: string }>(first: readonly T[], others: readonly T[]): T[] => {
  const ids = new Set(first.map(({ id }) => id));
  return [...first, ...others.filter(({ id }) => !ids.has(id))];
};

const isSameText = (one: Transcript, other: Transcript): boolean => {
  const text = ({ revision: _revision, recordingId: _id, ...rest }: Transcript) => JSON.stringify(rest);
  return text(one) === text(other);
};
