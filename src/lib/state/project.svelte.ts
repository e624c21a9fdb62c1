import { isAbort } from '$lib/core/errors.ts';
import { saveFile } from '$lib/core/save-file.ts';
import { en } from '$lib/i18n/en.ts';
import type { ConflictChoice, ProjectPreview, Projects, ProjectStream, Restored } from '$lib/services/project/index.ts';
import { counted, projectBlob } from '$lib/services/project/stream.ts';
import { attempt, toasts } from './toasts.svelte.ts';

/** A file of the person's own that can be written piece by piece (File System Access). */
type Writable = { createWritable(): Promise<WritableStream<Uint8Array<ArrayBuffer>>> };
type SavePicker = (options: { suggestedName: string; id: string }) => Promise<Writable>;

/** `asking`: it would hold redacted words; `saving`: a project is being written; `opened`: one waits for the person's choices; `restoring`: it is brought in. */
export type ProjectStage =
  | { kind: 'idle' }
  | { kind: 'asking'; name: string; recordingId: string }
  | { kind: 'saving'; name: string; fraction: number | null }
  | { kind: 'opened'; name: string; preview: ProjectPreview }
  | { kind: 'restoring'; name: string; done: number; total: number };

export type ProjectStatePorts = {
  /** Loaded when first needed. */
  projects(): Promise<Pick<Projects, 'save' | 'saveRedacted' | 'holdsRedacted' | 'backUp' | 'open' | 'restore'>>;
  /** What is made for a recording that came with its text, or without. */
  afterRestore(restored: { recordingId: string; hasText: boolean }): Promise<unknown>;
};

const words = en.library.project;

/** Projects on their way out and in: one at a time. */
export class ProjectState {
  #stage = $state.raw<ProjectStage>({ kind: 'idle' });
  #controller = new AbortController();

  conflicts = $state<ConflictChoice>('merge');
  withSettings = $state(false);

  constructor(private readonly ports: ProjectStatePorts) {}

  get stage(): ProjectStage {
    return this.#stage;
  }

  /** A project holds a recording as it is. Whoever has redacted words of it is asked first. */
  save = async (recordingId: string, title: string): Promise<void> => {
    const isAsked = await attempt(async () => {
      if (!(await (await this.ports.projects()).holdsRedacted(recordingId))) return;
      this.#stage = { kind: 'asking', name: title, recordingId };
    });
    if (isAsked && this.#stage.kind !== 'asking') await this.#save(recordingId, title);
  };

  /** The person has read that redacted words are in it. */
  saveAnyway = async (): Promise<void> => {
    if (this.#stage.kind === 'asking') await this.#save(this.#stage.recordingId, this.#stage.name);
  };

  /** Without a word or a sound of it. */
  saveRedacted = async (): Promise<void> => {
    const { stage } = this;
    if (stage.kind !== 'asking') return;
    const save = async (signal: AbortSignal) => (await this.ports.projects()).saveRedacted(stage.recordingId, signal);
    await this.#write(stage.name, save);
  };

  #save(recordingId: string, title: string): Promise<void> {
    return this.#write(title, async (signal) => (await this.ports.projects()).save(recordingId, signal));
  }

  backUp = (): Promise<void> =>
    this.#write(words.backup, async (signal) => (await this.ports.projects()).backUp(signal));

  /** Shows what a project file would bring in; nothing is changed yet. */
  open = (file: File): Promise<boolean> =>
    attempt(async () => {
      const preview = await (await this.ports.projects()).open(file);
      this.#stage = { kind: 'opened', name: file.name, preview };
    });

  restore = async (): Promise<void> => {
    const { stage } = this;
    if (stage.kind !== 'opened') return;
    const { name, preview } = stage;
    const onProgress = (done: number, total: number) => (this.#stage = { kind: 'restoring', name, done, total });
    onProgress(0, preview.recordings.length);
    await this.#run(async (signal) => {
      const { conflicts, withSettings } = this;
      const options = { conflicts, withSettings, versionName: words.versionName(name) };
      const projects = await this.ports.projects();
      this.#tell(await projects.restore(preview, options, onProgress, signal));
    });
  };

  /** Stops what is running, or closes what waits. */
  stop = (): void => {
    this.#controller.abort();
    this.#stage = { kind: 'idle' };
  };

  async #write(name: string, make: (signal: AbortSignal) => Promise<ProjectStream>): Promise<void> {
    this.#stage = { kind: 'saving', name, fraction: null };
    await this.#run(async (signal) => {
      const project = await make(signal);
      const onBytes = (bytes: number) => this.#wrote(name, bytes / Math.max(1, project.sizeBytes));
      await write(project, onBytes);
      signal.throwIfAborted();
      for (const problem of project.problems) toasts.note(words.problems[problem.kind](problem.title));
      toasts.done(words.saved(project.fileName));
    });
  }

  #wrote(name: string, fraction: number): void {
    if (this.#stage.kind === 'saving') this.#stage = { kind: 'saving', name, fraction: Math.min(1, fraction) };
  }

  async #run(task: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#controller = new AbortController();
    const { signal } = this.#controller;
    try {
      await task(signal);
    } catch (error) {
      if (!signal.aborted && !isAbort(error)) toasts.error(error);
    } finally {
      if (!signal.aborted) this.#stage = { kind: 'idle' };
    }
  }

  #tell(results: readonly Restored[]): void {
    const done = results.flatMap((each) => (each.kind === 'added' || each.kind === 'merged' ? [each] : []));
    for (const each of done) void attempt(() => this.ports.afterRestore(each));
    for (const each of results) {
      if (each.kind === 'failed') toasts.note(words.failed(each.title, en.errors[each.code].title));
    }
    const skipped = results.filter(({ kind }) => kind === 'skipped').length;
    toasts.done(words.restored(done.length, skipped));
  }
}

/** Straight into a file where the browser lets one be chosen; else through a blob, which it may keep on disk. */
const write = async (project: ProjectStream, onBytes: (bytes: number) => void): Promise<void> => {
  const pick = (globalThis as { showSaveFilePicker?: SavePicker }).showSaveFilePicker;
  const file = pick && (await pickFile(pick, project.fileName));
  if (file) return project.stream.pipeThrough(counted(onBytes)).pipeTo(await file.createWritable());
  saveFile({ fileName: project.fileName, blob: await projectBlob(project.stream, onBytes) });
};

/** Null where the browser does not allow it here; the person's own "no" stays an abort. */
const pickFile = async (pick: SavePicker, suggestedName: string): Promise<Writable | null> => {
  try {
    return await pick({ suggestedName, id: 'echoflow-project' });
  } catch (error) {
    if (isAbort(error)) throw error;
    return null;
  }
};
