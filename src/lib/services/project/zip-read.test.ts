import { downloadZip } from 'client-zip';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { AppError } from '$lib/core/errors.ts';
import { ZipArchive } from './zip-read.ts';

const zip = (files: Record<string, Uint8Array>, level: 0 | 9 = 0) =>
  zipSync(files, { level }) as Uint8Array<ArrayBuffer>;
const open = (bytes: Uint8Array<ArrayBuffer>, limits?: Parameters<typeof ZipArchive.open>[1]) =>
  ZipArchive.open(new Blob([bytes]), limits);

describe('ZipArchive', () => {
  it('reads what two other programs wrote, stored and compressed', async () => {
    const files = { 'a.txt': strToU8('Größe'), 'folder/b.bin': Uint8Array.of(0, 1, 255) };
    const streamed = new Uint8Array(
      await downloadZip([
        { name: 'a.txt', input: 'Größe' },
        { name: 'folder/b.bin', input: files['folder/b.bin'] },
      ]).arrayBuffer(),
    );
    for (const bytes of [zip(files), zip(files, 9), streamed]) {
      const archive = await open(bytes);
      expect(archive.paths.sort()).toEqual(['a.txt', 'folder/b.bin']);
      expect(await (await archive.file('a.txt'))!.text()).toBe('Größe');
      expect(new Uint8Array(await (await archive.file('folder/b.bin'))!.arrayBuffer())).toEqual(files['folder/b.bin']);
      expect(await archive.file('none')).toBeUndefined();
    }
  });

  it('finds the directory behind a comment', async () => {
    const bytes = zip({ a: strToU8('x') });
    const commented = new Uint8Array(bytes.length + 5);
    commented.set(bytes);
    commented.set([5, 0], bytes.length - 2);
    expect((await open(commented)).paths).toEqual(['a']);
  });

  it.each(['../x', '/x', 'a/../../x', 'a\\b', 'C:x', 'a//b', './x'])('refuses the path %s', async (path) => {
    await expect(open(zip({ [path]: strToU8('x') }))).rejects.toMatchObject({ code: 'project/unreadable' });
  });

  it('refuses names that differ only in case: on many disks they are one', async () => {
    await expect(open(zip({ 'a.txt': strToU8('1'), 'A.TXT': strToU8('2') }))).rejects.toMatchObject({
      code: 'project/unreadable',
    });
  });

  it('refuses what would unpack to far more than it is, told or untold', { timeout: 30_000 }, async () => {
    const bomb = zip({ 'a.txt': new Uint8Array(3_000_000) }, 9);
    await expect(open(bomb)).rejects.toMatchObject({ code: 'project/too-large' });
    // The same, lying about its size: both directories say 10 bytes.
    const lying = bomb.slice();
    const view = new DataView(lying.buffer);
    for (let at = 0; at < lying.length - 30; at++) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    }
    const archive = await open(lying);
    await expect(archive.file('a.txt')).rejects.toMatchObject({ code: 'project/too-large' });
  });

  it('refuses entries that share their bytes', async () => {
    const bytes = zip({ a: strToU8('xxxx'), b: strToU8('xxxx') });
    const view = new DataView(bytes.buffer);
    const heads = [...bytes.keys()].filter((at) => at < bytes.length - 46 && view.getUint32(at, true) === 0x02014b50);
    view.setUint32(heads[1]! + 42, 0, true);
    await expect(open(bytes)).rejects.toMatchObject({ code: 'project/unreadable' });
  });

  it('refuses too many entries', async () => {
    await expect(
      open(zip({ a: strToU8('1'), b: strToU8('2') }), { entries: 1, entryBytes: 10, ratio: 10 }),
    ).rejects.toMatchObject({ code: 'project/too-large' });
  });

  it('gives a file or a typed error, whatever is broken', { timeout: 60_000 }, async () => {
    const sound = zip({ 'a.txt': strToU8('hello '.repeat(50)), 'b/c': strToU8('x') }, 9);
    const wounds = fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(wounds, fc.nat(sound.length), async (places, cut) => {
        const broken = sound.slice(0, sound.length - (cut % 40));
        for (const [at, value] of places) if (at < broken.length) broken[at] = value;
        try {
          const archive = await open(broken);
          for (const path of archive.paths) await archive.file(path);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
