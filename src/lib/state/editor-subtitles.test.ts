import { expect, it } from 'vitest';
import { sessionOn } from '../../../tests/fakes/editor-session.ts';
import { sampleParagraph, sampleTranscript } from '../../../tests/fakes/samples.ts';
import { cutListOf, transcriptAfterCut } from '$lib/domain/cut-list.ts';
import { toCues } from '$lib/domain/cues.ts';
import { defaultSettings } from '$lib/domain/settings.ts';
import { Subtitles } from './editor-subtitles.svelte.ts';

const transcript = sampleTranscript({
  cuts: [{ start: 2, end: 9 }],
  paragraphs: [sampleParagraph('p', ['Good', 'morning.'], 0), sampleParagraph('q', ['How', 'are', 'you?'], 10)],
});

it('holds what an export without the cuts would hold, and finds its way back to the file', () => {
  const session = sessionOn(transcript);
  const subtitles = new Subtitles(session, { settings: () => defaultSettings, durationSeconds: () => 20 });
  subtitles.show(transcript);
  const exported = toCues(transcriptAfterCut(transcript, cutListOf(transcript, 20)), subtitles.options);
  expect([subtitles.hasCuts, subtitles.cues]).toEqual([true, exported]);
  expect(subtitles.cues[1]!.start).toBeCloseTo(3);
  expect(subtitles.fileSeconds(subtitles.cues[1]!.start)).toBeCloseTo(10);
  expect([0.5, 5, 10.1].map((seconds) => subtitles.cueAt(seconds))).toEqual([0, 0, 1]);
  expect(subtitles.wordOf(1)?.id).toBe('q-0');
  subtitles.followsCut = false;
  expect(subtitles.cues).toEqual(toCues(transcript, subtitles.options));
  expect(subtitles.fileSeconds(10)).toBe(10);
  session.dispose();
});

it('leaves out cut words', () => {
  const session = sessionOn(transcript);
  const subtitles = new Subtitles(session, { settings: () => defaultSettings, durationSeconds: () => 20 });
  session.apply({ kind: 'cut-words', words: ['p-0', 'p-1'], cut: true });
  subtitles.show(session.transcript!);
  expect(subtitles.cues.map(({ lines }) => lines)).toEqual([['How are you?']]);
  expect(subtitles.wordOf(0)?.id).toBe('q-0');
  session.dispose();
});
