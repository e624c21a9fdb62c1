import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wavHeader } from '../wav-file.ts';
import { readWavLayout } from './wav-layout.ts';

type Fields = { tag?: number; channels?: number; rate?: number; frameBytes?: number; bits?: number };

const format = ({ tag = 1, channels = 1, rate = 16_000, frameBytes = 2, bits = 16 }: Fields, subFormat?: number) => {
  const body = new DataView(new ArrayBuffer(subFormat === undefined ? 16 : 40));
  body.setUint16(0, tag, true);
  body.setUint16(2, channels, true);
  body.setUint32(4, rate, true);
  body.setUint16(12, frameBytes, true);
  body.setUint16(14, bits, true);
  if (subFormat !== undefined) body.setUint16(24, subFormat, true);
  return new Uint8Array(body.buffer);
};

const text = (word: string) => new TextEncoder().encode(word);
const uint32 = (value: number) => new Uint8Array(new Uint32Array([value]).buffer);

const chunk = (tag: string, body: Uint8Array<ArrayBuffer>, size = body.length): Uint8Array<ArrayBuffer>[] => [
  ...[text(tag), uint32(size), body, new Uint8Array(body.length % 2)],
];

const wav = (...chunks: Uint8Array<ArrayBuffer>[][]) =>
  new Blob([text('RIFF'), uint32(0), text('WAVE'), ...chunks.flat()]);

const data = new Uint8Array(100);

describe('layout of a WAV file', () => {
  test('what we write ourselves', async () => {
    const file = new Blob([wavHeader(50, 16_000), data]);
    expect(await readWavLayout(file)).toEqual({
      ...{ encoding: 'int16', sampleRate: 16_000, channels: 1, frameBytes: 2 },
      ...{ dataStart: 44, frames: 50, isTruncated: false },
    });
  });

  test.each([
    ['uint8', { tag: 1, frameBytes: 1 }],
    ['int24', { tag: 1, frameBytes: 6, channels: 2 }],
    ['int32', { tag: 1, frameBytes: 4, bits: 24 }],
    ['float32', { tag: 3, frameBytes: 4 }],
    ['float64', { tag: 3, frameBytes: 8 }],
    ['alaw', { tag: 6, frameBytes: 1 }],
    ['mulaw', { tag: 7, frameBytes: 1 }],
  ] as const)('%s', async (encoding, fields) => {
    expect(await readWavLayout(wav(chunk('fmt ', format(fields)), chunk('data', data)))).toMatchObject({ encoding });
  });

  test('an extensible header names its samples in its sub-format', async () => {
    const file = wav(chunk('fmt ', format({ tag: 0xfffe, frameBytes: 4 }, 3)), chunk('data', data));
    expect(await readWavLayout(file)).toMatchObject({ encoding: 'float32', frames: 25 });
  });

  test('unknown chunks of odd length before the samples are stepped over', async () => {
    const file = wav(chunk('LIST', new Uint8Array(7)), chunk('fmt ', format({})), chunk('data', data));
    expect(await readWavLayout(file)).toMatchObject({ dataStart: 12 + 16 + 24 + 8, frames: 50 });
  });

  test('a data chunk that promises more than there is counts what is there', async () => {
    const file = wav(chunk('fmt ', format({})), chunk('data', data, 4000));
    expect(await readWavLayout(file)).toMatchObject({ frames: 50, isTruncated: true });
  });

  test.each([0, 0xffffffff])('a recorder that never wrote the size (%d) means "to the end"', async (size) => {
    const file = wav(chunk('fmt ', format({})), chunk('data', data, size));
    expect(await readWavLayout(file)).toMatchObject({ frames: 50, isTruncated: false });
  });

  test('RF64 keeps the size of its data in ds64', async () => {
    const sizes = new DataView(new ArrayBuffer(28));
    sizes.setBigUint64(8, 60n, true);
    const parts = [
      chunk('ds64', new Uint8Array(sizes.buffer)),
      chunk('fmt ', format({})),
      chunk('data', data, 0xffffffff),
    ];
    const file = new Blob([text('RF64'), uint32(0xffffffff), text('WAVE'), ...parts.flat()]);
    expect(await readWavLayout(file)).toMatchObject({ frames: 30 });
  });

  test.each([
    ['ADPCM', wav(chunk('fmt ', format({ tag: 2, bits: 4, frameBytes: 256 })), chunk('data', data))],
    ['a file without samples', wav(chunk('fmt ', format({})))],
    ['samples before their format', wav(chunk('data', data), chunk('fmt ', format({})))],
    ['no channels', wav(chunk('fmt ', format({ channels: 0 })), chunk('data', data))],
    ['another kind of RIFF', new Blob([text('RIFF'), uint32(0), text('AVI '), data])],
    ['nothing', new Blob([])],
  ])('%s is left to another decoder', async (_name, file) => {
    expect(await readWavLayout(file)).toBeUndefined();
  });

  test('whatever the bytes say, it never throws, and points inside the file', async () => {
    const whole = new Uint8Array(
      await wav(chunk('LIST', data), chunk('fmt ', format({})), chunk('data', data)).arrayBuffer(),
    );
    const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(changes, fc.nat(whole.length), async (mutations, length) => {
        const bytes = whole.slice();
        for (const [at, value] of mutations) bytes[at] = value;
        const layout = await readWavLayout(new Blob([bytes.subarray(0, length)]));
        if (layout) expect(layout.dataStart + layout.frames * layout.frameBytes).toBeLessThanOrEqual(length);
      }),
      { numRuns: 500 },
    );
  });
});
