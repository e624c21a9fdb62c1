import { expect, test } from 'vitest';
import { sampleJoiner } from './sample-joiner.ts';

const whole = Uint8Array.from({ length: 64 }, (_, at) => at);

/** Samples as they come out when the bytes, `shift` after the start of their memory, are cut at these places. */
const joined = (cuts: readonly number[], shift = 0): { samples: number[]; buffers: Set<ArrayBuffer> } => {
  const memory = new Uint8Array(whole.length + shift);
  memory.set(whole, shift);
  const found = { samples: [] as number[], buffers: new Set<ArrayBuffer>() };
  const join = sampleJoiner((part) => {
    found.samples.push(...part);
    found.buffers.add(part.buffer);
  });
  [0, ...cuts].forEach((from, at) => join(memory.subarray(from + shift, (cuts[at] ?? whole.length) + shift)));
  return found;
};

const wanted = [...new Int16Array(whole.buffer)];

test.each([[[]], [[2, 30]], [[1]], [[7, 8, 9]], [[1, 2, 3, 4, 33]], [[5, 5, 10]]])('cut at %j', (cuts) => {
  expect(joined(cuts).samples).toEqual(wanted);
  expect(joined(cuts, 1).samples).toEqual(wanted);
});

test('pieces of whole samples are not copied', () => {
  expect(joined([2, 30]).buffers.size).toBe(1);
});
