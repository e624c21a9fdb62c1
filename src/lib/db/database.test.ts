import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { describe, expect, it, vi } from 'vitest';
import { sampleJob, sampleParagraph, sampleRecording, sampleTranscript } from '../../../tests/fakes/samples.ts';
import { fakeDevice, firstOf } from '../../../tests/fakes/storage.ts';
import { defaultSettings } from '$lib/domain/settings.ts';
import { replay } from './transcript-delta.ts';

describe('repositories', () => {
  it('keeps recordings, newest first, the bin apart', async () => {
    const { database } = fakeDevice().tab();
    const { recordings } = database;
    await recordings.add(sampleRecording({ id: 'old', createdAt: '2026-01-01T00:00:00.000Z' }));
    await recordings.add(sampleRecording({ id: 'new', createdAt: '2026-02-01T00:00:00.000Z' }));
    await recordings.add(sampleRecording({ id: 'binned' }));
    await recordings.update('binned', { deletedAt: '2026-03-01T00:00:00.000Z' });
    expect((await firstOf(recordings.watchAll())).map((row) => row.id)).toEqual(['new', 'old']);
    expect((await firstOf(recordings.watchAll({ deleted: true }))).map((row) => row.id)).toEqual(['binned']);
    database.close();
  });

  it('revives nothing when a late job updates a purged recording', async () => {
    const { database } = fakeDevice().tab();
    await database.recordings.add(sampleRecording());
    await database.recordings.purge('recording-1');
    await database.recordings.update('recording-1', { durationSeconds: 3 });
    expect(await database.recordings.find('recording-1')).toBeUndefined();
    database.close();
  });

  it('takes along what was made of a purged recording', async () => {
    const { tab, removedPcm } = fakeDevice();
    const { database } = tab();
    await database.recordings.add(sampleRecording());
    await database.recordings.purge('recording-1');
    expect(removedPcm).toEqual(['pcm/recording-1']);
    database.close();
  });

  it('keeps how long steps took over a start, as many as fit, and not those of a recording that is gone', async () => {
    const { tab } = fakeDevice();
    const first = tab();
    const span = (step: number, recordingId = 'recording-1') => ({
      ...{ recordingId, step: `step ${step}`, modelId: 'm', startedAtMs: step, elapsedMs: 10, audioSeconds: 4 },
    });
    for (const id of ['recording-1', 'other']) await first.database.recordings.add(sampleRecording({ id }));
    for (let step = 0; step < 3; step += 1) await first.database.spans.add(span(step));
    await first.database.spans.add(span(3, 'other'));
    await first.database.spans.add(span(4, 'never was'));
    first.dies();
    const { database } = tab();
    const steps = async () => (await firstOf(database.spans.watchAll())).map(({ step }) => step);
    expect(await firstOf(database.spans.watchAll())).toMatchObject([span(0), span(1), span(2), span(3, 'other')]);
    await database.recordings.purge('recording-1');
    expect(await steps()).toEqual(['step 3']);
    await database.spans.add(span(5));
    expect(await steps()).toEqual(['step 3']);
    database.close();
  });

  it('keeps no more runs than it says: the oldest goes', async () => {
    const { tab, name } = fakeDevice();
    const { database } = tab();
    await database.recordings.add(sampleRecording());
    const span = { recordingId: 'recording-1', step: 's', modelId: null, elapsedMs: 1, audioSeconds: null };
    const raw = await new Dexie(name).open();
    await raw.table('spans').bulkAdd(Array.from({ length: 2000 }, (_, startedAtMs) => ({ ...span, startedAtMs })));
    raw.close();
    await database.spans.add({ ...span, startedAtMs: 2000 });
    const kept = await firstOf(database.spans.watchAll());
    expect(kept).toHaveLength(2000);
    expect([kept[0]!.startedAtMs, kept.at(-1)!.startedAtMs]).toEqual([1, 2000]);
    database.close();
  });

  it('keeps bytes, and says where there are none', async () => {
    const { database } = fakeDevice().tab();
    await database.files.put('r', new Blob(['abc'], { type: 'audio/wav' }));
    const blob = await database.files.get('r');
    expect([await blob.text(), blob.type]).toEqual(['abc', 'audio/wav']);
    await expect(database.files.get('other')).rejects.toMatchObject({ code: 'media/missing' });
    database.close();
  });

  it('keeps peaks as they are, and shows the artifact saved last', async () => {
    const { database } = fakeDevice().tab();
    const peaks = (value: number) => ({
      sampleRate: 16_000 as const,
      totalSamples: 2,
      levels: [{ samplesPerBucket: 1, data: Int8Array.of(-value, value) }],
    });
    await database.artifacts.save('r', 'peaks', 'f2', peaks(2));
    await database.artifacts.save('r', 'peaks', 'f1', peaks(1));
    expect(await firstOf(database.artifacts.watchLatest('r', 'peaks'))).toEqual(peaks(1));
    expect(await database.artifacts.find('r', 'peaks', 'f2')).toEqual(peaks(2));
    expect(await database.artifacts.find('r', 'peaks', 'f3')).toBeUndefined();
    database.close();
  });

  it('keeps checkpoints, jobs, settings and manifests', async () => {
    const { database } = fakeDevice().tab();
    const { artifacts, jobs, settings, models } = database;
    await artifacts.saveCheckpoint('r', 'f', { done: [1, 2] });
    expect(await artifacts.loadCheckpoint('r', 'f')).toEqual({ done: [1, 2] });
    await artifacts.dropCheckpoint('r', 'f');
    expect(await artifacts.loadCheckpoint('r', 'f')).toBeUndefined();
    await jobs.put(sampleJob());
    await jobs.put(sampleJob({ id: 'job-2', createdAt: '2026-11-23T00:00:00.000Z' }));
    expect((await jobs.all()).map((job) => job.id)).toEqual(['job-2', 'job-1']);
    expect(await settings.load()).toEqual(defaultSettings);
    const changed = { ...defaultSettings, storage: { binDays: 7 } };
    await settings.save(changed);
    expect(await firstOf(settings.watch())).toEqual(changed);
    const manifest = { id: 'm', revision: 'r1', fetchedAt: '2026-11-22T20:00:00.000Z', files: [] };
    await models.saveManifest(manifest);
    expect(await models.manifest('m')).toEqual(manifest);
    await models.remove('m');
    expect(await models.manifest('m')).toBeUndefined();
    database.close();
  });
});

