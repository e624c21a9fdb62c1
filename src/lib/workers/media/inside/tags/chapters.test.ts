import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mutate } from '../../../../../../tests/fakes/mutate.ts';
import { readMatroskaChapters } from './matroska-chapters.ts';
import { readMp4Chapters } from './mp4-chapters.ts';

const bytesOf = (name: string) => new Uint8Array(readFileSync(`tests/fixtures/media/${name}`));
const readers = [
  ['chapters.mka', readMatroskaChapters],
  ['chapters.mov', readMp4Chapters],
  ['chapters.m4a', readMp4Chapters],
] as const;

const wanted = [
  { start: 0, title: 'Opening' },
  { start: 0.5, title: 'Übergang' },
  { start: 1.25, title: 'End' },
];

describe('chapters', () => {
  test.each(readers)('of %s are read', async (name, read) => {
    expect(await read(new Blob([bytesOf(name)]))).toEqual(wanted);
  });

  test.each(readers)('of a damaged %s are read or not, without a throw that is no RangeError', async (name, read) => {
    const bytes = bytesOf(name);
    for (let seed = 1; seed <= 300; seed++) {
      const found = await read(new Blob([mutate(bytes, seed)])).catch((error: unknown) => {
        if (!(error instanceof RangeError)) throw error;
        return [];
      });
      expect(found.length).toBeLessThanOrEqual(500);
    }
  });

  test('that stand behind the sound are found by the index at the head', async () => {
    const file = bytesOf('chapters.mka');
    const id = [0x10, 0x43, 0xa7, 0x70].join();
    const [named, at] = [...file.keys()].filter((place) => file.subarray(place, place + 4).join() === id);
    const length = 5 + (file[at! + 4]! & 0x7f);
    const chapters = file.slice(at!, at! + length);
    // An element that says nothing (Void, RFC 8794) in their place, and their new place in the index.
    file.set([0xec, 0x80 | (length - 2)], at!);
    const bodyAt = at! - new DataView(file.buffer).getUint16(named! + 7);
    new DataView(file.buffer).setUint16(named! + 7, file.length - bodyAt);
    expect(await readMatroskaChapters(new Blob([file, chapters]))).toEqual(wanted);
  });
});
