import { describe, expect, it } from 'vitest';
import { FakeDisk, FakeLocks } from '../../../../tests/fakes/disk.ts';
import { endlessWavHeader } from '$lib/core/wav.ts';
import type { Sealer } from '$lib/domain/ports.ts';
import { JournalEngine } from './journal.ts';
import { TakeEngine } from './takes.ts';

/** Turns every bit and writes the place in front: bytes moved elsewhere do not open. */
const turning: Sealer = {
  isPlain: false,
  seal: async (bytes, where) => new Uint8Array([where.length, ...bytes].map((byte) => byte ^ 0xff)),
  open: async (bytes, where) => {
    if ((bytes[0]! ^ 0xff) !== where.length) throw new Error('out of place');
    return bytes.slice(1).map((byte) => byte ^ 0xff);
  },
};

const onDisk = async (disk: FakeDisk) => {
  const texts = await Promise.all(disk.paths().map(async (path) => (await disk.blob(path))!.text()));
  return texts.join();
};

describe('what is sealed', () => {
  it('lies on disk unreadable and comes back from the journal as it was', async () => {
    const disk = new FakeDisk();
    const make = () => new JournalEngine(disk, new FakeLocks().tab(), turning);
    await make().snapshot('r', { seq: 1, body: '{"whole":"geheim ä"}' });
    await make().append('r', { seq: 2, body: '{"word":"geheim"}' });
    expect(await onDisk(disk)).not.toContain('geheim');
    expect(await make().read('r')).toEqual({
      snapshot: { seq: 1, body: '{"whole":"geheim ä"}' },
      records: [{ seq: 2, body: '{"word":"geheim"}' }],
      damaged: false,
    });
    expect(await make().tips()).toEqual([{ stream: 'r', seq: 2, damaged: false }]);
  });

  it('goes on in a journal that was begun open, and is refused without its key', async () => {
    const disk = new FakeDisk();
    const plain = new JournalEngine(disk, new FakeLocks().tab());
    await plain.append('r', { seq: 1, body: '{"a":1}' });
    const sealed = new JournalEngine(disk, new FakeLocks().tab(), turning);
    await sealed.append('r', { seq: 2, body: '{"a":2}' });
    expect((await sealed.read('r')).records.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":2}']);
    await expect(plain.read('r')).rejects.toMatchObject({ code: 'storage/corrupt' });
  });

  it('holds takes too, WAV sizes put right', async () => {
    const disk = new FakeDisk();
    const options = { now: () => 0, reserveBytes: 1024 };
    const make = () => new TakeEngine(disk, new FakeLocks().tab(), options, turning);
    const header = { id: 't', mime: 'audio/wav', startedAt: '2026-11-22T20:00:00.000Z', title: '' };
    const takes = make();
    await takes.begin(header);
    await takes.append('t', endlessWavHeader({ sampleRate: 48_000, channels: 1 }).buffer);
    await takes.append('t', new TextEncoder().encode('geheim').buffer);
    expect(await onDisk(disk)).not.toMatch(/geheim|WAVE/);
    const bytes = await (await takes.seal('t')).arrayBuffer();
    expect(new TextDecoder().decode(bytes.slice(44))).toBe('geheim');
    expect(new DataView(bytes).getUint32(40, true)).toBe(6);
  });
});
