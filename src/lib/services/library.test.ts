import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { fakeDevice, fakeHash, firstOf } from '../../../tests/fakes/storage.ts';
import { AppError } from '$lib/core/errors.ts';
import { Library, type LibraryPorts } from './library.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

const setUp = (change: Partial<LibraryPorts> = {}) => {
  const { database, dies } = fakeDevice().tab();
  ends.push(dies);
  const links: LibraryPorts['links'] = {
    fetchMedia: async (url) => ({ blob: new Blob([url]), fileName: 'talk.mp3', mime: 'audio/mpeg' }),
  };
  const { recordings, files } = database;
  return { database, library: new Library({ recordings, files, links, hash: fakeHash, ...change }) };
};

const wav = (text: string) => new Blob([text], { type: 'audio/wav' });
const about = { fileName: 'Interview 3.1 final.wav', source: 'file' as const };

describe('the library', () => {
  it('keeps a file: bytes, row, name', async () => {
    const { library } = setUp();
    const recording = await library.addFile(wav('abc'), about);
    expect(recording).toMatchObject({
      title: 'Interview 3.1 final',
      mime: 'audio/wav',
      sizeBytes: 3,
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    });
    expect(await (await library.original(recording.id)).text()).toBe('abc');
    expect(await firstOf(library.watchAll())).toEqual([recording]);
    expect(await firstOf(library.watch(recording.id))).toEqual(recording);
  });

  it('refuses an empty file and keeps nothing of it', async () => {
    const { library } = setUp();
    await expect(library.addFile(wav(''), about)).rejects.toMatchObject({ code: 'media/empty' });
    expect(await firstOf(library.watchAll())).toEqual([]);
  });

  it('gives the same bytes back as the same recording, out of the bin', async () => {
    const { library, database } = setUp();
    const first = await library.addFile(wav('abc'), about);
    await library.rename(first.id, '  Anna  ');
    await library.bin(first.id);
    expect(await firstOf(library.watchAll())).toEqual([]);
    const second = await library.addFile(wav('abc'), { ...about, fileName: 'copy.wav' });
    expect([second.id, second.title, second.deletedAt]).toEqual([first.id, 'Anna', null]);
    expect((await firstOf(library.watchAll())).map((row) => row.id)).toEqual([first.id]);
    await database.files.remove(first.id);
    await library.addFile(wav('abc'), about);
    expect(await (await library.original(first.id)).text()).toBe('abc');
  });

  it('leaves no bytes behind when they cannot be read', async () => {
    const kept: string[] = [];
    const { library, database } = setUp({ hash: () => Promise.reject(new AppError('media/unreadable')) });
    const put = database.files.put.bind(database.files);
    database.files.put = (id, blob) => (kept.push(id), put(id, blob));
    await expect(library.addFile(wav('abc'), about)).rejects.toMatchObject({ code: 'media/unreadable' });
    expect(await database.files.has(kept[0]!)).toBe(false);
  });

  it('fetches a link into the library', async () => {
    const { library } = setUp();
    const signal = new AbortController().signal;
    const recording = await library.addLink('https://example.org/talk.mp3', () => {}, 1e9, signal);
    expect(recording).toMatchObject({ source: 'link', title: 'talk', mime: 'audio/mpeg' });
  });

  it('bins, brings back, expires and empties', async () => {
    const { library } = setUp();
    const ids: string[] = [];
    for (const text of ['a', 'b', 'c']) ids.push((await library.addFile(wav(text), about)).id);
    for (const id of ids) await library.bin(id);
    await library.restore(ids[0]!);
    expect((await firstOf(library.watchAll())).map((row) => row.id)).toEqual([ids[0]]);
    await library.expireBin(30);
    expect(await firstOf(library.watchBin())).toHaveLength(2);
    await library.expireBin(30, new Date(Date.now() + 31 * 86_400_000));
    expect(await firstOf(library.watchBin())).toEqual([]);
    await library.bin(ids[0]!);
    await library.emptyBin();
    await expect(library.original(ids[0]!)).rejects.toMatchObject({ code: 'media/missing' });
  });

  it('leaves a title alone that would be empty', async () => {
    const { library } = setUp();
    const { id } = await library.addFile(wav('abc'), about);
    await library.rename(id, '   ');
    expect((await firstOf(library.watch(id)))?.title).toBe('Interview 3.1 final');
  });
});
