import { AppError } from '$lib/core/errors.ts';
import { logger } from '$lib/core/log.ts';
import type { SaveExtra, StoredHistory } from '$lib/domain/edit-history.ts';
import type { Journal, TranscriptImporter, TranscriptRepository, Watchable } from '$lib/domain/ports.ts';
import type { Transcript, TranscriptHead } from '$lib/domain/transcript.ts';
import { exclusive } from './exclusive.ts';
import { storing } from './failures.ts';
import { readHistory, rolledForward, writeHistory } from './history.ts';
import { assertWritable } from './newer.ts';
import type { Quarantine } from './quarantine.ts';
import { SaveLine, type Saving as AnySaving } from './save-line.ts';
import type { HeadRow, Tables } from './tables.ts';
import { deltaBetween, replay, wholeBody, type Delta } from './transcript-delta.ts';
import { countWords, parseHead, parseParagraph, toHeadRow, toParagraphRow } from './transcript-rows.ts';
import { answeredAnew, watchable } from './watchable.ts';

const log = logger('db');
/** Behind this many bytes of edits the journal is folded into a snapshot: not before they outweigh it. */
const snapshotAfterBytes = ({ paragraphs }: Transcript): number =>
  Math.max(512 * 1024, countWords(paragraphs) * wordBytes);
/** About what a word takes in a snapshot. */
const wordBytes = 130;
/** Transcripts kept in memory as they were last read or written, so that an edit reads nothing back. */
const remembered = 3;

/** What the journal was told of a save: what changed, unless everything did, and how long the journal is now. */
type Told = { delta: Delta | undefined; sizeBytes: number };
type Saving = AnySaving<Told>;

/**
 * [Note: Two homes] A save goes to the journal first and to Dexie second, and is acknowledged after both. Killed between
 * them, recovery rolls it forward; failed between them, the next save of the same revision takes its place.
 */
export class Transcripts implements TranscriptRepository, TranscriptImporter {
  readonly #known = new Map<string, Transcript>();
  /** Paragraphs that are being read, by recording and revision: who asks meanwhile waits for the same. */
  readonly #reading = new Map<string, Promise<Transcript>>();
  readonly #line = new SaveLine<Told>();

  constructor(
    private readonly tables: Tables,
    private readonly journal: Journal,
    private readonly quarantine: Quarantine,
  ) {}

