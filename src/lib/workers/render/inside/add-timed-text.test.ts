import { describe, expect, it } from 'vitest';
import type { Cue } from '$lib/domain/cues.ts';
import { addTimedText, type EditableFile } from './add-timed-text.ts';
import { box, joinBytes, samplesOf } from './timed-text.ts';

const cue = (start: number, end: number, ...lines: string[]): Cue => ({ start, end, lines, speaker: null, words: [] });

class Memory implements EditableFile {
  constructor(public bytes: Uint8Array<ArrayBuffer>) {}
  get size(): number {
    return this.bytes.length;
  }
  read(at: number, length: number) {
    return this.bytes.slice(at, at + length);
  }
  write(bytes: Uint8Array<ArrayBuffer>, at: number): void {
    this.bytes = joinBytes(this.bytes.subarray(0, at), bytes);
  }
}

const bytesOf = (...values: number[]) => {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, index) => view.setUint32(index * 4, value));
  return new Uint8Array(view.buffer);
};

/** A film of one track, 640 by 360, at 600 ticks a second, whose next track is the second. */
const upright = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];
const turned = [0, 0x10000, 0, -0x10000, 0, 0, 360 << 16, 0, 0x40000000];
const film = (matrix = upright) => {
  const header = box('mvhd', bytesOf(0, 0, 0, 600, 6000, ...Array<number>(19).fill(0), 2));
  const track = box('tkhd', bytesOf(3, 0, 0, 1, 0, 6000, 0, 0, 0, 0, ...matrix, 640 << 16, 360 << 16));
  const moov = box('moov', header, box('trak', track));
  return joinBytes(box('ftyp', new TextEncoder().encode('isom')), box('mdat', new Uint8Array(50)), moov);
};

const typesOf = (bytes: Uint8Array): string[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const types: string[] = [];
  for (let at = 0; at < bytes.length; at += view.getUint32(at))
    types.push(String.fromCharCode(...bytes.subarray(at + 4, at + 8)));
  return types;
};

describe('subtitles as samples', () => {
  it('fill the time between and behind them with nothing', () => {
    const samples = samplesOf([cue(0.5, 1.5, 'Hé', 'du'), cue(1.5, 2, 'x')]);
    expect(samples.map(({ ticks }) => ticks)).toEqual([500, 1000, 500, 1]);
    expect([...samples[1]!.bytes]).toEqual([0, 6, ...new TextEncoder().encode('Hé\ndu')]);
    expect([...samples[0]!.bytes]).toEqual([0, 0]);
    expect(samplesOf([])).toEqual([]);
    expect(samplesOf([cue(0, 9, 'late'), cue(9, 12, 'gone')], 8).map(({ ticks }) => ticks)).toEqual([8000]);
    const long = samplesOf([cue(0, 1, '한'.repeat(100_000))])[0]!.bytes;
    expect(long.length).toBe(2 + long[0]! * 256 + long[1]!);
  });
});

describe('a finished film', () => {
  it('gets their track behind its own, and its picture stays where it was', () => {
    const file = new Memory(film());
    const before = file.bytes;
    expect(addTimedText(file, [cue(1, 2, 'Hello')], 'eng')).toBe(true);
    expect(typesOf(file.bytes)).toEqual(['ftyp', 'mdat', 'mdat', 'moov']);
    // `ftyp` and `mdat`, all there is before `moov`.
    const untouched = 12 + 58;
    expect(file.bytes.subarray(0, untouched)).toEqual(before.subarray(0, untouched));
    const text = new TextDecoder('latin1').decode(file.bytes);
    for (const part of ['tx3g', 'sbtl', 'Hello', 'co64', 'nmhd']) expect(text).toContain(part);
    // The place the track names is where the first sample lies: an empty one, then the text.
    const at = text.indexOf('co64') + 12;
    const place = Number(new DataView(file.bytes.buffer).getBigUint64(at));
    expect(text.slice(place, place + 9)).toBe('\0\0\0\u0005Hello');
    // The number of the next track has risen.
    const moov = text.indexOf('mvhd');
    expect(new DataView(file.bytes.buffer).getUint32(moov + 4 + 96)).toBe(3);
  });

  it.each([
    [upright, 640, 360],
    [turned, 360, 640],
  ])('gets captions as wide as it is seen', (matrix, width, height) => {
    const file = new Memory(film(matrix));
    addTimedText(file, [cue(1, 2, 'Hello')], 'eng');
    const at = new TextDecoder('latin1').decode(file.bytes).lastIndexOf('tkhd') + 4 + 76;
    const view = new DataView(file.bytes.buffer);
    expect([view.getUint32(at) >> 16, view.getUint32(at + 4) >> 16]).toEqual([width, height]);
  });

  it('is left alone where its moov is not last, or there is nothing to show', () => {
    const late = new Memory(joinBytes(film(), box('free', new Uint8Array(4))));
    const before = late.bytes;
    expect(addTimedText(late, [cue(1, 2, 'Hello')], 'eng')).toBe(false);
    expect(addTimedText(new Memory(film()), [], 'eng')).toBe(false);
    expect(late.bytes).toBe(before);
  });
});
