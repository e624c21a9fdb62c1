import { describe, expect, it } from 'vitest';
import { order, never, MemoryStore, media, chain, managerOf } from '../../../tests/fakes/pipeline.ts';
import { PipelineManager } from './manager.ts';
import { defineStep } from './step.ts';

describe('PipelineManager', () => {
  it('makes what is missing, inputs first', async () => {
    const ran: string[] = [];
    const { manager } = managerOf(chain(ran));
    const draft = await manager.make('draft', order, never);
    expect(draft.modelId).toBe('m1');
    expect(manager.plan('draft')).toEqual([
      'download/probe',
      'audio/decode',
      'audio/speech',
      'transcription/recognise',
    ]);
    expect(ran.filter((entry) => !entry.startsWith('heard')).sort()).toEqual([
      'decode',
      'probe',
      'recognise',
      'speech',
    ]);
  });

  it('starts a follower on the first sealed segment, not after the last', async () => {
    const ran: string[] = [];
    const { manager } = managerOf(chain(ran, { segments: 5 }));
    await manager.make('speech', order, never);
    expect(ran).toContain('heard 1');
    expect(ran).toContain('heard 5');
  });

  it('asks for nothing but the artifact itself when that is saved', async () => {
    const ran: string[] = [];
    const { manager, store } = managerOf(chain(ran));
    await manager.make('draft', order, never);
    store.finds = [];
    ran.length = 0;
    await manager.make('draft', order, never);
    expect(ran).toEqual([]);
    expect(store.finds).toEqual(['draft']);
  });

  it('remakes with another model only what depends on it, and keeps both', async () => {
    const ran: string[] = [];
    const { manager } = managerOf(chain(ran));
    await manager.make('draft', order, never);
    ran.length = 0;
    const other = await manager.make('draft', { ...order, modelId: 'm2' }, never);
    expect(ran).toEqual(['recognise']);
    expect(other.modelId).toBe('m2');
    expect((await manager.make('draft', order, never)).modelId).toBe('m1');
    expect(ran).toEqual(['recognise']);
  });

  it('runs a step once for two who want it, and stops it only when both have gone', async () => {
    const ran: string[] = [];
    const { manager, events } = managerOf(chain(ran, { segments: 50 }));
    const first = new AbortController();
    const second = new AbortController();
    const one = manager.make('peaks', order, first.signal);
    const two = manager.make('draft', order, second.signal);
    one.catch(() => {});
    first.abort();
    await expect(one).rejects.toMatchObject({ name: 'AbortError' });
    await two;
    expect(ran.filter((entry) => entry === 'decode')).toEqual(['decode']);
    expect(events.some((event) => event.state === 'failed' || event.state === 'stopped')).toBe(false);
  });

  it('reports a stop as a stop, never as a failure, and goes on when asked again', async () => {
    const ran: string[] = [];
    const { manager, events } = managerOf(chain(ran, { segments: 100 }));
    const controller = new AbortController();
    const making = manager.make('draft', order, controller.signal);
    making.catch(() => {});
    while (!ran.includes('heard 1')) await new Promise((resolve) => setTimeout(resolve));
    controller.abort();
    await expect(making).rejects.toMatchObject({ name: 'AbortError' });
    const draft = await manager.make('draft', order, never);
    expect(draft.modelId).toBe('m1');
    expect(events.map((event) => event.state)).toContain('stopped');
    expect(events.map((event) => event.state)).not.toContain('failed');
  });

  it('tells of a failure once, at the step that failed, and saves nothing that hangs on it', async () => {
    const ran: string[] = [];
    let broken = true;
    const { manager, events, store } = managerOf(chain(ran, { fail: () => broken && new Error('bad file') }));
    await expect(manager.make('draft', order, never)).rejects.toThrow('bad file');
    await new Promise((resolve) => setTimeout(resolve));
    expect(events.filter((event) => event.state === 'failed').map((event) => event.step)).toEqual(['audio/decode']);
    expect([...store.saved.keys()].map((key) => key.split(':')[1])).toEqual(['media']);
    broken = false;
    expect((await manager.make('draft', order, never)).modelId).toBe('m1');
  });

  it('makes a saved output anew when its bytes are gone', async () => {
    const ran: string[] = [];
    const store = new MemoryStore();
    let hasBytes = true;
    const steps = chain(ran).map((step) =>
      step.id === 'audio/decode' ? { ...step, isUsable: async () => hasBytes } : step,
    );
    const { manager } = managerOf(steps, store);
    await manager.make('draft', order, never);
    hasBytes = false;
    ran.length = 0;
    await manager.make('draft', order, never);
    expect(ran).toEqual([]);
    await manager.make('draft', { ...order, modelId: 'm2' }, never);
    expect(ran).toEqual(['recognise']);
    await manager.make('pcm', order, never);
    expect(ran).toEqual(['recognise', 'decode']);
  });

  it('hands a step the checkpoint of its own fingerprint and drops it in the end', async () => {
    const store = new MemoryStore();
    let attempts = 0;
    const step = defineStep({
      id: 'download/probe',
      version: 1,
      needs: ['origin'],
      follows: [],
      makes: ['media'],
      lane: 'media',
      run: async (_inputs, { checkpoint }) => {
        attempts++;
        const state = await checkpoint.load<number>();
        if (state === undefined) {
          await checkpoint.save(41);
          throw new Error('killed');
        }
        return { media: { ...media, durationSeconds: state + 1 } };
      },
    });
    const { manager } = managerOf([step], store);
    await expect(manager.make('media', order, never)).rejects.toThrow('killed');
    expect((await manager.make('media', order, never)).durationSeconds).toBe(42);
    expect(attempts).toBe(2);
    expect(store.checkpoints.size).toBe(0);
  });

  it('refuses graphs that could never work', () => {
    const shared = chain([]).map((step) => ({ ...step, lane: 'media' as const }));
    expect(() => managerOf(shared)).toThrow('own lane');
    const [probe] = chain([]);
    expect(() => managerOf([probe, probe])).toThrow('Two steps');
  });
});

describe('what hangs on the transcript', () => {
  it('is made again when its revision changed, and only then', async () => {
    let revision = 1;
    let made = 0;
    const step = defineStep({
      id: 'text/analyse',
      version: 1,
      needs: ['transcript'],
      follows: [],
      makes: ['analysis'],
      lane: 'text',
      run: async ({ transcript }) => {
        made += 1;
        return { analysis: { revision: transcript.revision } as never };
      },
    });
    const manager = new PipelineManager([step], {
      artifacts: new MemoryStore(),
      origin: async () => ({ fileName: '', mime: '', sizeBytes: 1, sha256: 'x' }),
      transcript: async () => ({
        ...{ recordingId: 'r', machine: 'm', language: 'en' },
        revision,
        speakers: [],
        paragraphs: [],
      }),
    });
    const ask = async () => (await manager.make('analysis', order, never)).revision;
    expect([await ask(), await ask(), made]).toEqual([1, 1, 1]);
    revision = 2;
    expect([await ask(), made]).toEqual([2, 2]);
  });

  it('says that there is none where nothing was transcribed', async () => {
    const manager = new PipelineManager([], {
      artifacts: new MemoryStore(),
      origin: async () => ({ fileName: '', mime: '', sizeBytes: 1, sha256: 'x' }),
    });
    await expect(manager.make('transcript', order, never)).rejects.toMatchObject({ code: 'transcript/missing' });
  });
});
