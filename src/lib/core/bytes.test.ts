import { expect, it } from 'vitest';
import { formatBytes } from './bytes.ts';

it.each([
  [0, '0 B'],
  [820, '820 B'],
  [1_234_567, '1.2 MB'],
  [9_960_000, '10 MB'],
  [34_100_000_000, '34 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
