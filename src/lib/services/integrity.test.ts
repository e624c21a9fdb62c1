import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { fakeDevice, fakeHash, firstOf } from '../../../tests/fakes/storage.ts';
import { AppError } from '$lib/core/errors.ts';
import { Integrity } from './integrity.ts';
import { Library } from './library.ts';

const signal = new AbortController().signal;

const studio = (models: readonly { id: string; name: string; isWhole: boolean }[] = []) => {
  const { database } = fakeDevice().tab();
  const { recordings, files } = database;
  const links = { fetchMedia: () => Promise.reject(new AppError('link/unreachable')) };
  const library = new Library({ recordings, files, links, hash: fakeHash });
  const verify = async (id: string) => models.find((model) => model.id === id)!.isWhole;
  const ports = { recordings, files, hash: fakeHash, models: { stored: async () => models, verify } };
  return { database, library, integrity: new Integrity(ports) };
};

const add = (library: Library, text: string) =>
  library.addFile(new Blob([text]), { fileName: `${text}.wav`, source: 'file' });

describe('the integrity check', () => {
  it('names what differs from its checksum and what is gone, in the bin too, and counts all', async () => {
    const model = { id: 'm', name: 'Model', isWhole: false };
    const { database, library, integrity } = studio([model, { ...model, id: 'n', isWhole: true }]);
    const [damaged, gone] = [await add(library, 'one'), await add(library, 'two')];
    await add(library, 'three');
    await database.files.put(damaged.id, new Blob(['onE']));
    await database.files.remove(gone.id);
    await library.bin(gone.id);
    const steps: number[] = [];
    const report = await integrity.check((done) => steps.push(done), signal);
    expect(report).toEqual({
      checked: 5,
      faults: [
        { kind: 'recording', id: damaged.id, name: 'one', harm: 'damaged' },
        { kind: 'recording', id: gone.id, name: 'two', harm: 'missing' },
        { kind: 'model', id: 'm', name: 'Model', harm: 'damaged' },
      ],
    });
    expect(steps).toEqual([0, 1, 2, 3, 4, 5]);
    expect((await firstOf(library.watchHeard())).has(gone.id)).toBe(false);
  });

  it('stops when asked', async () => {
    const { library, integrity } = studio();
    await add(library, 'one');
    const stopped = AbortSignal.abort(new DOMException('Stopped.', 'AbortError'));
    await expect(integrity.check(() => {}, stopped)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
