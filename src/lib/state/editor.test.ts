import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '$lib/core/errors.ts';
import { Watched } from '$lib/core/watched.ts';
import type { SaveExtra, StoredHistory } from '$lib/domain/edit-history.ts';
import type { LockState, OpenRecordingLock } from '$lib/domain/ports.ts';
import { paragraphText, type Transcript } from '$lib/domain/transcript.ts';
import { EditorSession } from './editor.svelte.ts';
import { saveAfterMs } from './save-plan.ts';

const document: Transcript = {
  recordingId: 'r',
  revision: 1,
  machine: 'm',
  language: 'en',
  speakers: [],
  paragraphs: [
    {
      id: 'p',
      speaker: null,
      language: null,
      words: [{ id: 'w', text: 'one', start: 0, end: 1, conf: 0.5, confTime: null, origin: 'machine' }],
    },
  ],
};

/** A repository with the rule of the real one: a revision follows the stored one or is refused. */
class Store {
  stored: Transcript | undefined = document;
  saves: Transcript[] = [];
  extras: (SaveExtra | undefined)[] = [];
  fails: AppError | null = null;
  #tell: (transcript: Transcript | undefined) => void = () => {};

  watch = () => ({
    subscribe: (onValue: (transcript: Transcript | undefined) => void) => {
      this.#tell = onValue;
      onValue(this.stored);
      return { unsubscribe: () => (this.#tell = () => {}) };
    },
  });

  save = async (transcript: Transcript, extra?: SaveExtra): Promise<void> => {
    await Promise.resolve();
    if (this.fails) throw this.fails;
    if (transcript.revision !== (this.stored?.revision ?? 0) + 1) throw new AppError('storage/locked');
    this.saves.push(transcript);
    this.extras.push(extra);
    this.put(transcript);
  };

  claim = async () => 1;
  history = async (): Promise<StoredHistory | undefined> => undefined;
  find = async () => this.stored;

  put(transcript: Transcript) {
    this.stored = transcript;
    this.#tell(transcript);
  }
}

const textOf = (transcript: Transcript | null | undefined) => transcript?.paragraphs.map(paragraphText).join('|');

describe('EditorSession', () => {
  let store: Store;
  let session: EditorSession;
  let now = 0;
  const type = (text: string) => session.apply({ kind: 'set-text', paragraph: 'p', text }, 'p');
  const shown = () => textOf(session.transcript);

  beforeEach(() => {
    vi.useFakeTimers();
    now = 0;
    store = new Store();
    session = new EditorSession(store, 'r', { now: () => now });
  });
  afterEach(() => {
    session.dispose();
    vi.useRealTimers();
  });

  it('gives a word its time back that letters typed before it had joined on their way', () => {
    for (const text of ['aone', 'a one', 'a bone', 'a bi one']) {
      now += 100;
      type(text);
    }
    expect(session.transcript!.paragraphs[0]!.words.at(-1)).toEqual(document.paragraphs[0]!.words[0]);
    expect(session.undo()).toBe(true);
    expect(session.transcript!.paragraphs).toEqual(document.paragraphs);
    type('bone');
    now += 10_000;
    type('b one');
    expect(session.transcript!.paragraphs[0]!.words.map(({ origin }) => origin)).toEqual(['edited', 'inserted']);
  });

  it('saves once, soon after the first letter, and says so only then', async () => {
    type('one t');
    type('one tw');
    expect(session.saveState.kind).toBe('unsaved');
    await vi.advanceTimersByTimeAsync(saveAfterMs - 1);
    expect(store.saves).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(store.saves.map((saved) => [saved.revision, textOf(saved)])).toEqual([[2, 'one tw']]);
    expect(session.saveState.kind).toBe('saved');
  });

  it('goes on saving while somebody types without a pause', async () => {
    for (let letters = 1; letters <= 20; letters += 1) {
      type('x'.repeat(letters));
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(store.saves.length).toBeGreaterThan(4);
    await session.flush();
    expect(textOf(store.stored)).toBe('x'.repeat(20));
    expect(store.stored?.revision).toBe(store.saves.length + 1);
  });

  it('begins the next save when the journal has the one before, and waits for no slower home', async () => {
    const slow: { revision: number; done: () => void }[] = [];
    store.save = (transcript: Transcript, extra?: SaveExtra) => {
      extra?.onJournalled?.();
      return new Promise((done) => slow.push({ revision: transcript.revision, done }));
    };
    for (const text of ['one a', 'one ab', 'one abc']) {
      type(text);
      now += saveAfterMs;
      await vi.advanceTimersByTimeAsync(saveAfterMs);
    }
    expect(slow.map(({ revision }) => revision)).toEqual([2, 3, 4]);
    expect(session.saveState.kind).toBe('saving');
    for (const { done } of slow) done();
    await session.flush();
    expect([session.revision, session.saveState.kind, slow.length]).toEqual([4, 'saved', 3]);
  });

  it('saves all of it anew where a save and the one behind it failed', async () => {
    const failing: (() => void)[] = [];
    const save = store.save;
    store.save = (_, extra?: SaveExtra) => {
      extra?.onJournalled?.();
      return new Promise((_, failed) => failing.push(() => failed(new AppError('storage/full'))));
    };
    for (const text of ['one a', 'one ab']) {
      type(text);
      now += saveAfterMs;
      await vi.advanceTimersByTimeAsync(saveAfterMs);
    }
    expect(failing).toHaveLength(2);
    for (const fail of failing) fail();
    store.save = save;
    await session.flush();
    expect([textOf(store.stored), store.stored?.revision, session.saveState.kind]).toEqual(['one ab', 2, 'saved']);
  });

  it('writes at once when asked to', async () => {
    type('now');
    await session.flush();
    expect(textOf(store.stored)).toBe('now');
  });

  it('takes typing without a pause as one step, and a pause as the next', () => {
    for (const text of ['one a', 'one ab', 'one abc']) {
      type(text);
      now += 100;
    }
    now += 600;
    type('one abc d');
    session.undo();
    expect(shown()).toBe('one abc');
    session.undo();
    expect(shown()).toBe('one');
    expect(session.canUndo).toBe(false);
    session.redo();
    session.redo();
    expect(shown()).toBe('one abc d');
    expect(session.canRedo).toBe(false);
    session.undo();
    type('other');
    expect(session.canRedo).toBe(false);
  });

  it('keeps at least a hundred steps', () => {
    for (let step = 0; step < 150; step += 1) {
      now += 1000;
      type(`step ${step}`);
    }
    for (let step = 0; step < 150; step += 1) expect(session.undo()).toBe(true);
    expect(session.transcript).toEqual(document);
    expect(session.undo()).toBe(false);
  });

  it('shows what another tab wrote while nothing here is unsaved', () => {
    store.put({ ...document, revision: 5, paragraphs: [] });
    expect(session.transcript?.revision).toBe(5);
    expect(session.isReadOnly).toBe(false);
  });

  it('stops where another tab wrote first, and reloads theirs', async () => {
    type('mine');
    store.put({ ...document, revision: 2, paragraphs: [] });
    await vi.advanceTimersByTimeAsync(saveAfterMs);
    expect(session.isReadOnly).toBe(true);
    expect(type('more')).toBe(false);
    expect(store.saves).toHaveLength(0);
    session.reload();
    expect(shown()).toBe('');
    expect(session.saveState.kind).toBe('saved');
  });

  it('takes over: this version is written after theirs', async () => {
    type('mine');
    store.put({ ...document, revision: 7, paragraphs: [] });
    session.takeOver();
    await vi.advanceTimersByTimeAsync(saveAfterMs);
    expect(store.saves.map((saved) => [saved.revision, textOf(saved)])).toEqual([[8, 'mine']]);
    expect(session.saveState.kind).toBe('saved');
  });

  it('says that it could not save, keeps the text, and tries again with the next letter', async () => {
    store.fails = new AppError('storage/full');
    type('kept');
    await vi.advanceTimersByTimeAsync(saveAfterMs);
    expect(session.saveState).toMatchObject({ kind: 'failed', failure: { code: 'storage/full' } });
    store.fails = null;
    type('kept too');
    await vi.advanceTimersByTimeAsync(saveAfterMs);
    expect(textOf(store.stored)).toBe('kept too');
    expect(session.saveState.kind).toBe('saved');
  });

  it('is empty where nothing was transcribed, and fills when it is', () => {
    store.stored = undefined;
    const empty = new EditorSession(store, 'r');
    expect([empty.isLoaded, empty.transcript]).toEqual([true, null]);
    store.put(document);
    expect(textOf(empty.transcript)).toBe('one');
    empty.dispose();
  });

  it('puts what was typed before the history was read behind what the history held', async () => {
    let read: (history: StoredHistory) => void = () => {};
    const history = () => new Promise<StoredHistory>((done) => (read = done));
    const early = new EditorSession({ ...store, history, find: store.find }, 'r', { now: () => now });
    early.apply({ kind: 'set-text', paragraph: 'p', text: 'one two' });
    const flushed = early.flush();
    await vi.advanceTimersByTimeAsync(saveAfterMs * 2);
    expect(store.saves).toHaveLength(0);
    const edit = { kind: 'splice' as const, at: 0, remove: 1, paragraphs: [], parts: null };
    read({ revision: 1, cursor: 8, steps: [{ seq: 7, edit }] });
    await flushed;
    expect(textOf(store.stored)).toBe('one two');
    expect(store.extras[0]?.history).toMatchObject({ from: 7, until: 9, cursor: 9, steps: [{ seq: 8 }] });
    expect([early.undo(), textOf(early.transcript), early.undo(), early.transcript?.paragraphs]).toEqual([
      ...[true, 'one', true, []],
    ]);
    early.dispose();
  });
});

describe('the lock of a session', () => {
  const setUp = () => {
    const store = new Store();
    const state = new Watched<LockState>('waiting');
    const openLock: OpenRecordingLock = () => ({ state, takeOver: () => state.set('ours'), release: () => {} });
    const session = new EditorSession(store, 'r', { openLock });
    return { store, state, session };
  };
  const settle = () => new Promise((done) => setTimeout(done, 5));
  const type = (session: EditorSession, text: string) => session.apply({ kind: 'set-text', paragraph: 'p', text });

  it('given back, lets nothing unsaved go without a word', async () => {
    const { store, state, session } = setUp();
    state.set('ours');
    await settle();
    store.fails = new AppError('storage/full');
    type(session, 'unsaved');
    await session.flush();
    state.set('elsewhere');
    store.fails = null;
    store.stored = { ...document, revision: 2, paragraphs: [] };
    session.claim();
    await settle();
    expect([textOf(session.transcript), session.saveState.kind]).toEqual(['unsaved', 'locked']);
    session.takeOver();
    await session.flush();
    expect([textOf(store.stored), store.stored.revision]).toEqual(['unsaved', 3]);
    session.dispose();
  });

  it('given back where nobody wrote meanwhile, saves what was left', async () => {
    const { store, state, session } = setUp();
    state.set('ours');
    await settle();
    store.fails = new AppError('storage/locked');
    type(session, 'late');
    await session.flush();
    expect([session.saveState.kind, session.isReadOnly]).toEqual(['locked', true]);
    store.fails = null;
    state.set('elsewhere');
    session.claim();
    await settle();
    await session.flush();
    expect([textOf(store.stored), session.isReadOnly]).toEqual(['late', false]);
    session.dispose();
  });

  it('lost while it is claimed, is not taken for ours', async () => {
    const { store, state, session } = setUp();
    let claimed: (fence: number) => void = () => {};
    store.claim = () => new Promise((done) => (claimed = done));
    state.set('ours');
    state.set('elsewhere');
    claimed(1);
    await settle();
    expect([session.isElsewhere, session.isReadOnly]).toEqual([true, true]);
    session.dispose();
  });

  it('is claimed again when somebody asks to save again', async () => {
    const { store, state, session } = setUp();
    const { claim } = store;
    store.claim = () => Promise.reject(new AppError('storage/unavailable'));
    state.set('ours');
    await settle();
    expect([session.saveState.kind, session.isReadOnly]).toEqual(['failed', true]);
    store.claim = claim;
    await session.flush();
    expect([session.saveState.kind, session.isReadOnly]).toEqual(['saved', false]);
    session.dispose();
  });
});
