import { beforeEach, describe, expect, test, vi } from 'vitest';
import { AppError } from '$lib/core/errors.ts';
import type { CatalogueEntry, Dtypes, ModelManifest, ModelOffer, ModelState } from '$lib/domain/model.ts';
import type { ModelFetcher, ModelStore } from '$lib/domain/ports.ts';
import { Models } from './models.ts';

const unstopped = new AbortController().signal;
const q8: Dtypes = { encoder: 'q8', decoder: 'q8' };
const fp16: Dtypes = { encoder: 'fp16', decoder: 'fp16' };

const entry = (id: string, source: CatalogueEntry['source']): CatalogueEntry => ({
  id,
  source,
  repository: `makers/${id}`,
  label: id,
  family: 'whisper' as const,
  languages: 'multilingual',
  licence: 'MIT',
  parametersMillion: 39,
  dtype: { wasm: q8, webgpu: fp16 },
  needsWebGpu: false,
  isDemo: source === 'built-in',
});

const filesFor = (_entry: CatalogueEntry, { encoder }: Dtypes) => ['config.json', `${encoder}.onnx`];

const manifestOf = (id: string, paths: readonly string[]): ModelManifest => ({
  id,
  revision: 'abc',
  fetchedAt: '2026-01-01T00:00:00Z',
  files: paths.map((path) => ({ path, sizeBytes: 10, sha256: 'a'.repeat(64) })),
});

/** A device with nothing on it, and a network that counts what it is asked. */
const setUp = (devices: readonly ('wasm' | 'webgpu')[] = ['wasm']) => {
  const kept = new Map<string, ModelManifest>();
  const device = { isWhole: true };
  const store: ModelStore = {
    manifest: (id) => Promise.resolve(kept.get(id)),
    saveManifest: (manifest) => Promise.resolve(void kept.set(manifest.id, manifest)),
    verify: () => Promise.resolve(device.isWhole),
    remove: (id) => Promise.resolve(void kept.delete(id)),
    folder: (id, revision) => `models/${id}/${revision}/`,
  };
  const fetcher = {
    resolve: vi.fn<ModelFetcher['resolve']>((_source, paths) => Promise.resolve(manifestOf('from host', paths))),
    download: vi.fn<ModelFetcher['download']>((_source, offer, onProgress) => {
      onProgress({ receivedBytes: 5, totalBytes: 20 });
      return Promise.resolve(
        manifestOf(
          offer.id,
          offer.files.map(({ path }) => path),
        ),
      );
    }),
  };
  const models = new Models({
    entries: [entry('micro', 'built-in'), entry('tiny', 'host')],
    filesFor,
    fetcher,
    store,
    host: () => 'https://models.example',
    devices: () => devices,
    builtIn: {
      id: 'micro',
      base: '/models/micro/r1/',
      loadManifest: () => Promise.resolve(manifestOf('micro', ['a'])),
    },
  });
  return { models, fetcher, kept, device };
};

const stateOf = (models: Models, id: string): ModelState | undefined => {
  let found: ModelState | undefined;
  models
    .watch()
    .subscribe((states) => (found = states.get(id)))
    .unsubscribe();
  return found;
};

let world: ReturnType<typeof setUp>;
beforeEach(async () => {
  world = setUp();
  await world.models.load();
});

test('a model of which there are only the files for the processor runs there, whatever was wished', async () => {
  world.kept.set('tiny', manifestOf('tiny', ['config.json', 'q8.onnx']));
  expect(await world.models.refFor('tiny', 'webgpu')).toMatchObject({ device: 'wasm', dtype: q8 });
  world.kept.set('tiny', manifestOf('tiny', ['config.json', 'q8.onnx', 'fp16.onnx']));
  expect(await world.models.refFor('tiny', 'webgpu')).toMatchObject({ device: 'webgpu', dtype: fp16 });
});

