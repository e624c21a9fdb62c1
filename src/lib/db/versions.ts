import { AppError } from '$lib/core/errors.ts';
import { newId } from '$lib/core/ids.ts';
import { nowIso } from '$lib/core/time.ts';
import { parseRow, type Parsed } from '$lib/domain/parse.ts';
import type { Journal, VersionRepository, Watchable } from '$lib/domain/ports.ts';
import { transcriptSchema, type Transcript } from '$lib/domain/transcript.ts';
import { versionSchema, type Version } from '$lib/domain/version.ts';
import { compress, decompress } from './compressed.ts';
import { storing } from './failures.ts';
import { HomedRows } from './homed-rows.ts';
import type { Quarantine } from './quarantine.ts';
import { RowJournal } from './row-journal.ts';
import type { Tables, VersionRow } from './tables.ts';
import { countWords } from './transcript-rows.ts';
import { watchable } from './watchable.ts';

/** Of versions nobody named, the newest this many stay. */
const keptUnnamed = 100;
const foldAfterBytes = 4 * 1024 * 1024;
const suffix = '.versions';

/** The journal stream of a recording's versions; purging the recording removes it too. */
export const versionsStream = (recordingId: string): string => recordingId + suffix;

/** The recording whose versions lie in this stream, if it is one of those. */
export const recordingOf = (stream: string): string | undefined =>
  stream.endsWith(suffix) ? stream.slice(0, -suffix.length) : undefined;

const parse = (row: unknown): Parsed<VersionRow> => {
  const head = parseRow(versionSchema, row);
  if (!head.ok) return head;
  const { body } = row as { body?: unknown };
  return typeof body === 'string' ? { ok: true, value: { ...head.value, body } } : { ok: false, problem: 'body' };
};

const headOf = ({ id, recordingId, revision, name, savedAt, words }: VersionRow): Version => ({
  ...{ id, recordingId, revision, name, savedAt, words },
});

const byAge = (one: Version, two: Version): number =>
  two.savedAt.localeCompare(one.savedAt) || two.revision - one.revision;

/** Whole transcripts, packed, in both homes. */
export class Versions implements VersionRepository {
  constructor(
    private readonly tables: Tables,
    private readonly journal: Journal,
    private readonly quarantine: Quarantine,
  ) {}

  async add(transcript: Transcript, name: string | null, savedAt = nowIso()): Promise<Version> {
    const { recordingId, revision, paragraphs } = transcript;
    const body = await compress(JSON.stringify(transcript));
    const words = countWords(paragraphs);
    const row: VersionRow = { id: newId(), recordingId, revision, name, savedAt, words, body };
    await this.#of(recordingId).put(row);
    const unnamed = (await storing(() => this.#rows(recordingId))).filter((each) => each.name === null);
    for (const { id } of unnamed.slice(keptUnnamed)) await this.#of(recordingId).remove(id);
    return headOf(row);
  }

  async rename(id: string, name: string | null): Promise<void> {
    const row = await this.#find(id);
    if (row) await this.#of(row.recordingId).put({ ...row, name });
  }

  async remove(id: string): Promise<void> {
    const row = await this.#find(id);
    if (row) await this.#of(row.recordingId).remove(id);
  }

  async transcript(id: string): Promise<Transcript | undefined> {
    const row = await this.#find(id);
    if (!row) return undefined;
    const told = await decompress(row.body)
      .then((text) => parseRow(transcriptSchema, JSON.parse(text)))
      .catch(() => undefined);
    if (!told?.ok) throw new AppError('storage/corrupt', { detail: { recordingId: row.recordingId } });
    return told.value;
  }

  watch(recordingId: string): Watchable<readonly Version[]> {
    return watchable(async () => (await this.#rows(recordingId)).map(headOf));
  }

  /** Fills each home of a recording's versions from the other; gives what was put back. */
  recover(recordingId: string): Promise<readonly Version[]> {
    return this.#of(recordingId).recover(() => this.#rows(recordingId));
  }

  #of(recordingId: string): HomedRows<VersionRow> {
    const journal = new RowJournal(this.journal, { stream: versionsStream(recordingId), parse, foldAfterBytes });
    return new HomedRows(this.tables, this.tables.versions, journal);
  }

  /** Newest first. */
  async #rows(recordingId: string): Promise<VersionRow[]> {
    const rows = await this.tables.versions.where({ recordingId }).toArray();
    return this.quarantine.sift('versions', rows, parse).sort(byAge);
  }

  #find(id: string): Promise<VersionRow | undefined> {
    return storing(async () => {
      const row = await this.tables.versions.get(id);
      return row && this.quarantine.sift('versions', [row], parse)[0];
    });
  }
}
