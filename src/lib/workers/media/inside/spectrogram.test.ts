import { expect, test } from 'vitest';
import { columnOf } from './spectrogram.ts';

const tone = (hertz: number, amplitude: number) =>
  Int16Array.from({ length: 16_000 }, (_, at) => amplitude * Math.sin((2 * Math.PI * hertz * at) / 16_000));

const loudest = (column: Uint8Array) => column.indexOf(Math.max(...column));

test.each([125, 1000, 4000, 7800])('a tone of %d Hz lights its row, whatever a column spans', (hertz) => {
  for (const span of [160, 512, 8000]) {
    const column = columnOf(tone(hertz, 20_000), 1000, 1000 + span);
    expect(column).toHaveLength(128);
    expect(Math.abs(loudest(column) - hertz / 62.5)).toBeLessThanOrEqual(1);
    const far = column.filter((_, row) => Math.abs(row - hertz / 62.5) > 12);
    expect(Math.max(...far)).toBeLessThan(Math.max(...column) - 100);
  }
});

test('softer is darker by as much, and silence is black', () => {
  const [loud, soft] = [columnOf(tone(1000, 1500), 0, 1600), columnOf(tone(1000, 150), 0, 1600)];
  expect(Math.max(...loud) - Math.max(...soft)).toBeCloseTo((20 / 70) * 255, -1);
  expect(Math.max(...columnOf(new Int16Array(2000), 0, 1000))).toBe(0);
});
