import { isAbort } from '$lib/core/errors.ts';
import { newId } from '$lib/core/ids.ts';
import { logger } from '$lib/core/log.ts';
import { Scope } from '$lib/core/scope.ts';
import { shortHash } from '$lib/core/short-hash.ts';
import { nowIso } from '$lib/core/time.ts';
import { Watched } from '$lib/core/watched.ts';
import type {
  PassageRanker,
  RecordingRepository,
  SearchIndex,
  Shelf,
  TranscriptRepository,
  Watchable,
} from '$lib/domain/ports.ts';
import type { Recording } from '$lib/domain/recording.ts';
import { searchDocument, searchFingerprint } from '$lib/domain/search-document.ts';
import { fuseAnswers } from '$lib/domain/search-fusion.ts';
import { isEmptySearch, parseSearch } from '$lib/domain/search-query.ts';
import { noAnswer, type SearchAnswer, type SearchFacets } from '$lib/domain/search.ts';
import type { SavedSearch } from '$lib/domain/shelf.ts';

const log = logger('search');
/** Behind an edit, so that a row of them is indexed once. */
const settleMs = 1_500;
/** Whoever searches has the index itself looked at, if that was longer ago. */
const lookedMs = 30_000;

export type SearchPorts = {
  recordings: Pick<RecordingRepository, 'watchAll'>;
  transcripts: Pick<TranscriptRepository, 'find' | 'watchRevisions'>;
  index: SearchIndex;
  /** Asked beside the index; their answers are fused with its own. */
  rankers?: readonly PassageRanker[];
  saved: Shelf<SavedSearch>;
  /** Remembers over starts what the index holds, so that it need not be opened to see that nothing has changed. */
  memory: { read(): string | null; write(contents: string): void };
};

/** `pending`: recordings not indexed yet. `round` rises whenever answers may have changed. */
export type IndexState = { pending: number; round: number; error: unknown };

/** Searching the library. The index follows the transcripts by itself, a moment behind. */
export class Search {
  readonly #state = new Watched<IndexState>({ pending: 0, round: 0, error: null });
  readonly #scope = new Scope();
  #recordings: readonly Recording[] | undefined;
  #revisions: ReadonlyMap<string, number> | undefined;
  #cancelTimer = () => {};
  #running = false;
  #isStale = false;
  #lookedAt = -Infinity;

  constructor(private readonly ports: SearchPorts) {}

  get state(): Watchable<IndexState> {
    return this.#state;
  }

  /** Follows the library until `dispose`. The index itself is not opened before it must change or is asked. */
  start(): void {
    const { recordings, transcripts } = this.ports;
    const fail = (error: unknown) => this.#fail(error);
    const ends = [
      recordings.watchAll().subscribe((rows) => this.#changed(() => (this.#recordings = rows)), fail),
      transcripts.watchRevisions().subscribe((known) => this.#changed(() => (this.#revisions = known)), fail),
    ];
    for (const end of ends) this.#scope.own(() => end.unsubscribe());
  }

  /** What answers to the text of a search field (`domain/search-query.ts`), the best `limit` passages first. */
  async ask(text: string, limit: number, signal: AbortSignal): Promise<SearchAnswer> {
    const query = parseSearch(text);
    if (isEmptySearch(query)) return noAnswer;
    if (performance.now() - this.#lookedAt > lookedMs) void this.#look();
    const rankers = [this.ports.index, ...(this.ports.rankers ?? [])];
    const answers = await Promise.all(rankers.map((ranker) => ranker.search(query, limit, signal)));
    return fuseAnswers(answers, limit);
  }

  facets(signal: AbortSignal): Promise<SearchFacets> {
    return this.ports.index.facets(signal);
  }

  /** Throws the index away and makes it anew. */
  async rebuild(): Promise<void> {
    await this.ports.index.clear(this.#scope.signal);
    await this.#look();
  }

  watchSaved(): Watchable<readonly SavedSearch[]> {
    return this.ports.saved.watchAll();
  }

  save(query: string): Promise<void> {
    const now = nowIso();
    return this.ports.saved.put({ id: newId(), name: query, query, createdAt: now, updatedAt: now });
  }

  forget(id: string): Promise<void> {
    return this.ports.saved.remove(id);
  }

  dispose(): void {
    this.#scope.dispose();
  }

  #changed(take: () => void): void {
    take();
    this.#cancelTimer();
    this.#cancelTimer = this.#scope.timeout(() => void this.#sync(), settleMs);
  }

  /** Compares the library with the index itself: what is remembered of it may be wrong. */
  #look(): Promise<void> {
    this.#lookedAt = performance.now();
    this.ports.memory.write('');
    return this.#sync();
  }

  #fail(error: unknown): void {
    if (isAbort(error)) return;
    this.ports.memory.write('');
    log.error('not indexed', { error });
    this.#state.set({ ...this.#state.current, error });
  }

  /** One round at a time; what changes meanwhile is taken by another. */
  async #sync(): Promise<void> {
    if (this.#running) {
      this.#isStale = true;
      return;
    }
    this.#running = true;
    try {
      do {
        this.#isStale = false;
        await this.#round();
      } while (this.#isStale && !this.#scope.isDisposed);
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#running = false;
    }
  }

  async #round(): Promise<void> {
    const { index, transcripts, memory } = this.ports;
    const { signal } = this.#scope;
    const [recordings, revisions] = [this.#recordings, this.#revisions];
    if (!recordings || !revisions) return;
    const wanted = recordings.filter(({ id }) => revisions.has(id));
    const contents = this.#contentsOf(wanted, revisions);
    const known = memory.read();
    if (contents === known || (known === null && wanted.length === 0)) return;
    const indexed = await index.indexed(signal);
    const stale = wanted.filter((each) => indexed.get(each.id) !== searchFingerprint(each, revisions.get(each.id)!));
    const kept = new Set(wanted.map(({ id }) => id));
    const gone = [...indexed.keys()].filter((id) => !kept.has(id));
    if (gone.length > 0) await index.remove(gone, signal);
    for (const [place, recording] of stale.entries()) {
      this.#tell(stale.length - place);
      const transcript = await transcripts.find(recording.id);
      if (transcript) await index.put(searchDocument(recording, transcript), signal);
    }
    if (gone.length > 0 || stale.length > 0) log.info('indexed', { put: stale.length, removed: gone.length });
    const { round } = this.#state.current;
    memory.write(contents);
    this.#state.set({ pending: 0, round: gone.length + stale.length > 0 ? round + 1 : round, error: null });
  }

  /** Equal where the index would hold the same. */
  #contentsOf(wanted: readonly Recording[], revisions: ReadonlyMap<string, number>): string {
    const each = wanted.map(
      (recording) => `${recording.id} ${searchFingerprint(recording, revisions.get(recording.id)!)}`,
    );
    return shortHash(each.sort().join('\n'));
  }

  #tell(pending: number): void {
    this.#state.set({ ...this.#state.current, pending });
  }
}