  find(recordingId: string): Promise<Transcript | undefined> {
    return storing(() => this.#load(recordingId));
  }

  watch(recordingId: string): Watchable<Transcript | undefined> {
    // The head changes with every revision; hundreds of paragraphs need not be watched one by one.
    return answeredAnew(
      () => this.tables.transcripts.get(recordingId),
      (row) => storing(() => this.#open(row)),
    );
  }

  watchRevisions(): Watchable<ReadonlyMap<string, number>> {
    return watchable(async () => {
      const keys = await this.tables.transcripts.orderBy('[recordingId+revision]').keys();
      return new Map(keys as unknown as [string, number][]);
    });
  }

  save(transcript: Transcript, extra: SaveExtra = {}): Promise<void> {
    const { recordingId } = transcript;
    // Behind one that is under way the lock is ours already.
    const ahead = this.#line.last(recordingId);
    if (ahead) return storing(() => this.#begin(transcript, extra, ahead).written);
    return new Promise((done, failed) => {
      const save = () => {
        storing(() => this.#begin(transcript, extra).written).then(done, failed);
        return this.#line.drained(recordingId);
      };
      this.#alone(recordingId, save).catch(failed);
    });
  }

  claim(recordingId: string): Promise<number> {
    return this.#alone(recordingId, async () => {
      const fence = ((await this.tables.transcripts.get(recordingId))?.fence ?? 0) + 1;
      await this.tables.transcripts.update(recordingId, { fence });
      return fence;
    });
  }

  history(recordingId: string): Promise<StoredHistory | undefined> {
    return storing(async () => this.#historyOf(await this.tables.transcripts.get(recordingId)));
  }

  /** One made elsewhere, under its own revision: a snapshot in the journal, then the rows. */
  put(transcript: Transcript): Promise<void> {
    const { recordingId } = transcript;
    return this.#alone(recordingId, async () => {
      if (await this.#load(recordingId)) throw locked(recordingId);
      await this.#refuseForgotten(recordingId);
      await this.#snapshot(transcript);
      await this.#write(transcript, undefined, (stored) => stored === 0);
    });
  }

  /** Writes a whole transcript over what Dexie holds of it, unless that is newer: recovery's way in. */
  restore(transcript: Transcript): Promise<void> {
    const { recordingId, revision } = transcript;
    return this.#alone(recordingId, async () => {
      const row = await this.tables.transcripts.get(recordingId);
      if (row && row.revision > revision) return;
      const stored = row && row.revision < revision ? await this.#wholeOf(row) : undefined;
      const history = stored && rolledForward(await this.#historyOf(row), stored, transcript);
      await this.#write(transcript, undefined, () => true, history && { history });
    });
  }

  /** Puts what Dexie holds in the journal's place: recovery's way back. */
  rejournal(recordingId: string): Promise<void> {
    return this.#alone(recordingId, async () => {
      const transcript = await this.#load(recordingId);
      if (transcript) await this.#snapshot(transcript);
    });
  }

  /** To the journal at once, to the rows behind those of the save ahead. */
  #begin(transcript: Transcript, extra: SaveExtra, ahead?: Saving): Saving {
    const journalled = this.#tell(transcript, extra, ahead);
    const write = async (): Promise<void> => {
      const [{ delta, sizeBytes }] = await Promise.all([journalled, ahead?.written]);
      await this.#write(transcript, delta, (stored) => stored === transcript.revision - 1, extra);
      // A snapshot takes the place of all lines: not while lines behind this one are being written.
      const isLast = this.#line.last(transcript.recordingId) === saving;
      if (isLast && sizeBytes > snapshotAfterBytes(transcript)) await this.#snapshot(transcript).catch(logCompaction);
    };
    const saving: Saving = { transcript, journalled, written: write() };
    this.#line.add(saving);
    return saving;
  }

  async #tell(transcript: Transcript, extra: SaveExtra, ahead?: Saving): Promise<Told> {
    const before = ahead ? await ahead.journalled.then(() => ahead.transcript) : await this.#before(transcript, extra);
    if ((before?.revision ?? 0) !== transcript.revision - 1) throw locked(transcript.recordingId);
    const delta = deltaBetween(before, transcript);
    const { fence } = extra;
    const sizeBytes = await this.#journal(transcript, fence === undefined ? delta : { ...delta, fence });
    extra.onJournalled?.();
    return { delta: before && delta, sizeBytes };
  }

  async #before(transcript: Transcript, extra: SaveExtra): Promise<Transcript | undefined> {
    const { recordingId } = transcript;
    await this.#refuseOldFence(recordingId, extra.fence);
    const before = await this.#load(recordingId);
    if (!before && transcript.revision === 1) await this.#refuseForgotten(recordingId);
    return before;
  }

  /** Another tab has taken over since: nothing of this one may reach either home. */
  async #refuseOldFence(recordingId: string, fence: number | undefined): Promise<void> {
    if (fence === undefined) return;
    if (((await this.tables.transcripts.get(recordingId))?.fence ?? 0) > fence) throw locked(recordingId);
  }

  /** Dexie knows nothing, the journal does: the database was lost under us. What was edited outranks what comes now. */
  async #refuseForgotten(recordingId: string): Promise<void> {
    const forgotten = replay(await this.journal.read(recordingId));
    if (!forgotten) return;
    await this.#write(forgotten, undefined, () => true);
    throw locked(recordingId);
  }

  async #journal(transcript: Transcript, delta: Delta): Promise<number> {
    const { recordingId, revision } = transcript;
    try {
      const record = { seq: revision, body: JSON.stringify(delta) };
      return (await this.journal.append(recordingId, record)).sizeBytes;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'storage/corrupt') throw error;
      log.warn('journal begun anew', { recordingId, revision });
      await this.#snapshot(transcript);
      return 0;
    }
  }

  #snapshot(transcript: Transcript): Promise<void> {
    const { recordingId, revision } = transcript;
    return this.journal.snapshot(recordingId, { seq: revision, body: wholeBody(transcript) });
  }

  /** One save of a recording's transcript at a time, over all tabs. */
  #alone<T>(recordingId: string, task: () => Promise<T>): Promise<T> {
    const work = async () => {
      await assertWritable(this.tables);
      return task();
    };
    return exclusive(`transcript:${recordingId}`, () => storing(work));
  }

  /** Rows of the delta, or all rows without one, in one transaction. */
  async #write(
    transcript: Transcript,
    delta: Delta | undefined,
    isCurrent: (stored: number) => boolean,
    extra: SaveExtra = {},
  ): Promise<void> {
    const { recordingId } = transcript;
    const { transcripts, paragraphs, history } = this.tables;
    const row = toHeadRow(transcript);
    await this.tables.transaction('rw', [transcripts, paragraphs, history], async () => {
      const stored = await transcripts.get(recordingId);
      if (!isCurrent(stored?.revision ?? 0)) throw locked(recordingId);
      const kept = new Set(row.order);
      const gone = (stored?.order ?? []).filter((id) => !kept.has(id));
      if (gone.length > 0) await paragraphs.bulkDelete(gone.map((id) => [recordingId, id]));
      const changed = delta?.paragraphs ?? transcript.paragraphs;
      if (changed.length > 0) await paragraphs.bulkPut(changed.map((each) => toParagraphRow(recordingId, each)));
      const fence = Math.max(stored?.fence ?? 0, extra.fence ?? 0);
      await transcripts.put(fence > 0 ? { ...row, fence } : row);
      if (extra.history) await writeHistory(this.tables, transcript, extra.history);
    });
    this.#remember(transcript);
  }

  /** The history, where it belongs to this very revision. */
  async #historyOf(row: HeadRow | undefined): Promise<StoredHistory | undefined> {
    const stored = row && (await readHistory(this.tables, row.recordingId));
    return stored?.revision === row?.revision ? stored : undefined;
  }

  /** What the rows hold; undefined where words of it are missing. */
  async #wholeOf(row: HeadRow): Promise<Transcript | undefined> {
    const transcript = await this.#open(row);
    const { paragraphs = [] } = transcript ?? {};
    return paragraphs.length === row.order.length && countWords(paragraphs) === row.words ? transcript : undefined;
  }

  async #load(recordingId: string): Promise<Transcript | undefined> {
    return this.#open(await this.tables.transcripts.get(recordingId));
  }

  async #open(row: HeadRow | undefined): Promise<Transcript | undefined> {
    if (!row) return undefined;
    const { recordingId } = row;
    const [head] = this.quarantine.sift('transcripts', [row], parseHead);
    if (!head) return undefined;
    const known = this.#known.get(recordingId);
    if (known?.revision === head.revision) return known;
    const key = `${recordingId} ${head.revision}`;
    const reading = this.#reading.get(key) ?? this.#read(head, row).finally(() => this.#reading.delete(key));
    this.#reading.set(key, reading);
    return reading;
  }

  async #read(head: TranscriptHead, row: HeadRow): Promise<Transcript> {
    const { recordingId } = row;
    const rows = await this.tables.paragraphs.where({ recordingId }).toArray();
    const byId = new Map(this.quarantine.sift('paragraphs', rows, parseParagraph).map((each) => [each.id, each]));
    const found = row.order.map((id) => byId.get(id)).filter((each) => each !== undefined);
    const transcript = { ...head, paragraphs: found };
    if (found.length < row.order.length || countWords(found) !== row.words) this.#mend(recordingId);
    else this.#remember(transcript);
    return transcript;
  }

  /** Words are missing: they are taken from the journal where that tells the same revision. */
  #mend(recordingId: string): void {
    const mend = async () => {
      const told = replay(await this.journal.read(recordingId));
      const stored = await this.tables.transcripts.get(recordingId);
      if (told && told.revision === stored?.revision) await this.restore(told);
      else log.error('words lost', { recordingId });
    };
    setTimeout(() => void mend().catch((error: unknown) => log.error('could not mend', { recordingId, error })), 0);
  }

  #remember(transcript: Transcript): void {
    this.#known.delete(transcript.recordingId);
    this.#known.set(transcript.recordingId, transcript);
    const [oldest] = this.#known.keys();
    if (this.#known.size > remembered) this.#known.delete(oldest!);
  }
}

const locked = (recordingId: string): AppError =>
  new AppError('storage/locked', { message: 'Another revision is stored.', detail: { recordingId } });

const logCompaction = (error: unknown): void => log.warn('journal not folded', { error });
