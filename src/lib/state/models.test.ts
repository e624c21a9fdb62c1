import { describe, expect, it } from 'vitest';
import { AppError } from '$lib/core/errors.ts';
import { Watched } from '$lib/core/watched.ts';
import { defaultSettings } from '$lib/domain/settings.ts';
import type { CatalogueEntry, ModelOffer, ModelState } from '$lib/domain/model.ts';
import type { Models } from '$lib/services/models.ts';
import { ModelsView } from './models.svelte.ts';
import type { SettingsView } from './settings.svelte.ts';

const entry = (id: string, change: Partial<CatalogueEntry> = {}): CatalogueEntry => ({
  id,
  source: 'host',
  repository: `acme/${id}`,
  label: id,
  family: 'whisper' as const,
  languages: 'multilingual',
  licence: 'MIT',
  parametersMillion: 74,
  dtype: { wasm: { encoder: 'q8', decoder: 'q8' }, webgpu: { encoder: 'fp16', decoder: 'fp16' } },
  needsWebGpu: false,
  isDemo: false,
  ...change,
});
const offer: ModelOffer = {
  id: 'base',
  revision: 'abc',
  fetchedAt: '',
  files: [
    { path: 'a', sizeBytes: 100, sha256: null },
    { path: 'b', sizeBytes: 50, sha256: null },
  ],
};

/** What the view asked of the services, in order. */
const make = (resolve: (signal: AbortSignal) => Promise<ModelOffer> = async () => offer) => {
  const calls: string[] = [];
  const service = {
    entries: [
      entry('demo', { source: 'built-in', parametersMillion: 4 }),
      entry('base'),
      entry('big', { needsWebGpu: true }),
    ],
    watch: () => new Watched<ReadonlyMap<string, ModelState>>(new Map()),
    resolve: (id: string, signal: AbortSignal) => {
      calls.push(`resolve ${id}`);
      return resolve(signal);
    },
    download: async (id: string, given: ModelOffer) => void calls.push(`download ${id} ${given.revision}`),
    remove: async (id: string) => void calls.push(`remove ${id}`),
    pause: () => {},
    resume: async (id: string) => void calls.push(`resume ${id}`),
  };
  const settings = {
    current: { ...defaultSettings, transcription: { ...defaultSettings.transcription, modelId: 'base' } },
    change: async (_section: string, change: object) => {
      calls.push(`use ${Object.values(change)[0]}`);
      return true;
    },
  };
  const view = new ModelsView({
    models: service as unknown as Models,
    packs: {
      pack: async () => ({ blob: new Blob(), fileName: '' }),
      add: async () => {
        calls.push('add');
        return 'base';
      },
    },
    place: () => ({ device: 'wasm' as const, reason: 'no-card' as const, threads: 3 }),
    trial: async () => ({ encodeMs: 100, tokenMs: 3, windowSeconds: 6 }),
    save: () => {},
    settings: settings as unknown as SettingsView,
    storage: { state: async () => ({ usageBytes: 1000, quotaBytes: 5000, persisted: false }) },
    capabilities: { webGpu: false, isPhone: false, memoryGb: 8 },
  });
  return { view, calls, base: service.entries[1]! };
};

describe('ModelsView', () => {
  it('asks nobody anything before the person says so, twice', async () => {
    const { view, calls, base } = make();
    view.consider(base);
    expect(view.consent).toMatchObject({ kind: 'unasked', host: 'huggingface.co' });
    expect(calls).toEqual([]);
    await view.ask();
    expect(view.consent).toMatchObject({ kind: 'offered', sizeBytes: 150, freeBytes: 4000 });
    expect(calls).toEqual(['resolve base']);
    await view.agree();
    expect(calls).toEqual(['resolve base', 'download base abc', 'use base']);
    expect(view.consent).toBeNull();
  });

  it('downloads nothing when the person does not agree', async () => {
    const { view, calls, base } = make();
    view.consider(base);
    await view.agree();
    await view.ask();
    view.dismiss();
    await view.agree();
    expect(calls).toEqual(['resolve base']);
    expect(view.consent).toBeNull();
  });

  it('forgets an answer that comes after the person left', async () => {
    let answer: (given: ModelOffer) => void = () => {};
    const { view, base } = make(() => new Promise((done) => (answer = done)));
    view.consider(base);
    const asking = view.ask();
    view.dismiss();
    answer(offer);
    await asking;
    expect(view.consent).toBeNull();
  });

  it('closes the question when the host cannot be reached', async () => {
    const { view, base } = make(async () => {
      throw new AppError('model/offline');
    });
    view.consider(base);
    await view.ask();
    expect(view.consent).toBeNull();
  });

  it('goes back to the built-in model when the one in use is deleted', async () => {
    const { view, calls, base } = make();
    await view.remove(base);
    expect(calls).toEqual(['remove base', 'use demo']);
  });

  it('recommends by what was measured here', async () => {
    const { view, base } = make();
    expect(view.minutes(base)).toBeNull();
    await view.measure();
    expect(view.minutes(base)).toBeGreaterThan(0);
    expect(view.isRecommended(base)).toBe(true);
  });

  it('uses a model that came from files', async () => {
    const { view, calls } = make();
    expect(await view.sideload([], null)).toBe(true);
    expect(calls).toEqual(['add', 'use base']);
  });

  it('says what stands in the way of a model', () => {
    const { view } = make();
    expect(view.items.map(({ obstacle }) => obstacle)).toEqual([null, null, 'webgpu']);
    expect(view.items.map(({ isInUse }) => isInUse)).toEqual([false, true, false]);
  });
});
