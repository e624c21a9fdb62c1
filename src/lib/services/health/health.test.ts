import { describe, expect, it } from 'vitest';
import type { LogEntry } from '$lib/core/log.ts';
import type { HealthReport } from '$lib/domain/health.ts';
import type { Capabilities } from '$lib/domain/ports.ts';
import { health as words } from '$lib/i18n/en/health.ts';
import type { HealthPorts } from './check.ts';
import { checks, Health, type HealthCheckId } from './index.ts';

const able: Capabilities = {
  crossOriginIsolated: true,
  webGpu: true,
  opfs: true,
  mediaRecorder: true,
  webCodecs: true,
  serviceWorker: true,
  cores: 8,
  memoryGb: 8,
  isPhone: false,
};
const whole = { shell: true, speech: true, text: true, media: true, cachedBytes: 9, totalBytes: 9 };
const entry = (level: LogEntry['level']): LogEntry => ({
  sequence: 1,
  time: '',
  level,
  area: 'db',
  message: 'm',
  detail: {},
});

/** A healthy device; a test breaks one part of it. */
const healthy: HealthPorts = {
  capabilities: () => able,
  isSecureContext: () => true,
  offline: { status: async () => whole },
  storage: {
    estimate: async () => ({ usageBytes: 1e8, quotaBytes: 1e10 }),
    isPersisted: async () => true,
    persist: async () => true,
  },
  tryFiles: async () => true,
  tryDatabase: async () => true,
  microphone: { permission: async () => 'granted', inputs: async () => 1 },
  decoders: async () => [
    { codec: 'opus', isSupported: true },
    { codec: 'aac', isSupported: true },
  ],
  engine: async () => 'ready',
  gpu: async () => ({ vendor: 'acme', isSoftware: false }),
  builtInModel: async () => ({ state: 'verified', sizeBytes: 5 }),
  recovery: () => ({ rebuilt: 0, lost: 0 }),
  log: () => [entry('info'), entry('warn')],
};
const capable = (change: Partial<Capabilities>): Partial<HealthPorts> => ({
  capabilities: () => ({ ...able, ...change }),
});
const never = () => new Promise<never>(() => {});

const signal = new AbortController().signal;
const report = async (id: HealthCheckId, broken: Partial<HealthPorts> = {}): Promise<HealthReport> => {
  const reports: HealthReport[] = [];
  for await (const each of new Health({ ...healthy, ...broken }, 500).run(signal)) reports.push(each);
  return reports.find((each) => each.id === id)!;
};

const quota = (usageBytes: number, quotaBytes: number): Partial<HealthPorts> => ({
  storage: { ...healthy.storage, estimate: async () => ({ usageBytes, quotaBytes }) },
});
const throws = async (): Promise<never> => {
  throw new DOMException('no', 'SecurityError');
};

