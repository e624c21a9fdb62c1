import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Watched } from '$lib/core/watched.ts';
import type { SearchIndex, Shelf } from '$lib/domain/ports.ts';
import type { Recording } from '$lib/domain/recording.ts';
import { noAnswer, type SearchDocument } from '$lib/domain/search.ts';
import type { SavedSearch } from '$lib/domain/shelf.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { sampleRecording, sampleTranscript } from '../../../tests/fakes/samples.ts';
import { Search } from './search.ts';

const memoryIndex = () => {
  const documents = new Map<string, SearchDocument>();
  const log: string[] = [];
  const index: SearchIndex = {
    indexed: async () => {
      log.push('indexed');
      return new Map([...documents].map(([id, { fingerprint }]) => [id, fingerprint]));
    },
    put: async (document) => {
      log.push(`put ${document.recordingId}`);
      documents.set(document.recordingId, document);
    },
    remove: async (ids) => {
      log.push(`remove ${ids.join(' ')}`);
      for (const id of ids) documents.delete(id);
    },
    search: async ({ clauses }) => ({ ...noAnswer, total: clauses.length }),
    facets: async () => ({ speakers: [], tags: [], languages: [] }),
    clear: async () => documents.clear(),
  };
  return { index, documents, log };
};

const setUp = (remembered: string | null = null) => {
  const recordings = new Watched<readonly Recording[]>([sampleRecording({ id: 'a' }), sampleRecording({ id: 'b' })]);
  const stored = new Map<string, Transcript>([['a', sampleTranscript({ recordingId: 'a' })]]);
  const revisions = new Watched<ReadonlyMap<string, number>>(new Map([['a', 1]]));
  const { index, documents, log } = memoryIndex();
  const transcripts = { find: async (id: string) => stored.get(id), watchRevisions: () => revisions };
  const saved = {} as Shelf<SavedSearch>;
  const memory = { read: () => remembered, write: (contents: string) => void (remembered = contents) };
  const search = new Search({ recordings: { watchAll: () => recordings }, transcripts, index, saved, memory });
  const write = (transcript: Transcript) => {
    stored.set(transcript.recordingId, transcript);
    revisions.set(new Map([...stored].map(([id, { revision }]) => [id, revision])));
  };
  return { search, recordings, revisions, write, documents, log, remembered: () => remembered };
};

const writes = (log: readonly string[]) => log.filter((each) => each !== 'indexed');

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const settle = () => vi.advanceTimersByTimeAsync(2_000);

describe('the index that follows the library', () => {
  it('is not opened by a start that finds nothing new, and is looked at once somebody searches', async () => {
    const first = setUp();
    first.search.start();
    await settle();
    expect(first.log).toEqual(['indexed', 'put a']);
    // The next start knows what the index holds; that it has been lost meanwhile is seen when it is asked.
    const second = setUp(first.remembered());
    second.search.start();
    await settle();
    expect(second.log).toEqual([]);
    await second.search.ask('good ', 10, new AbortController().signal);
    await settle();
    expect(second.log).toEqual(['indexed', 'put a']);
  });

  it('is not opened for an empty library', async () => {
    const { search, recordings, log } = setUp();
    recordings.set([]);
    search.start();
    await settle();
    expect(log).toEqual([]);
  });

  it('holds what has a transcript, once, however often the library is told', async () => {
    const { search, recordings, log, documents } = setUp();
    search.start();
    await settle();
    recordings.set([...recordings.current]);
    await settle();
    expect(writes(log)).toEqual(['put a']);
    expect(documents.get('a')!.passages.map(({ words }) => words.join(' '))).toEqual(['Good morning.', 'How are you?']);
  });

  it('is brought up to date by an edit, a new title and a new tag, after a row of edits only once', async () => {
    const { search, recordings, write, log } = setUp();
    search.start();
    await settle();
    for (const revision of [2, 3, 4]) {
      write(sampleTranscript({ recordingId: 'a', revision }));
      await vi.advanceTimersByTimeAsync(300);
    }
    await settle();
    recordings.set([sampleRecording({ id: 'a', title: 'Renamed' })]);
    await settle();
    recordings.set([sampleRecording({ id: 'a', title: 'Renamed', tags: ['press'] })]);
    await settle();
    expect(writes(log)).toEqual(['put a', 'put a', 'put a', 'put a']);
  });

  it('forgets what lies in the bin', async () => {
    const { search, recordings, log, documents } = setUp();
    search.start();
    await settle();
    recordings.set([]);
    await settle();
    expect(writes(log)).toEqual(['put a', 'remove a']);
    expect(documents.size).toBe(0);
  });

  it('tells whoever shows answers that they may have changed', async () => {
    const { search, write } = setUp();
    const rounds: number[] = [];
    search.state.subscribe(({ round }) => rounds.push(round));
    search.start();
    await settle();
    write(sampleTranscript({ recordingId: 'a', revision: 2 }));
    await settle();
    expect([...new Set(rounds)]).toEqual([0, 1, 2]);
  });

  it('does nothing more once disposed', async () => {
    const { search, write, log } = setUp();
    search.start();
    search.dispose();
    write(sampleTranscript({ recordingId: 'a', revision: 2 }));
    await settle();
    expect(log).toEqual([]);
  });
});

describe('asking', () => {
  it('asks nothing where nothing is asked', async () => {
    const { search } = setUp();
    const { signal } = new AbortController();
    expect(await search.ask('  ', 10, signal)).toBe(noAnswer);
    expect((await search.ask('good morning', 10, signal)).total).toBe(2);
  });
});
