import { describe, expect, it, vi } from 'vitest';
import type { TakeInfo } from '$lib/domain/ports.ts';
import type { Recorder, RecorderState } from '$lib/services/recorder/recorder.ts';
import { sampleChoice } from '../../../tests/fakes/microphone.ts';
import { RecorderView } from './recorder.svelte.ts';

const take: TakeInfo = {
  id: 't',
  mime: 'audio/webm',
  startedAt: '2026-11-22T20:00:00.000Z',
  title: 'Take',
  sizeBytes: 1,
  chunks: 1,
  lastChunkAt: '2026-11-22T20:00:01.000Z',
  seconds: 1,
};

/** A recorder whose takes and devices a test sets. */
const fake = () => {
  const recorder = {
    state: { kind: 'idle' } as RecorderState,
    left: [take],
    tell: (_state: RecorderState) => {},
    changes: {
      subscribe: (tell: (state: RecorderState) => void) => {
        recorder.tell = tell;
        return { unsubscribe: () => (recorder.tell = () => {}) };
      },
    },
    devices: async () => [{ deviceId: 'd', label: 'Desk' }],
    start: async () => void (recorder.state = { kind: 'opening' }),
    unfinished: async () => recorder.left,
    keep: async () => Promise.reject(new Error('full')),
    discardTake: async () => void (recorder.left = []),
  };
  return recorder;
};

describe('the recorder view', () => {
  it('shows state, and the devices whose names are known once recording was allowed', async () => {
    const view = new RecorderView(fake() as unknown as Recorder);
    expect([view.state.kind, view.isBusy, view.devices]).toEqual(['idle', false, []]);
    await view.start(sampleChoice());
    expect([view.state.kind, view.isBusy]).toEqual(['opening', true]);
    expect(view.devices).toEqual([{ deviceId: 'd', label: 'Desk' }]);
  });

  it('lists a take that broke off by itself and could not be kept', async () => {
    const recorder = fake();
    const view = new RecorderView(recorder as unknown as Recorder);
    const end = view.watchFailures();
    recorder.tell({ kind: 'idle' });
    expect(view.unfinished).toEqual([]);
    recorder.tell({ kind: 'failed', failure: { code: 'storage/full', detail: {} } });
    await vi.waitFor(() => expect(view.unfinished).toEqual([take]));
    end();
  });

  it('keeps the list of unfinished takes true, whether keeping worked or not', async () => {
    const view = new RecorderView(fake() as unknown as Recorder);
    await view.refreshUnfinished();
    expect(view.unfinished).toEqual([take]);
    await expect(view.keep('t')).rejects.toThrow('full');
    expect(view.unfinished).toEqual([take]);
    await view.discardTake('t');
    expect(view.unfinished).toEqual([]);
  });
});
