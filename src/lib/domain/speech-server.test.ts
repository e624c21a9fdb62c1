import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { addressObstacle, serverAnswerSchema, windowResultOf } from './speech-server.ts';

const read = (raw: unknown) => v.parse(serverAnswerSchema, raw);

describe('what a server answers', () => {
  it('takes words with their times', () => {
    const answer = read({
      text: 'Hello there.',
      language: 'english',
      words: [
        { word: 'Hello', start: 0.2, end: 0.6 },
        { word: ' there.', start: 0.6, end: 1 },
      ],
      segments: [{ start: 0, end: 1, text: ' Hello there.', avg_logprob: -0.3, no_speech_prob: 0.1 }],
    });
    const result = windowResultOf(answer, 3, 2);
    expect(result).toMatchObject({ index: 3, language: 'en', averageLogProbability: -0.3, noSpeechProbability: 0.1 });
    expect(result.segments[0]!.words.map(({ text, start }) => [text, start])).toEqual([
      ['Hello', 0.2],
      ['there.', 0.6],
    ]);
  });
  it('spreads what has only segments, or only text, and drops what is no speech', () => {
    const segments = [
      { start: 0, end: 4, text: 'ab cdef', avg_logprob: Math.log(0.5) },
      { start: 4, end: 9, text: 'Thanks for watching!', no_speech_prob: 0.9, avg_logprob: -1.4 },
    ];
    const [only] = windowResultOf(read({ segments }), 0, 10).segments;
    expect(only!.words).toEqual([
      { text: 'ab', start: 0, end: 1.5, probability: 0.5 },
      { text: 'cdef', start: 1.5, end: 4, probability: 0.5 },
    ]);
    const [, last] = windowResultOf(read({ text: 'ab cdef' }), 0, 8).segments[0]!.words;
    expect(last).toMatchObject({ start: 3, probability: null });
    expect(windowResultOf(read({ text: 'x', segments: [segments[1]] }), 0, 10).segments).toEqual([]);
    expect(windowResultOf(read({ text: '' }), 0, 8).segments).toEqual([]);
  });
  it('keeps the order and the window, whatever times it gets', () => {
    const words = [
      { word: 'a', start: 9, end: 8 },
      { word: 'b', start: -1, end: 40 },
      { word: 'c', start: 2, end: 2 },
    ];
    const found = windowResultOf(read({ words }), 0, 5).segments[0]!.words;
    found.forEach((word, index) => {
      expect(word.end).toBeGreaterThan(word.start);
      expect(word.end).toBeLessThanOrEqual(5 + 1e-9);
      if (index > 0) expect(word.start).toBeGreaterThan(found[index - 1]!.start);
    });
  });
  it('refuses what is no answer', () => {
    expect(v.safeParse(serverAnswerSchema, { words: 'many' }).success).toBe(false);
    expect(v.safeParse(serverAnswerSchema, 'text').success).toBe(false);
  });
});

it('tells which addresses a browser can ask', () => {
  expect(
    ['', 'https://box.example/asr', 'http://localhost:8080', 'http://127.0.0.1:8000'].map(addressObstacle),
  ).toEqual([null, null, null, null]);
  expect(addressObstacle('http://192.168.1.4:8000')).toBe('insecure');
  expect(addressObstacle('box')).toBe('invalid');
  expect(addressObstacle('ftp://box.example')).toBe('invalid');
});
