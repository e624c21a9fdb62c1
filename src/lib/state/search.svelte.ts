import { isAbort } from '$lib/core/errors.ts';
import type { Recording } from '$lib/domain/recording.ts';
import { noAnswer, type SearchAnswer, type SearchFacets } from '$lib/domain/search.ts';
import type { SavedSearch } from '$lib/domain/shelf.ts';
import type { IndexState, Search } from '$lib/services/search.ts';
import { Live } from './live.svelte.ts';
import { groupHits, type SearchGroup } from './search-hits.ts';
import { attempt } from './toasts.svelte.ts';

/** Passages asked for at first, and more with each wish for more. */
const pageSize = 30;

/** What is found in transcripts for the words in the search field, kept fresh while they or the library change. */
export class SearchState {
  #answer = $state.raw<SearchAnswer>(noAnswer);
  #facets = $state.raw<SearchFacets | null>(null);
  #error = $state.raw<unknown>(null);
  #isAsking = $state(false);
  #limit = $state(pageSize);
  #asked = $state('');
  #running: AbortController | undefined;
  readonly #index: Live<IndexState>;
  readonly #saved: Live<readonly SavedSearch[]>;

  readonly answer = $derived(this.#answer);
  readonly facets = $derived(this.#facets);

  constructor(private readonly search: Search) {
    this.#index = new Live(search.state, { pending: 0, round: 0, error: null });
    this.#saved = new Live(search.watchSaved(), []);
  }

  get index(): IndexState {
    return this.#index.current;
  }

  get saved(): readonly SavedSearch[] {
    return this.#saved.current;
  }

  /** What the answer shown belongs to. */
  get asked(): string {
    return this.#asked;
  }

  get isAsking(): boolean {
    return this.#isAsking;
  }

  get error(): unknown {
    return this.#error;
  }

  get hasMore(): boolean {
    return this.#answer.total > this.#answer.hits.length;
  }

  isSaved(query: string): boolean {
    return this.saved.some((each) => each.query === query.trim());
  }

  /** The hits by recording. Recordings that are gone are left out. */
  groups(recordings: readonly Recording[]): SearchGroup[] {
    return groupHits(this.#answer.hits, recordings);
  }

  /** Asks; an earlier question still on its way is dropped. */
  async ask(text: string): Promise<void> {
    if (text !== this.#asked) this.#limit = pageSize;
    this.#running?.abort();
    const controller = new AbortController();
    this.#running = controller;
    this.#isAsking = true;
    try {
      const answer = await this.search.ask(text, this.#limit, controller.signal);
      if (controller.signal.aborted) return;
      this.#answer = answer;
      this.#asked = text;
      this.#error = null;
    } catch (error) {
      if (!isAbort(error)) this.#error = error;
    } finally {
      if (this.#running === controller) this.#isAsking = false;
    }
  }

  more = (): Promise<void> => {
    this.#limit += pageSize;
    return this.ask(this.#asked);
  };

  async loadFacets(): Promise<void> {
    const { signal } = new AbortController();
    this.#facets = await this.search.facets(signal).catch(() => null);
  }

  save = (query: string) => attempt(() => this.search.save(query.trim()));

  forget = ({ id }: SavedSearch) => attempt(() => this.search.forget(id));

  rebuild = () => attempt(() => this.search.rebuild());
}