describe('consent', () => {
  test('loading, asking for a model and verifying reach no network', async () => {
    await expect(world.models.refFor('tiny', 'wasm')).rejects.toMatchObject({ code: 'model/missing' });
    await world.models.verify('tiny', unstopped);
    expect(world.fetcher.resolve).not.toHaveBeenCalled();
    expect(world.fetcher.download).not.toHaveBeenCalled();
  });

  test('an offer nobody made is not downloaded', async () => {
    const forged: ModelOffer = manifestOf('tiny', ['config.json']);
    await expect(world.models.download('tiny', forged, unstopped)).rejects.toMatchObject({ code: 'network/blocked' });
    expect(world.fetcher.download).not.toHaveBeenCalled();
  });

  test('the built-in model is neither fetched nor removed', async () => {
    await expect(world.models.resolve('micro', unstopped)).rejects.toBeInstanceOf(AppError);
    await expect(world.models.remove('micro')).rejects.toBeInstanceOf(AppError);
    expect(stateOf(world.models, 'micro')?.kind).toBe('ready');
  });
});

describe('downloading', () => {
  test('goes from absent over downloading to ready, and then gives a reference', async () => {
    const kinds: string[] = [];
    world.models.watch().subscribe((states) => kinds.push(states.get('tiny')?.kind ?? ''));
    await world.models.download('tiny', await world.models.resolve('tiny', unstopped), unstopped);
    expect([...new Set(kinds)]).toEqual(['absent', 'downloading', 'ready']);
    expect(await world.models.refFor('tiny', 'wasm')).toEqual({
      id: 'tiny',
      revision: 'abc',
      home: 'opfs',
      base: 'models/tiny/abc/',
      dtype: q8,
      device: 'wasm',
    });
  });

  test('takes the files of every device this browser has', async () => {
    const { models, fetcher } = setUp(['wasm', 'webgpu']);
    await models.resolve('tiny', unstopped);
    expect(fetcher.resolve.mock.calls[0]![1]).toEqual(['config.json', 'q8.onnx', 'fp16.onnx']);
  });

  test('a failure leaves it absent, and is told', async () => {
    world.fetcher.download.mockRejectedValueOnce(new AppError('model/corrupt'));
    const offer = await world.models.resolve('tiny', unstopped);
    await expect(world.models.download('tiny', offer, unstopped)).rejects.toMatchObject({ code: 'model/corrupt' });
    expect(stateOf(world.models, 'tiny')).toEqual({ kind: 'absent' });
  });

  test('a paused download goes on with what was agreed to, and deleting forgets it', async () => {
    world.fetcher.download.mockImplementationOnce(
      (_source, _offer, _onProgress, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
    );
    const offer = await world.models.resolve('tiny', unstopped);
    const downloading = world.models.download('tiny', offer, unstopped);
    world.models.pause('tiny');
    await expect(downloading).rejects.toMatchObject({ name: 'AbortError' });
    expect(stateOf(world.models, 'tiny')).toEqual({ kind: 'paused', receivedBytes: 0, totalBytes: 20 });
    await world.models.resume('tiny', unstopped);
    expect(world.fetcher.download.mock.calls.map(([, given]) => given)).toEqual([offer, offer]);
    expect(world.fetcher.resolve).toHaveBeenCalledTimes(1);
    expect(stateOf(world.models, 'tiny')?.kind).toBe('ready');
    await expect(world.models.resume('tiny', unstopped)).rejects.toMatchObject({ code: 'model/missing' });
  });
});

test('missing bytes are noticed before the engine runs', async () => {
  await world.models.download('tiny', await world.models.resolve('tiny', unstopped), unstopped);
  world.device.isWhole = false;
  await expect(world.models.refFor('tiny', 'wasm')).rejects.toMatchObject({ code: 'model/corrupt' });
  expect(stateOf(world.models, 'tiny')?.kind).toBe('damaged');
  expect(await world.models.verify('tiny', unstopped)).toBe(false);
});
