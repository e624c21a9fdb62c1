import { AppError } from '$lib/core/errors.ts';
import { logger } from '$lib/core/log.ts';
import { fileStamp } from '$lib/core/time.ts';
import { parseRow } from '$lib/domain/parse.ts';
import { projectExtension } from '$lib/domain/project.ts';
import { isRedacted } from '$lib/domain/redaction.ts';
import type { Recording } from '$lib/domain/recording.ts';
import { parseSettings } from '$lib/domain/settings.ts';
import { collectionSchema, presetSchema, savedSearchSchema } from '$lib/domain/shelf.ts';
import { toFileName } from '$lib/formats/file-name.ts';
import { firstValue } from '../first-value.ts';
import { places, type ProjectPorts, type ProjectSource } from './ports.ts';
import { ProjectFile } from './read.ts';
import { redactedSource } from './redacted.ts';
import { ProjectRestorer, type Restored, type RestoreOptions } from './restore.ts';
import { ProjectWriter, type ProjectProblem } from './write.ts';

export { conflictChoices, type ConflictChoice, type Restored } from './restore.ts';
export { counted, projectBlob } from './stream.ts';
export type { ProjectPorts } from './ports.ts';
export type { ProjectProblem } from './write.ts';

/** A project on its way out: read it to the end, then ask what was not as it should be. */
export type ProjectStream = {
  fileName: string;
  stream: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** About as much as will be written. */
  sizeBytes: number;
  problems: readonly ProjectProblem[];
};

/** What a project file would bring in. `known`: it is here already. */
export type ProjectPreview = {
  kind: 'recordings' | 'library';
  createdAt: string;
  recordings: readonly { id: string; sizeBytes: number; isKnown: boolean }[];
  hasSettings: boolean;
  file: ProjectFile;
};

const log = logger('project');

/** Portable projects: one or all recordings with everything made of them, in one file and back. */
export class Projects {
  constructor(private readonly ports: ProjectPorts) {}

  /** Whether a project of this recording holds words somebody has redacted. */
  async holdsRedacted(recordingId: string): Promise<boolean> {
    const transcript = await this.ports.transcripts.find(recordingId);
    return transcript !== undefined && isRedacted(transcript);
  }

  /** One recording with everything, also what is redacted in exports. Throws `media/missing` where there is no such recording. */
  async save(recordingId: string, signal: AbortSignal): Promise<ProjectStream> {
    const recording = await this.ports.recordings.find(recordingId);
    return this.#stream('recordings', recording ? [recording] : [], signal);
  }

  /** One recording without anything that is redacted in it: its words, its sound, its names. Throws `enhance/…`. */
  async saveRedacted(recordingId: string, signal: AbortSignal): Promise<ProjectStream> {
    const recording = await this.ports.recordings.find(recordingId);
    const transcript = await this.ports.transcripts.find(recordingId);
    if (!recording || !transcript) throw new AppError('media/missing', { detail: { recordingId } });
    const redacted = await redactedSource(this.ports, recording, transcript, signal);
    return this.#stream('recordings', [redacted.recording], signal, redacted.source);
  }

  /** The whole library: every recording but those in the bin, settings, collections. */
  async backUp(signal: AbortSignal): Promise<ProjectStream> {
    return this.#stream('library', await firstValue(this.ports.recordings.watchAll()), signal);
  }

  /** Reads the list of contents. Throws `project/…`. */
  async open(blob: Blob): Promise<ProjectPreview> {
    const file = await ProjectFile.open(blob);
    const { kind, createdAt, recordings } = file.manifest;
    const found = recordings.map(async ({ id, media }) => {
      const sha256 = media === null ? '' : (file.sha256Of(media) ?? '');
      const twin =
        (await this.ports.recordings.find(id)) ?? (sha256 ? await this.ports.recordings.findByHash(sha256) : undefined);
      return { id, sizeBytes: media === null ? 0 : file.sizeOf(media), isKnown: twin !== undefined };
    });
    return { kind, createdAt, recordings: await Promise.all(found), hasSettings: file.has(places.settings), file };
  }

  /** Brings everything in; `onProgress` counts recordings. Each result says what came of one of them. */
  async restore(
    { file, recordings }: ProjectPreview,
    options: RestoreOptions & { withSettings: boolean },
    onProgress: (done: number, total: number) => void,
    signal: AbortSignal,
  ): Promise<Restored[]> {
    const restorer = new ProjectRestorer(this.ports, file, options, signal);
    const results: Restored[] = [];
    for (const { id } of recordings) {
      results.push(await restorer.restore(id));
      onProgress(results.length, recordings.length);
    }
    if (file.has(places.shelves)) await this.#restoreShelves(file, signal);
    if (options.withSettings && file.has(places.settings)) await this.#restoreSettings(file, signal);
    log.info('project brought in', { recordings: results.length });
    return results;
  }

  async #stream(
    kind: 'recordings' | 'library',
    recordings: readonly Recording[],
    signal: AbortSignal,
    source: ProjectSource = this.ports,
  ): Promise<ProjectStream> {
    const problems: ProjectProblem[] = [];
    const writer = new ProjectWriter(
      source,
      { kind, recordings, onProblem: (problem) => problems.push(problem) },
      signal,
    );
    const { zipOf } = await import('../zip-write.ts');
    const name = kind === 'library' ? `EchoFlow ${fileStamp()}` : recordings[0]!.title;
    return {
      fileName: toFileName(name, projectExtension, 'project'),
      stream: zipOf(writer.files()),
      sizeBytes: recordings.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      problems,
    };
  }

  async #restoreSettings(file: ProjectFile, signal: AbortSignal): Promise<void> {
    const blob = await file.file(places.settings, (part) => this.ports.hash(part, signal));
    await this.ports.settings.replace(parseSettings(JSON.parse(await blob.text())));
  }

  /** Of items that are here already, those here stay. */
  async #restoreShelves(file: ProjectFile, signal: AbortSignal): Promise<void> {
    const blob = await file.file(places.shelves, (part) => this.ports.hash(part, signal));
    const told = JSON.parse(await blob.text()) as Record<string, unknown[] | undefined>;
    const { collections, searches, presets } = this.ports.shelves;
    for (const item of told['collections'] ?? []) await putNew(collections, parseRow(collectionSchema, item));
    for (const item of told['searches'] ?? []) await putNew(searches, parseRow(savedSearchSchema, item));
    for (const item of told['presets'] ?? []) await putNew(presets, parseRow(presetSchema, item));
  }
}

const putNew = async <T extends { id: string }>(
  shelf: { find(id: string): Promise<T | undefined>; put(item: T): Promise<void> },
  parsed: { ok: true; value: T } | { ok: false },
): Promise<void> => {
  if (parsed.ok && !(await shelf.find(parsed.value.id))) await shelf.put(parsed.value);
};