/** Each way a check can come out, with what brings it about. The first of each check is the healthy device. */
const cases: [HealthCheckId, HealthReport['state'], string, Partial<HealthPorts>][] = [
  ['isolation', 'ok', 'isolated', {}],
  ['isolation', 'fail', 'insecure', { isSecureContext: () => false }],
  ['isolation', 'warn', 'not-isolated', capable({ crossOriginIsolated: false })],
  ['offline', 'ok', 'ready', {}],
  ['offline', 'ok', 'media-missing', { offline: { status: async () => ({ ...whole, media: false }) } }],
  ['offline', 'warn', 'speech-missing', { offline: { status: async () => ({ ...whole, speech: false }) } }],
  ['offline', 'warn', 'shell-missing', { offline: { status: async () => ({ ...whole, shell: false }) } }],
  ['offline', 'warn', 'no-service-worker', { offline: { status: async () => null } }],
  ['files', 'ok', 'works', {}],
  ['files', 'fail', 'missing', capable({ opfs: false })],
  ['files', 'fail', 'refused', { tryFiles: throws }],
  ['files', 'fail', 'wrong', { tryFiles: async () => false }],
  ['database', 'ok', 'works', {}],
  ['database', 'fail', 'refused', { tryDatabase: throws }],
  ['database', 'fail', 'wrong', { tryDatabase: async () => false }],
  ['space', 'ok', 'enough', {}],
  ['space', 'warn', 'little', quota(1e9, 1.3e9)],
  ['space', 'fail', 'full', quota(1e9, 1.01e9)],
  ['space', 'unknown', 'unknown', quota(0, 0)],
  ['persistence', 'ok', 'granted', {}],
  ['persistence', 'warn', 'not-granted', { storage: { ...healthy.storage, isPersisted: async () => false } }],
  ['microphone', 'ok', 'ready', {}],
  ['microphone', 'ok', 'not-asked', { microphone: { permission: async () => 'prompt', inputs: async () => 1 } }],
  ['microphone', 'fail', 'denied', { microphone: { permission: async () => 'denied', inputs: async () => 1 } }],
  ['microphone', 'warn', 'none', { microphone: { permission: async () => 'granted', inputs: async () => 0 } }],
  ['microphone', 'fail', 'unsupported', capable({ mediaRecorder: false })],
  ['decoders', 'ok', 'all', {}],
  [
    'decoders',
    'ok',
    'some',
    {
      decoders: async () => [
        { codec: 'opus', isSupported: true },
        { codec: 'aac', isSupported: false },
      ],
    },
  ],
  ['decoders', 'warn', 'none', capable({ webCodecs: false })],
  ['engine', 'ok', 'ready', {}],
  ['engine', 'fail', 'missing', { engine: async () => 'missing' }],
  ['engine', 'fail', 'damaged', { engine: async () => 'damaged' }],
  ['engine', 'fail', 'unsupported', { engine: async () => 'unsupported' }],
  ['built-in-model', 'ok', 'verified', {}],
  ['built-in-model', 'fail', 'missing', { builtInModel: async () => ({ state: 'missing', sizeBytes: 0 }) }],
  ['built-in-model', 'fail', 'damaged', { builtInModel: async () => ({ state: 'damaged', sizeBytes: 5 }) }],
  ['gpu', 'ok', 'available', {}],
  ['gpu', 'ok', 'software', { gpu: async () => ({ vendor: 'google', isSoftware: true }) }],
  ['gpu', 'ok', 'none', capable({ webGpu: false })],
  ['device', 'ok', 'strong', {}],
  ['device', 'ok', 'modest', capable({ cores: 2 })],
  ['device', 'warn', 'weak', capable({ memoryGb: 1 })],
  ['homes', 'ok', 'agree', {}],
  ['homes', 'warn', 'rebuilt', { recovery: () => ({ rebuilt: 2, lost: 0 }) }],
  ['homes', 'fail', 'lost', { recovery: () => ({ rebuilt: 1, lost: 3 }) }],
  ['homes', 'unknown', 'not-compared', { recovery: () => null }],
  ['faults', 'ok', 'none', {}],
  ['faults', 'warn', 'some', { log: () => [entry('error'), entry('info')] }],
];

describe('each check', () => {
  it.each(cases)('%s: %s, %s', async (id, state, reason, broken) => {
    expect(await report(id, broken)).toMatchObject({ id, state, reason });
  });

  it('is tested in every way it can come out', () => {
    for (const check of checks) {
      const tested = cases.flatMap(([id, , reason]) => (id === check.id ? [reason] : []));
      expect([...tested].sort()).toEqual([...check.reasons].sort());
    }
  });

  it('has words for every way, and a remedy wherever not all is well', () => {
    expect(Object.keys(words.checks).sort()).toEqual(checks.map(({ id }) => id).sort());
    for (const [id, state, reason] of cases) {
      const found = (words.checks[id].reasons as Record<string, { says: unknown; remedy?: string }>)[reason]!;
      expect(found).toBeDefined();
      if (state === 'warn' || state === 'fail') expect(found.remedy, `${id} ${reason}`).toBeTruthy();
    }
  });
});

describe('Health', () => {
  it('reports a check that could not look, and goes on', async () => {
    expect(await report('gpu', { gpu: throws })).toMatchObject({ state: 'unknown', reason: 'no-answer' });
    expect(await report('faults', { gpu: throws })).toMatchObject({ state: 'ok' });
  });

  it('does not wait for a check that hangs', async () => {
    const hung = new Health({ ...healthy, tryDatabase: never }, 20);
    const reports: HealthReport[] = [];
    for await (const each of hung.run(signal)) reports.push(each);
    expect(reports.find(({ id }) => id === 'database')).toMatchObject({ state: 'unknown', reason: 'no-answer' });
    expect(reports).toHaveLength(checks.length);
  });

  it('stops at once when the run is aborted, without a report of failure', async () => {
    const controller = new AbortController();
    const run = new Health({ ...healthy, tryFiles: never }).run(controller.signal);
    const seen: string[] = [];
    const reading = (async () => {
      for await (const each of run) {
        seen.push(each.id);
        if (each.id === 'offline') queueMicrotask(() => controller.abort());
      }
    })();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toEqual(['isolation', 'offline']);
  });
});
