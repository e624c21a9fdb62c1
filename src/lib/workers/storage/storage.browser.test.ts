import { afterEach, describe, expect, it } from 'vitest';
import { newId } from '$lib/core/ids.ts';
import { createStorageWorker, type StorageWorker } from './client.ts';

const workers: StorageWorker[] = [];

const start = (): StorageWorker => {
  const worker = createStorageWorker();
  workers.push(worker);
  return worker;
};

afterEach(async () => {
  for (const worker of workers.splice(0)) worker.stop();
  const root = await navigator.storage.getDirectory();
  for (const folder of ['takes', 'journal', 'models']) {
    await root.removeEntry(folder, { recursive: true }).catch(() => {});
  }
});

const fileAt = async (path: string): Promise<FileSystemFileHandle> => {
  const parts = path.split('/');
  let folder = await navigator.storage.getDirectory();
  for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: true });
  return folder.getFileHandle(parts.at(-1)!, { create: true });
};

const rewrite = async (path: string, change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>) => {
  const handle = await fileAt(path);
  const bytes = new Uint8Array(await (await handle.getFile()).arrayBuffer());
  const writable = await handle.createWritable();
  await writable.write(change(bytes));
  await writable.close();
};

const bytesOf = async (blob: Blob) => [...new Uint8Array(await blob.arrayBuffer())];
const header = () => ({ id: newId(), mime: 'audio/webm', startedAt: new Date().toISOString(), title: 'Take' });
const noSignal = new AbortController().signal;

describe('the storage worker, ended in mid-take', () => {
  it('has every acknowledged byte, and lists the take only then', async () => {
    const recording = start();
    const take = header();
    await recording.takes.begin(take);
    const sent: number[] = [];
    for (let value = 0; value < 20; value++) {
      const chunk = new Uint8Array(1000).fill(value);
      sent.push(...chunk);
      await recording.takes.append(take.id, chunk.buffer);
    }
    const later = start();
    expect(await later.takes.unfinished()).toEqual([]);
    recording.stop();
    await expect.poll(() => later.takes.unfinished()).toMatchObject([{ ...take, sizeBytes: 20_000, chunks: 20 }]);
    expect(await bytesOf(await later.takes.seal(take.id))).toEqual(sent);
    expect((await (await fileAt(`takes/${take.id}/data`)).getFile()).size).toBe(20_000);
  });

  it('goes on with the take in a new worker of the same tab', async () => {
    const { takes, stop } = start();
    const take = header();
    await takes.begin(take);
    await takes.append(take.id, Uint8Array.of(1).buffer);
    stop();
    expect(await takes.append(take.id, Uint8Array.of(2).buffer)).toMatchObject({ sizeBytes: 2 });
    expect(await bytesOf(await takes.seal(take.id))).toEqual([1, 2]);
    await takes.keep(take.id, 'r');
    expect(await takes.unfinished()).toEqual([]);
    expect(await takes.kept()).toEqual([{ takeId: take.id, recordingId: 'r' }]);
    await takes.discard(take.id);
    expect(await takes.kept()).toEqual([]);
  });

  it('refuses a take that another tab records', async () => {
    const [one, two] = [start(), start()];
    const take = header();
    await one.takes.begin(take);
    await expect(two.takes.append(take.id, Uint8Array.of(1).buffer)).rejects.toMatchObject({ code: 'storage/locked' });
    await one.takes.discard(take.id);
  });
});

describe('the journal on a real disk', () => {
  it('survives its worker, and a cut tail costs only what was never acknowledged', async () => {
    const { journal, stop } = start();
    for (const seq of [1, 2, 3]) await journal.append('r', { seq, body: JSON.stringify('ä'.repeat(seq)) });
    stop();
    expect((await journal.read('r')).records.map((record) => record.seq)).toEqual([1, 2, 3]);
    await rewrite('journal/r/lines-0.ndjson', (bytes) => bytes.slice(0, -4));
    const cut = await journal.read('r');
    expect([cut.records.map((record) => record.seq), cut.damaged]).toEqual([[1, 2], false]);
    await journal.append('r', { seq: 3, body: '"again"' });
    expect((await journal.read('r')).records.at(-1)).toEqual({ seq: 3, body: '"again"' });
    await journal.snapshot('r', { seq: 3, body: '"all"' });
    expect(await journal.tips()).toEqual([{ stream: 'r', seq: 3, damaged: false }]);
    await journal.remove('r');
    expect(await journal.tips()).toEqual([]);
  });

  it('tells flipped bytes in the middle, and refuses to write on', async () => {
    const { journal } = start();
    for (const seq of [1, 2, 3]) await journal.append('r', { seq, body: `${seq}` });
    await rewrite('journal/r/lines-0.ndjson', (bytes) => bytes.with(45, bytes[45]! ^ 1) as Uint8Array<ArrayBuffer>);
    expect(await journal.read('r')).toMatchObject({ damaged: true });
    await rewrite('journal/r/lines-0.ndjson', (bytes) => Uint8Array.from([...bytes, 10]));
    await expect(journal.append('r', { seq: 4, body: '4' })).rejects.toMatchObject({ code: 'storage/corrupt' });
  });
});

describe('hashes and model files', () => {
  it('hashes a blob of several megabytes as the platform does', async () => {
    const blob = new Blob([crypto.getRandomValues(new Uint8Array(60_000)), new Uint8Array(5_000_000).fill(7)]);
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
    const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
    expect(await start().hash(blob, noSignal)).toBe(hex);
  });

  it('stops when asked, and takes nothing else down', async () => {
    const worker = start();
    const take = header();
    await worker.takes.begin(take);
    const stopping = new AbortController();
    const hashing = worker.hash(new Blob([new Uint8Array(30_000_000)]), stopping.signal);
    stopping.abort();
    await expect(hashing).rejects.toMatchObject({ name: 'AbortError' });
    expect(await worker.takes.append(take.id, Uint8Array.of(1).buffer)).toMatchObject({ sizeBytes: 1 });
    await worker.takes.discard(take.id);
  });

  it('verifies files by size and, deeply, by hash', async () => {
    const { models, hash } = start();
    await rewrite(`${models.folder('m', 'r1')}onnx/model.onnx`, () => Uint8Array.of(1, 2, 3));
    const sha256 = await hash(new Blob([Uint8Array.of(1, 2, 3)]), noSignal);
    const file = { path: 'onnx/model.onnx', sizeBytes: 3, sha256 };
    const manifest = { id: 'm', revision: 'r1', fetchedAt: '2026-11-22T20:00:00.000Z', files: [file] };
    expect(await models.verify(manifest, true, noSignal)).toBe(true);
    await rewrite(`${models.folder('m', 'r1')}onnx/model.onnx`, () => Uint8Array.of(1, 2, 4));
    expect(await models.verify(manifest, false, noSignal)).toBe(true);
    expect(await models.verify(manifest, true, noSignal)).toBe(false);
    await models.remove('m');
    expect(await models.verify(manifest, false, noSignal)).toBe(false);
  });
});
