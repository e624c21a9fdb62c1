import { expect, test } from 'vitest';
import { ClippingFinder } from './clipping.ts';

const tone = (amplitude: number) =>
  Int16Array.from({ length: 16_000 }, (_, at) =>
    Math.max(-32_768, Math.min(32_767, Math.round(amplitude * Math.sin((2 * Math.PI * 200 * at) / 16_000)))),
  );

const find = (...pieces: Int16Array[]) => {
  const finder = new ClippingFinder(16_000);
  pieces.forEach((piece) => finder.push(piece));
  return finder.spans();
};

test('cut-off tops are marked, once for a stretch, wherever the pieces end', () => {
  const [mark, ...more] = find(tone(10_000), tone(45_000), tone(10_000));
  expect(more).toEqual([]);
  expect(mark!.start).toBeCloseTo(1, 2);
  expect(mark!.end).toBeCloseTo(2, 2);
  const all = new Int16Array([...tone(10_000), ...tone(45_000)]);
  expect(find(all.subarray(0, 16_777), all.subarray(16_777))).toEqual(find(all));
});

test('sound that reaches full scale without being cut is left alone', () => {
  expect(find(tone(32_000))).toEqual([]);
  const click = new Int16Array(1000);
  click[500] = 32_767;
  expect(find(click)).toEqual([]);
});
