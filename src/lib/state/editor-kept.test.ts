import 'fake-indexeddb/auto';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concrete, plans, transcripts } from '../../../tests/fakes/edit-plans.ts';
import { fakeDevice } from '../../../tests/fakes/storage.ts';
import { AppError } from '$lib/core/errors.ts';
import { Watched } from '$lib/core/watched.ts';
import { sampleRecording } from '../../../tests/fakes/samples.ts';
import type { SaveExtra } from '$lib/domain/edit-history.ts';
import type { TranscriptEdit } from '$lib/domain/transcript-edit.ts';
import type { LockState, OpenRecordingLock } from '$lib/domain/ports.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { coalesceMs } from './editor-history.ts';
import { EditorSession } from './editor.svelte.ts';

type Tab = ReturnType<ReturnType<typeof fakeDevice>['tab']>;

const settled = async (isDone: () => boolean) => {
  for (let turn = 0; turn < 200 && !isDone(); turn += 1) await new Promise((done) => setTimeout(done, 1));
  expect(isDone()).toBe(true);
};

const opened = async (tab: Tab, options?: { openLock?: OpenRecordingLock; now?: () => number }) => {
  const session = new EditorSession(tab.database.transcripts, 'r', options);
  await settled(() => session.transcript !== null);
  return session;
};

/** What of a document must come back: all but how often it was saved. */
const content = ({ revision: _, ...rest }: Transcript) => JSON.parse(JSON.stringify(rest)) as unknown;

const isSame = (one: Transcript, two: Transcript) => isDeepStrictEqual(content(one), content(two));

const endings = ['go on', 'go on', 'undo', 'redo', 'save', 'reopen', 'kill', 'kill between the homes'] as const;
const steps = fc.array(
  fc.record({
    plan: plans,
    place: fc.constantFrom(null, 'here', 'here', 'there'),
    waits: fc.boolean(),
    then: fc.constantFrom(...endings),
  }),
  { minLength: 1, maxLength: 40 },
);
type Steps = typeof steps extends fc.Arbitrary<infer T> ? T : never;

/** Every document that Undo and Redo go through, and which of them is shown. */
type Course = { documents: Transcript[]; at: number };

/** One person at one transcript over any number of starts of the app, beside what should come of it. */
class Person {
  course: Course;
  #last: { place: string | null; at: number } = { place: null, at: 0 };
  #now = 0;
  /** As the last save that reached the rows, and the last one that reached the journal, found things. */
  #rows: Course & { revision: number };
  #told: Course & { revision: number };
  #killsBetween = false;
  #saves: Promise<unknown>[] = [];
  readonly #dead = new Set<Tab>();
  session!: EditorSession;

  private constructor(
    private readonly device: ReturnType<typeof fakeDevice>,
    private tab: Tab,
    start: Transcript,
  ) {
    this.course = { documents: [start], at: 0 };
    this.#rows = this.#told = { ...this.course, revision: start.revision };
  }

  static async begins(start: Transcript): Promise<Person> {
    const device = fakeDevice();
    const tab = device.tab();
    await tab.database.recordings.add(sampleRecording({ id: 'r' }));
    await tab.database.transcripts.save(start);
    const person = new Person(device, tab, start);
    await person.#open();
    return person;
  }

  apply(edit: TranscriptEdit, place: string | null, waitsMs: number): void {
    this.#now += waitsMs;
    const { documents, at } = this.course;
    if (!this.session.apply(edit, place)) return;
    const isNear = place !== null && place === this.#last.place && this.#now - this.#last.at < coalesceMs;
    const next = isNear && at === documents.length - 1 ? at : at + 1;
    this.course = { documents: [...documents.slice(0, next), this.session.transcript!], at: next };
    this.#last = { place, at: this.#now };
  }

  turn(by: 1 | -1): boolean {
    const isDone = by < 0 ? this.session.undo() : this.session.redo();
    if (!isDone) return false;
    this.course = { ...this.course, at: this.course.at + by };
    this.#last = { place: null, at: 0 };
    return true;
  }

  async reopens(): Promise<void> {
    await this.session.flush();
    await this.#startsAnew();
  }

  async isKilled(isBetween: boolean): Promise<void> {
    this.#killsBetween = isBetween;
    if (isBetween) await this.session.flush();
    await this.#startsAnew();
  }

  shows(): void {
    expect(content(this.session.transcript!)).toEqual(content(this.course.documents[this.course.at]!));
  }

  async ends(): Promise<void> {
    while (this.turn(-1)) this.shows();
    expect(this.course.at).toBe(0);
    while (this.turn(1)) this.shows();
    expect(this.course.at).toBe(this.course.documents.length - 1);
    await this.session.flush();
    this.session.dispose();
    this.tab.dies();
  }

  async #startsAnew(): Promise<void> {
    this.#dies(this.tab);
    this.session.dispose();
    await Promise.allSettled(this.#saves);
    this.#saves = [];
    const [rows, told] = [this.#rows, this.#told];
    const last = told.documents[told.at]!;
    const isAhead = told.revision > rows.revision && !isSame(last, rows.documents[rows.at]!);
    this.course = isAhead
      ? { documents: [...rows.documents.slice(0, rows.at + 1), last], at: rows.at + 1 }
      : { documents: rows.documents, at: rows.at };
    this.#rows = this.#told = { ...this.course, revision: Math.max(told.revision, rows.revision) };
    this.#last = { place: null, at: 0 };
    this.#killsBetween = false;
    this.tab = this.device.tab();
    await this.tab.database.recover();
    await this.#open();
  }

  #dies(tab: Tab): void {
    this.#dead.add(tab);
    tab.dies();
  }

