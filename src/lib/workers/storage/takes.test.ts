import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FakeDisk, FakeLocks, PowerCut } from '../../../../tests/fakes/disk.ts';
import { endlessWavHeader } from '$lib/core/wav.ts';
import { TakeEngine } from './takes.ts';

/** `npm run torture` asks for more. */
const crashFactor = Number(process.env.ECHOFLOW_CRASH_FACTOR ?? 1);

const reserveBytes = 1024;
const header = { id: 't', mime: 'audio/webm', startedAt: '2026-11-22T20:00:00.000Z', title: 'Recording' };
const chunk = (...bytes: number[]) => Uint8Array.from(bytes).buffer;

const device = () => {
  const disk = new FakeDisk();
  const locks = new FakeLocks();
  let now = Date.parse(header.startedAt);
  const tab = () => {
    const own = locks.tab();
    return { takes: new TakeEngine(disk, own, { now: () => (now += 500), reserveBytes }), dies: () => own.dies() };
  };
  return { disk, tab };
};

const bytesOf = async (blob: Blob) => [...new Uint8Array(await blob.arrayBuffer())];

describe('takes', () => {
  it('gives every chunk back in order, without the space reserved behind them', async () => {
    const { takes } = device().tab();
    await takes.begin(header);
    await takes.append('t', chunk(1, 2));
    expect(await takes.append('t', chunk(3))).toEqual({ sizeBytes: 3, isDiskLow: false });
    const blob = await takes.seal('t');
    expect([await bytesOf(blob), blob.type]).toEqual([[1, 2, 3], 'audio/webm']);
  });

  it('lists a take when its tab has died, with what it held, and not before', async () => {
    const { tab, disk } = device();
    const [recording, other] = [tab(), tab()];
    await recording.takes.begin(header);
    for (const value of [1, 2, 3, 4]) await recording.takes.append('t', chunk(value));
    expect(await other.takes.unfinished()).toEqual([]);
    recording.dies();
    disk.crash(() => 0.99);
    expect(await other.takes.unfinished()).toEqual([
      { ...header, sizeBytes: 4, chunks: 4, seconds: 2, markers: [], lastChunkAt: '2026-11-22T20:00:02.000Z' },
    ]);
    expect(await bytesOf(await other.takes.seal('t'))).toEqual([1, 2, 3, 4]);
  });

  it('stays unfinished until the library holds it, and stays on disk then', async () => {
    const { takes } = device().tab();
    await takes.begin(header);
    await takes.append('t', chunk(1));
    await takes.seal('t');
    expect(await takes.unfinished()).toHaveLength(1);
    await takes.keep('t', 'recording-1');
    expect(await takes.unfinished()).toEqual([]);
    expect(await takes.kept()).toEqual([{ takeId: 't', recordingId: 'recording-1' }]);
    expect(await bytesOf(await takes.seal('t'))).toEqual([1]);
  });

  it('goes on where a worker was ended, and knows a chunk it already has', async () => {
    const { tab, disk } = device();
    const first = tab();
    await first.takes.begin(header);
    await first.takes.append('t', chunk(1));
    await first.takes.append('t', chunk(2));
    first.dies();
    disk.crash(() => 0.99);
    const second = tab();
    await second.takes.append('t', chunk(2));
    await second.takes.append('t', chunk(3));
    expect(await bytesOf(await second.takes.seal('t'))).toEqual([1, 2, 3]);
  });

  it('puts a lost first chunk back from its copy', async () => {
    const { tab, disk } = device();
    const dead = tab();
    await dead.takes.begin(header);
    for (const value of [7, 8]) await dead.takes.append('t', chunk(value, value));
    dead.dies();
    disk.tamper('takes/t/data', (bytes) => bytes.fill(0, 0, 2));
    disk.crash(() => 0.99);
    expect(await bytesOf(await tab().takes.seal('t'))).toEqual([7, 7, 8, 8]);
  });

  it('says that the disk runs low while the reserve lasts, then stops with everything kept', async () => {
    const { tab, disk } = device();
    const { takes } = tab();
    await takes.begin(header);
    await takes.append('t', chunk(1));
    disk.capacityBytes = reserveBytes + 300;
    const half = () => new Uint8Array(reserveBytes / 2).buffer;
    expect(await takes.append('t', half())).toMatchObject({ isDiskLow: true });
    expect(await takes.append('t', half())).toMatchObject({ isDiskLow: true });
    await expect(takes.append('t', half())).rejects.toMatchObject({ name: 'QuotaExceededError' });
    expect((await takes.seal('t')).size).toBe(1 + reserveBytes);
  });

  it('leaves nothing of a take that could not begin', async () => {
    const { tab, disk } = device();
    disk.capacityBytes = 600;
    await expect(tab().takes.begin(header)).rejects.toMatchObject({ name: 'QuotaExceededError' });
    expect(disk.paths()).toEqual([]);
  });

  it('sweeps what was closed before its first chunk, and nothing that is recorded', async () => {
    const { tab, disk } = device();
    const dead = tab();
    await dead.takes.begin({ ...header, id: 'dead' });
    dead.dies();
    disk.crash(() => 0.99);
    const living = tab();
    await living.takes.begin({ ...header, id: 'living' });
    await tab().takes.sweep();
    expect(await disk.list('takes')).toEqual(['living']);
  });
});