describe('transcripts', () => {
  it('gives back what was saved, edit after edit', async () => {
    const { database } = fakeDevice().tab();
    const first = sampleTranscript();
    await database.transcripts.save(first);
    const joined = { ...first.paragraphs[0]!.words[1]!, joined: true, text: 'evening.', origin: 'edited' as const };
    const edited = { ...first.paragraphs[0]!, words: [first.paragraphs[0]!.words[0]!, joined] };
    const second = { ...first, revision: 2, paragraphs: [edited, first.paragraphs[1]!] };
    await database.transcripts.save(second);
    const third = { ...second, revision: 3, paragraphs: [sampleParagraph('p0', ['Hello!']), edited] };
    await database.transcripts.save(third);
    expect(await database.transcripts.find('recording-1')).toEqual(third);
    database.close();
  });

  it('refuses a revision that does not follow the stored one, from either of two tabs', async () => {
    const device = fakeDevice();
    const [one, two] = [device.tab(), device.tab()];
    const first = sampleTranscript();
    await one.database.transcripts.save(first);
    const results = await Promise.allSettled([
      one.database.transcripts.save({ ...first, revision: 2, language: 'de' }),
      two.database.transcripts.save({ ...first, revision: 2, language: 'fr' }),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = results.find((result) => result.status === 'rejected')!;
    expect(refused.reason).toMatchObject({ code: 'storage/locked' });
    expect(await two.database.transcripts.find('recording-1')).toEqual(
      await one.database.transcripts.find('recording-1'),
    );
    for (const tab of [one, two]) tab.database.close();
  });

  it('takes the same revision again after the disk was full', async () => {
    const device = fakeDevice();
    const { database } = device.tab();
    const first = sampleTranscript();
    await database.transcripts.save(first);
    device.disk.capacityBytes = 1;
    const second = { ...first, revision: 2, language: 'de' };
    await expect(database.transcripts.save(second)).rejects.toMatchObject({ code: 'storage/full' });
    expect(await database.transcripts.find('recording-1')).toEqual(first);
    device.disk.capacityBytes = Infinity;
    await database.transcripts.save(second);
    expect(await database.transcripts.find('recording-1')).toEqual(second);
    database.close();
  });

  it('journals a save before the rows of the one ahead are written, and loses neither', async () => {
    const { database, journal } = fakeDevice().tab();
    const first = sampleTranscript();
    await database.transcripts.save(first);
    const order: string[] = [];
    const second = { ...first, revision: 2, language: 'de' };
    const third = { ...first, revision: 3, language: 'fr' };
    await new Promise<void>((journalled) => {
      const ahead = { onJournalled: journalled };
      void database.transcripts.save(second, ahead).then(() => order.push('second written'));
    });
    const behind = { onJournalled: () => order.push('third journalled') };
    await database.transcripts.save(third, behind).then(() => order.push('third written'));
    expect(order).toEqual(['third journalled', 'second written', 'third written']);
    expect(await database.transcripts.find('recording-1')).toEqual(third);
    expect((await journal.read('recording-1')).records.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    database.close();
  });

  it('fails what is journalled behind a save whose rows fail, and takes the revision again in both homes', async () => {
    const { database, journal } = fakeDevice().tab();
    const first = sampleTranscript();
    await database.transcripts.save(first);
    const put = IDBObjectStore.prototype.put;
    const broken = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...row: Parameters<typeof put>
    ) {
      if (this.name === 'transcripts') throw new DOMException('The disk is broken.', 'DataError');
      return put.apply(this, row);
    });
    const third = { ...first, revision: 3, language: 'fr' };
    const behind: Promise<void>[] = [];
    const onJournalled = () => behind.push(database.transcripts.save(third));
    const ahead = database.transcripts.save({ ...first, revision: 2, language: 'de' }, { onJournalled });
    await expect(ahead).rejects.toThrow();
    await expect(behind[0]).rejects.toThrow();
    broken.mockRestore();
    await database.transcripts.save({ ...third, revision: 2 });
    const stored = await database.transcripts.find('recording-1');
    expect(stored).toMatchObject({ revision: 2, language: 'fr' });
    expect(replay(await journal.read('recording-1'))).toEqual(stored);
    database.close();
  });

  it('tells every tab that watches', async () => {
    const device = fakeDevice();
    const [one, two] = [device.tab(), device.tab()];
    await one.database.transcripts.save(sampleTranscript());
    const seen = firstOf(two.database.transcripts.watch('recording-1'), (value) => value?.revision === 2);
    await one.database.transcripts.save(sampleTranscript({ revision: 2, language: 'de' }));
    expect(await seen).toMatchObject({ revision: 2, language: 'de' });
    for (const tab of [one, two]) tab.database.close();
  });
});

const at = '2026-11-22T20:00:00.000Z';
const collection = (id: string, name: string, recordingIds: string[] = []) => ({
  ...{ id, name, recordingIds },
  ...{ createdAt: at, updatedAt: at },
});

describe('versions and shelves', () => {
  it('keep what is put, tell every watcher, and forget what is removed', async () => {
    const { database } = fakeDevice().tab();
    await database.collections.put(collection('c2', 'Talks'));
    await database.collections.put(collection('c1', 'Calls', ['recording-1']));
    const seen = firstOf(database.collections.watchAll(), (all) => all.length === 1);
    expect((await database.collections.all()).map(({ name }) => name)).toEqual(['Calls', 'Talks']);
    await database.collections.remove('c2');
    expect(await seen).toEqual([collection('c1', 'Calls', ['recording-1'])]);
    expect(await database.collections.find('c2')).toBeUndefined();
    database.close();
  });

  it('give a named version back word for word, and drop only the oldest unnamed', async () => {
    const { database } = fakeDevice().tab();
    const named = await database.versions.add(sampleTranscript(), 'Draft');
    for (let revision = 2; revision < 104; revision++)
      await database.versions.add(sampleTranscript({ revision, paragraphs: [] }), null);
    const kept = await firstOf(database.versions.watch('recording-1'));
    expect(kept).toHaveLength(101);
    expect(kept.at(-1)).toEqual(named);
    expect(kept.at(-2)?.revision).toBe(4);
    expect(await database.versions.transcript(named.id)).toEqual(sampleTranscript());
    await database.versions.rename(named.id, 'First draft');
    await database.versions.remove(kept[0]!.id);
    const after = await firstOf(database.versions.watch('recording-1'));
    expect([after.length, after.at(-1)?.name]).toEqual([100, 'First draft']);
    expect(await database.versions.transcript(kept[0]!.id)).toBeUndefined();
    database.close();
  });
});
