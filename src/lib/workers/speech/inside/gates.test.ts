import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compressionRatio, isBetter, isSilence, judge, loopLength } from './gates.ts';

describe('compressionRatio', () => {
  it('is what zlib makes of the text', async () => {
    for (const text of ['The quick brown fox.', 'ha '.repeat(60), 'Grüße, 世界!'.repeat(3)]) {
      const bytes = Buffer.from(text);
      expect(await compressionRatio(text)).toBeCloseTo(bytes.length / deflateSync(bytes).length, 1);
    }
  });
  it('passes speech and fails a loop', async () => {
    expect(await compressionRatio('Ask not what your country can do for you; ask what you can do.')).toBeLessThan(2.4);
    expect(await compressionRatio(' Thank you.'.repeat(30))).toBeGreaterThan(2.4);
    expect(await compressionRatio('')).toBe(0);
  });
});

describe('loopLength', () => {
  const repeat = (unit: number[], times: number) => Array.from({ length: times }, () => unit).flat();
  it('finds runs of one token and of phrases, the first round left out', () => {
    expect(loopLength([1, 2, ...repeat([7], 12)])).toBe(11);
    expect(loopLength([1, 2, ...repeat([4, 5, 6], 5)])).toBe(12);
    expect(loopLength([9, ...repeat([1, 2, 3, 4, 5, 6, 7], 4)])).toBe(21);
  });
  it('lets people repeat themselves', () => {
    expect(loopLength(repeat([1, 2], 5))).toBe(0);
    expect(loopLength([...repeat([4, 5, 6], 3), 9])).toBe(0);
    expect(loopLength([...repeat([4, 5, 6], 8), 9])).toBe(0);
    expect(loopLength([])).toBe(0);
  });
});

describe('the gates', () => {
  const fine = { averageLogProbability: -0.3, compressionRatio: 1.4, hasLoop: false };
  it('accept, retry and drop as openai/whisper does', () => {
    expect(judge(fine, 0)).toBe('accepted');
    expect(judge({ ...fine, averageLogProbability: -1.2 }, 0)).toBe('unlikely');
    expect(judge({ ...fine, averageLogProbability: -1.2 }, 0.7)).toBe('accepted');
    expect(judge({ ...fine, compressionRatio: 2.5 }, 0.7)).toBe('repetitive');
    expect(judge({ ...fine, hasLoop: true }, 0)).toBe('repetitive');
    expect(isSilence({ ...fine, averageLogProbability: -1.2 }, 0.7)).toBe(true);
    expect(isSilence({ ...fine, averageLogProbability: -0.9 }, 0.99)).toBe(false);
  });
  it('prefer what does not loop, then what is likelier', () => {
    expect(isBetter({ ...fine, averageLogProbability: -3 }, { ...fine, hasLoop: true })).toBe(true);
    expect(isBetter({ ...fine, averageLogProbability: -0.2 }, fine)).toBe(true);
    expect(isBetter(fine, fine)).toBe(false);
  });
});
