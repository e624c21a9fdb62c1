import { describe, expect, it } from 'vitest';
import { redactedTranscript } from '../../../tests/fakes/redacted.ts';
import { redactedSpans } from './redaction-sound.ts';

describe('redactedSpans', () => {
  it('covers the words, the silence beside them and a little of their neighbours', () => {
    // A word every half second, a quarter of a second long.
    expect(redactedSpans(redactedTranscript()).map(({ start, end }) => [start, end])).toEqual([
      [expect.closeTo(1.19), expect.closeTo(2.56)],
      [expect.closeTo(4.69), expect.closeTo(5.56)],
    ]);
  });

  it('covers words nobody timed by the room between their neighbours', () => {
    const transcript = redactedTranscript();
    for (const word of transcript.paragraphs[0].words.slice(3, 5)) word.start = word.end = null;
    expect(redactedSpans(transcript)[0]).toEqual({ start: expect.closeTo(1.19), end: expect.closeTo(2.56) });
  });

  it('takes out everything behind the last known time where a last word has none', () => {
    const transcript = redactedTranscript({ redactions: [{ id: 'r', kind: 'name', words: ['p1-3'] }] });
    Object.assign(transcript.paragraphs[1].words[3], { start: null, end: null });
    expect(redactedSpans(transcript)).toEqual([
      { start: expect.closeTo(5.69), end: expect.toSatisfy((end) => end > 1e8) },
    ]);
    for (const paragraph of transcript.paragraphs) for (const word of paragraph.words) word.start = word.end = null;
    expect(redactedSpans(transcript)[0]).toMatchObject({ start: expect.toSatisfy((start) => start <= 0) });
  });

  it('covers a word nobody timed with the words beside it where these leave no room', () => {
    const transcript = redactedTranscript({ redactions: [{ id: 'r', kind: 'name', words: ['p0-3'] }] });
    const [, , before, secret, after] = transcript.paragraphs[0].words;
    Object.assign(secret, { start: null, end: null });
    Object.assign(before, { end: after.start });
    expect(redactedSpans(transcript)).toEqual([{ start: before.start, end: after.end }]);
  });

  it('joins what touches', () => {
    const transcript = redactedTranscript({ redactions: [{ id: 'r', kind: 'custom', words: ['p0-3', 'p0-5'] }] });
    const [, , , one, between, other] = transcript.paragraphs[0].words;
    Object.assign(one, { end: 1.9 });
    Object.assign(between, { start: 1.92, end: 1.98 });
    Object.assign(other, { start: 2 });
    const [only, ...others] = redactedSpans(transcript);
    expect(only).toEqual({ start: expect.closeTo(1.19), end: expect.closeTo(3.06) });
    expect(others).toEqual([]);
  });
});
