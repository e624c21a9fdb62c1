import { AppError } from '$lib/core/errors.ts';
import { leftoverOf, type Leftover } from '$lib/domain/leftover.ts';
import { parseRow } from '$lib/domain/parse.ts';
import { projectSchema, projectVersion, type ProjectManifest } from '$lib/domain/project.ts';
import { ZipArchive } from './zip-read.ts';
import { places } from './ports.ts';

type Schema<T> = Parameters<typeof parseRow<T>>[0];

/** Text parts are read whole: one that is larger than any transcript is none. */
const mostTextBytes = 256 * 1024 * 1024;

/** A project file that was opened: its list of contents is sound, the contents themselves are checked as they are read. */
export class ProjectFile {
  private constructor(
    readonly manifest: ProjectManifest,
    /** What nobody here knows of the list. */
    readonly unknown: Leftover | undefined,
    private readonly archive: ZipArchive,
  ) {}

  /** Throws `project/unreadable`, `project/newer`, `project/too-large`. */
  static async open(blob: Blob): Promise<ProjectFile> {
    const archive = await ZipArchive.open(blob);
    const raw = await parseJson(await archive.file(places.manifest), places.manifest);
    const version = (raw as { version?: unknown } | null)?.version;
    if (typeof version === 'number' && version > projectVersion)
      throw new AppError('project/newer', { detail: { version } });
    const parsed = parseRow(projectSchema, raw);
    if (!parsed.ok) throw new AppError('project/unreadable', { detail: { reason: parsed.problem } });
    return new ProjectFile(parsed.value, leftoverOf(raw, parsed.value), archive);
  }

  /** Whether it holds a file of this name. */
  has(path: string): boolean {
    return this.#listed(path) !== undefined && this.archive.paths.includes(path);
  }

  /** Files under a folder, in the order of their names. */
  under(folder: string): string[] {
    return this.manifest.files
      .map(({ path }) => path)
      .filter((path) => path.startsWith(folder))
      .sort();
  }

  sizeOf(path: string): number {
    return this.archive.sizeOf(path);
  }

  sha256Of(path: string): string | undefined {
    return this.#listed(path)?.sha256;
  }

  /** The bytes, found to be those that were written. Throws `project/damaged`. */
  async file(path: string, hash: (blob: Blob) => Promise<string>): Promise<Blob> {
    const listed = this.#listed(path);
    const blob = listed && (await this.archive.file(path));
    if (!blob || blob.size !== listed.sizeBytes || (await hash(blob)) !== listed.sha256) {
      throw new AppError('project/damaged', { detail: { path } });
    }
    return blob;
  }

  /** A JSON part: what is known of it, and what is not. Throws `project/damaged`. */
  async part<T>(path: string, schema: Schema<T>, hash: (blob: Blob) => Promise<string>) {
    if (this.sizeOf(path) > mostTextBytes) throw new AppError('project/too-large', { detail: { path } });
    const raw = await parseJson(await this.file(path, hash), path);
    const parsed = parseRow(schema, raw);
    if (!parsed.ok) throw new AppError('project/damaged', { detail: { path, reason: parsed.problem } });
    return { value: parsed.value, unknown: leftoverOf(raw, parsed.value) };
  }

  #listed(path: string) {
    return this.manifest.files.find((file) => file.path === path);
  }
}

const parseJson = async (blob: Blob | undefined, path: string): Promise<unknown> => {
  if (!blob || blob.size > mostTextBytes) throw new AppError('project/unreadable', { detail: { path } });
  try {
    return JSON.parse(await blob.text());
  } catch (cause) {
    throw new AppError('project/unreadable', { cause, detail: { path } });
  }
};