  async #open(): Promise<void> {
    const { tab } = this;
    const { transcripts: store } = tab.database;
    const session = new EditorSession(
      {
        watch: (id) => store.watch(id),
        claim: (id) => store.claim(id),
        history: (id) => store.history(id),
        find: (id) => store.find(id),
        save: (transcript, extra) => this.#save(tab, transcript, extra),
      },
      'r',
      { now: () => this.#now },
    );
    const { documents, at } = this.course;
    await settled(
      () => session.transcript !== null && session.canUndo === at > 0 && session.canRedo === at < documents.length - 1,
    );
    this.session = session;
  }

  #save(tab: Tab, transcript: Transcript, extra: SaveExtra): Promise<void> {
    const given = { ...this.course, revision: transcript.revision };
    const onJournalled = () => {
      this.#told = given;
      extra.onJournalled?.();
      if (this.#killsBetween) this.#dies(tab);
    };
    // The dead write nothing more, whatever they still try.
    if (this.#dead.has(tab)) return Promise.reject(new AppError('storage/unavailable'));
    const saving = tab.database.transcripts.save(transcript, { ...extra, onJournalled });
    this.#saves.push(saving);
    return saving.then(() => void (this.#rows = given));
  }
}

const live = async (start: Transcript, list: Steps): Promise<void> => {
  const person = await Person.begins(start);
  for (const { plan, place, waits, then } of list) {
    person.apply(concrete(person.session.transcript!, plan), place, waits ? coalesceMs : 20);
    if (then === 'undo') person.turn(-1);
    if (then === 'redo') person.turn(1);
    if (then === 'save') await person.session.flush();
    if (then === 'reopen') await person.reopens();
    if (then.startsWith('kill')) await person.isKilled(then !== 'kill');
    person.shows();
  }
  await person.ends();
};

describe('a session that is closed or killed, and opened again', () => {
  it('finds the document and the whole history, whenever that happens', async () => {
    await fc.assert(fc.asyncProperty(transcripts, steps, live), { numRuns: 25 });
  }, 60_000);

  it('undoes what was typed last when the tab was killed before the rows had it', async () => {
    const person = await Person.begins({ ...fc.sample(transcripts, 1)[0]!, recordingId: 'r' });
    const name = (id: string) => ({ kind: 'add-speaker' as const, speaker: { id, name: id } });
    person.apply(name('one'), null, 0);
    await person.session.flush();
    person.apply(name('two'), null, 0);
    await person.isKilled(true);
    person.shows();
    expect(person.session.transcript!.speakers.map(({ id }) => id)).toEqual(['s0', 's1', 'one', 'two']);
    expect(person.course.at).toBe(2);
    await person.ends();
  });

  it('forgets a history that belongs to another revision', async () => {
    const device = fakeDevice();
    const tab = device.tab();
    const { transcripts: store } = tab.database;
    await store.save({ ...fc.sample(transcripts, 1)[0]!, recordingId: 'r' });
    const session = await opened(tab);
    session.apply({ kind: 'add-speaker', speaker: { id: 'x', name: 'X' } });
    await session.flush();
    expect((await store.history('r'))?.steps).toHaveLength(1);
    session.dispose();
    const stored = (await store.find('r'))!;
    await store.save({ ...stored, revision: stored.revision + 1 });
    expect(await store.history('r')).toBeUndefined();
    tab.dies();
  });
});

describe('two tabs', () => {
  const lock = () => {
    const state = new Watched<LockState>('waiting');
    const open: OpenRecordingLock = () => ({ state, takeOver: () => state.set('ours'), release: () => {} });
    return { state, open };
  };

  it('lets one write, and refuses the other once it was taken over', async () => {
    const device = fakeDevice();
    const [one, two] = [device.tab(), device.tab()];
    await one.database.transcripts.save({ ...fc.sample(transcripts, 1)[0]!, recordingId: 'r' });
    const [first, second] = [lock(), lock()];
    const ours = await opened(one, { openLock: first.open });
    const theirs = await opened(two, { openLock: second.open });
    first.state.set('ours');
    second.state.set('elsewhere');
    await settled(() => !ours.isReadOnly);
    const name = (id: string) => ({ kind: 'add-speaker' as const, speaker: { id, name: id } });
    expect([theirs.isElsewhere, theirs.isReadOnly, theirs.apply(name('two'))]).toEqual([true, true, false]);
    ours.apply(name('one'));
    await ours.flush();
    theirs.claim();
    await settled(() => !theirs.isReadOnly);
    expect(theirs.transcript?.speakers.map(({ id }) => id)).toContain('one');
    // The first does not know yet: its save is refused by the fence, and nothing of it reaches either home.
    ours.apply(name('late'));
    await ours.flush();
    expect(ours.saveState.kind).toBe('locked');
    expect(theirs.apply(name('two'))).toBe(true);
    await theirs.flush();
    const ids = (await two.database.transcripts.find('r'))?.speakers.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['one', 'two']));
    expect(ids).not.toContain('late');
    const journal = (await two.journal.read('r')).records.map(({ body }) => JSON.parse(body) as { fence?: number });
    expect(journal.slice(1).map(({ fence }) => fence)).toEqual([1, 2]);
    for (const session of [ours, theirs]) session.dispose();
    for (const tab of [one, two]) tab.dies();
  });
});