describe('takes under power cuts', () => {
  const chances = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));

  it(
    'keep every acknowledged chunk whole, wherever the power goes',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat({ max: 45 }), chances, async (cutAfter, chance) => {
          const { tab, disk } = device();
          const recording = tab();
          const kept: number[] = [];
          disk.cutAfter(cutAfter);
          try {
            await recording.takes.begin(header);
            for (let value = 1; value <= 8; value++) {
              await recording.takes.append('t', chunk(value, value, value));
              kept.push(value, value, value);
            }
          } catch (error) {
            if (!(error instanceof PowerCut)) throw error;
          }
          recording.dies();
          disk.crash(() => chance.next().value as number);
          const { takes } = tab();
          const [info] = await takes.unfinished();
          const found = info ? await bytesOf(await takes.seal('t')) : [];
          const next = kept.length / 3 + 1;
          expect([kept, [...kept, next, next, next]]).toContainEqual(found);
        }),
        { numRuns: 1500 * crashFactor },
      );
    },
    30_000 * crashFactor,
  );

  it('keeps the markers told last, through a crash that tears the next', async () => {
    const { disk, tab } = device();
    const { takes, dies } = tab();
    await takes.begin(header);
    await takes.append('t', chunk(1));
    const marker = { id: 'm', at: 1.5, note: 'Überblick' };
    await takes.mark('t', [marker]);
    await takes.mark('t', [marker, { id: 'n', at: 2, note: '' }]);
    disk.tamper('takes/t/markers', (before) => before.slice(0, -3));
    dies();
    disk.crash(() => 0.99);
    const again = tab().takes;
    expect((await again.unfinished())[0]?.markers).toEqual([marker]);
    await again.mark('t', []);
    expect((await again.unfinished())[0]?.markers).toEqual([]);
  });

  it('puts the sizes of a WAV take right when it is sealed, once or twice', async () => {
    const { takes } = device().tab();
    await takes.begin({ ...header, mime: 'audio/wav' });
    await takes.append('t', endlessWavHeader({ sampleRate: 48_000, channels: 2 }).buffer);
    await takes.append('t', new Int16Array([1, -1, 2, -2]).buffer);
    for (let time = 0; time < 2; time++) {
      const view = new DataView(await (await takes.seal('t')).arrayBuffer());
      expect([view.byteLength, view.getUint32(4, true), view.getUint32(40, true)]).toEqual([52, 44, 8]);
      expect([view.getUint16(22, true), view.getInt16(46, true)]).toEqual([2, -1]);
    }
  });
});
