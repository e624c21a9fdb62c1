import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { modelFolder, type ModelOffer } from '$lib/domain/model.ts';
import type { Download } from '$lib/domain/ports.ts';
import { createFetcher, type Fetcher } from './client.ts';

const paths = ['config.json', 'onnx/encoder_model.onnx', 'onnx/decoder_model_merged.onnx'];
const host = inject('modelHost');
const unstopped = new AbortController().signal;
const source = (behaviour: string) => ({ host, repository: `tests/${behaviour}` });

let fetcher: Fetcher;
let seen: Download[];

const readFile = async (path: string): Promise<Uint8Array> => {
  const parts = path.split('/');
  let folder = await navigator.storage.getDirectory();
  for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part);
  const file = await (await folder.getFileHandle(parts.at(-1)!)).getFile();
  return new Uint8Array(await file.arrayBuffer());
};

const sha256 = async (bytes: Uint8Array) => {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
};

const asked = async (): Promise<string[]> => (await fetch(`${host}/log`)).json();

/** The offer of an honest host, to be fetched from another one. */
const offered = async (): Promise<ModelOffer> => ({
  ...(await fetcher.resolve(source('honest'), paths, unstopped)),
  id: `tests-${Math.random().toString(36).slice(2)}`,
});

const downloadFrom = (behaviour: string, offer: ModelOffer, signal = unstopped) =>
  fetcher.download(source(behaviour), offer, (progress) => seen.push(progress), signal);

/** Leaves the first bytes of a file behind, as an interrupted download does. */
const leavePart = async (offer: ModelOffer, path: string, bytes: Uint8Array<ArrayBuffer>) => {
  let folder = await navigator.storage.getDirectory();
  const parts = `${modelFolder(offer.id, offer.revision)}${path}.part`.split('/');
  for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: true });
  const writer = await (await folder.getFileHandle(parts.at(-1)!, { create: true })).createWritable();
  await writer.write(bytes);
  await writer.close();
};

beforeEach(async () => {
  fetcher = createFetcher();
  seen = [];
  await asked();
});
afterEach(async () => {
  fetcher.dispose();
  const root = await navigator.storage.getDirectory();
  await root.removeEntry('models', { recursive: true }).catch(() => undefined);
});

describe('asking a model host', () => {
  test('tells commit, sizes and hashes, and downloads nothing', async () => {
    const offer = await fetcher.resolve(source('honest'), paths, unstopped);
    expect(offer.revision).toMatch(/^[0-9a-f]{40}$/);
    expect(offer.files.map(({ sizeBytes }) => sizeBytes)).toEqual([700, 300_000, 150_000]);
    expect(offer.files[0]).toMatchObject({ sha256: null, gitSha1: expect.stringMatching(/^[0-9a-f]{40}$/) });
    expect(offer.files[1]!.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await asked()).toEqual(['/api/models/tests/honest/revision/main']);
  });

  test.each([
    ['gone', 'model/unavailable'],
    ['trouble', 'model/download-failed'],
    ['no-cors', 'model/offline'],
  ])('a host that is %s gives %s', async (behaviour, code) => {
    await expect(fetcher.resolve(source(behaviour), paths, unstopped)).rejects.toMatchObject({ code });
  });

  test('a file the repository lacks is unavailable', async () => {
    const asking = fetcher.resolve(source('honest'), ['onnx/none.onnx'], unstopped);
    await expect(asking).rejects.toMatchObject({ code: 'model/unavailable', detail: { path: 'onnx/none.onnx' } });
  });

  test('a plain http host elsewhere is never asked', async () => {
    const asking = fetcher.resolve({ host: 'http://models.example', repository: 'a/b' }, paths, unstopped);
    await expect(asking).rejects.toMatchObject({ code: 'model/unavailable' });
  });
});

describe('downloading a model', () => {
  test('puts whole, verified files into OPFS and completes the manifest', async () => {
    const offer = await offered();
    const manifest = await downloadFrom('honest', offer);
    for (const { path, sha256: hash, sizeBytes } of manifest.files) {
      const bytes = await readFile(modelFolder(offer.id, offer.revision) + path);
      expect(bytes.byteLength).toBe(sizeBytes);
      expect(await sha256(bytes)).toBe(hash);
    }
    expect(seen.at(-1)).toEqual({ receivedBytes: 450_700, totalBytes: 450_700 });
  });

  test('what is there already is not fetched again', async () => {
    const offer = await offered();
    await downloadFrom('honest', offer);
    await asked();
    await downloadFrom('honest', offer);
    expect(await asked()).toEqual([]);
  });

  test('a cut connection is taken up again where it broke', async () => {
    const offer = await offered();
    await asked();
    await downloadFrom('cut', offer);
    const ranges = (await asked()).filter((line) => line.includes('encoder') && line.includes('bytes='));
    expect(ranges.length).toBeGreaterThan(0);
    expect(ranges.every((line) => !line.endsWith('bytes=0-'))).toBe(true);
  });

  test('a download taken up later asks only for the rest', async () => {
    const offer = await offered();
    const whole = new Uint8Array(
      await (await fetch(`${host}/tests/honest/resolve/${offer.revision}/${paths[1]}`)).arrayBuffer(),
    );
    await leavePart(offer, paths[1]!, whole.slice(0, 100_000));
    await asked();
    await downloadFrom('honest', offer);
    expect((await asked()).filter((line) => line.includes('encoder'))).toEqual([
      `/tests/honest/resolve/${offer.revision}/${paths[1]} bytes=100000-`,
    ]);
  });

  test.each(['honest', 'deaf'])('bytes of a liar left behind are thrown away (%s host)', async (behaviour) => {
    const offer = await offered();
    await leavePart(offer, paths[1]!, new Uint8Array(5000).fill(60));
    const manifest = await downloadFrom(behaviour, offer);
    const kept = await readFile(modelFolder(offer.id, offer.revision) + paths[1]!);
    expect(await sha256(kept)).toBe(manifest.files[1]!.sha256);
  });

  test('one wrong byte is refused, and no file is left to run', async () => {
    const offer = await offered();
    await expect(downloadFrom('flipped', offer)).rejects.toMatchObject({ code: 'model/corrupt' });
    await expect(readFile(modelFolder(offer.id, offer.revision) + paths[0]!)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  test('a page instead of the file is refused', async () => {
    await expect(downloadFrom('page', await offered())).rejects.toMatchObject({ name: 'AppError' });
  });

  test('a host in trouble is told as such, and stopping is no failure', async () => {
    const offer = await offered();
    await expect(downloadFrom('trouble', offer)).rejects.toMatchObject({ code: 'model/download-failed' });
    const stopping = new AbortController();
    stopping.abort();
    await expect(downloadFrom('honest', offer, stopping.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
