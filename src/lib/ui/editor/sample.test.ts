import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sampleParagraph, sampleTranscript } from '../../../../tests/fakes/samples.ts';
import type { RecordingPage } from '$lib/state/editor-page.svelte.ts';
import { playSample } from './sample.ts';

const words = Array.from({ length: 40 }, (_, index) => `word${index}`);
const transcript = sampleTranscript({
  paragraphs: [
    { ...sampleParagraph('p', ['Short.'], 1), speaker: 's1' },
    { ...sampleParagraph('q', words, 5), speaker: 's1' },
  ],
});

const setUp = () => {
  const playback = {
    seconds: 0,
    isPlaying: false,
    state: { kind: 'ready' },
    seek: (seconds: number) => void (playback.seconds = seconds),
    play: () => void (playback.isPlaying = playback.state.kind === 'ready'),
    pause: () => void (playback.isPlaying = false),
  };
  return { playback, page: { session: { transcript }, playback } as unknown as RecordingPage };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('plays ten seconds of the longest turn, and leaves nothing running', () => {
  const { playback, page } = setUp();
  playSample(page, 's1');
  playSample(page, 's1');
  expect([playback.seconds, vi.getTimerCount()]).toEqual([5, 1]);
  playback.seconds = 14.9;
  vi.advanceTimersByTime(100);
  expect(playback.isPlaying).toBe(true);
  playback.seconds = 15;
  vi.advanceTimersByTime(100);
  expect([playback.isPlaying, vi.getTimerCount()]).toEqual([false, 0]);
});

it('ends when somebody pauses or goes elsewhere, and at once where nothing can be played', () => {
  const { playback, page } = setUp();
  playSample(page, 's1');
  vi.advanceTimersByTime(100);
  playback.isPlaying = false;
  vi.advanceTimersByTime(100);
  expect(vi.getTimerCount()).toBe(0);
  playSample(page, 's1');
  playback.seconds = 1;
  vi.advanceTimersByTime(100);
  expect([playback.isPlaying, vi.getTimerCount()]).toEqual([true, 0]);
  playback.state = { kind: 'failed' };
  playSample(page, 's1');
  vi.advanceTimersByTime(100);
  expect(vi.getTimerCount()).toBe(0);
});
