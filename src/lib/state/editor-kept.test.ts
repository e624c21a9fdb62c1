import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concrete, plans, transcripts } from '../../../tests/fakes/edit-plans.ts';
import { fakeDevice } from '../../../tests/fakes/storage.ts';
import { Watched } from '$lib/core/watched.ts';
import { sampleRecording } from '../../../tests/fakes/samples.ts';
import type { LockState, OpenRecordingLock } from '$lib/domain/ports.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
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

const steps = fc.array(fc.record({ plan: plans, then: fc.constantFrom('go on', 'undo', 'redo', 'save', 'reopen') }), {
  minLength: 1,
  maxLength: 40,
});

describe('a session that is closed and opened again', () => {
  it('finds the document and the whole history, whenever that happens', async () => {
    await fc.assert(
      fc.asyncProperty(transcripts, steps, async (start, list) => {
        const device = fakeDevice();
        let tab = device.tab();
        await tab.database.recordings.add(sampleRecording({ id: 'r' }));
        await tab.database.transcripts.save(start);
        let now = 0;
        let session = await opened(tab, { now: () => now });
        const documents = [session.transcript!];
        let at = 0;
        for (const { plan, then } of list) {
          now += 1000;
          if (session.apply(concrete(session.transcript!, plan))) {
            documents.length = ++at;
            documents.push(session.transcript!);
          }
          if (then === 'undo' && session.undo()) at -= 1;
          if (then === 'redo' && session.redo()) at += 1;
          if (then === 'save') await session.flush();
          if (then === 'reopen') {
            await session.flush();
            session.dispose();
            tab.dies();
            tab = device.tab();
            await tab.database.recover();
            session = await opened(tab, { now: () => now });
            await settled(() => session.canUndo === at > 0);
          }
          expect(content(session.transcript!)).toEqual(content(documents[at]!));
        }
        while (session.undo()) expect(content(session.transcript!)).toEqual(content(documents[--at]!));
        expect(at).toBe(0);
        while (session.redo()) expect(content(session.transcript!)).toEqual(content(documents[++at]!));
        expect(at).toBe(documents.length - 1);
        await session.flush();
        session.dispose();
        tab.dies();
      }),
      { numRuns: 12 },
    );
  }, 60_000);

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
