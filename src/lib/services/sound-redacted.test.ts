import { expect, it } from 'vitest';
import { sampleRecording } from '../../../tests/fakes/samples.ts';
import { transcriptOf } from '../../../tests/labelled/score.ts';
import { noCleaning } from '$lib/domain/cleaning.ts';
import type { RenderRequest, SoundMask } from '$lib/domain/ports.ts';
import { Sound } from './sound.ts';

const transcript = transcriptOf(['My name is Quartz today.'], {
  redactions: [{ id: 'r', kind: 'name', words: ['p0-3'] }],
});

it.each([0, 1])('saves no sound, name or chapter that tells what is redacted (track %d)', async (track) => {
  const original = new Blob(['original']);
  const [masked, alone] = [new Blob(['masked']), new Blob(['alone'])];
  const rendered: RenderRequest[] = [];
  const hidden: { file: Blob; mask: SoundMask | undefined }[] = [];
  const markers = [{ id: 'm', at: 0, note: 'Quartz speaks' }];
  const sound = new Sound({
    recordings: {
      find: async () => sampleRecording({ title: 'With Quartz', markers, sound: { track, channel: 'mix' } }),
      update: async () => {},
    },
    files: { get: async () => original },
    artifacts: { watchLatest: () => ({ subscribe: (tell) => (tell(undefined), { unsubscribe: () => {} }) }) },
    media: { probe: async () => ({ audioTracks: [], durationSeconds: 3 }) as never, removePcm: async () => {} },
    transcripts: { find: async () => transcript },
    renderer: {
      render: async (request) => (rendered.push(request), { file: alone, loudness: null }) as never,
      enhance: async (file, _name, options) => (hidden.push({ file, mask: options.mask }), masked),
    },
  });
  const choice = { format: 'mp3' as const, cleaning: noCleaning, span: null };
  const file = await sound.export('r', choice, () => {}, new AbortController().signal);
  expect(hidden).toMatchObject([{ file: track === 0 ? original : alone, mask: { sound: 'beep', spans: [{}] } }]);
  const last = rendered.at(-1)!;
  expect(last.file).toBe(masked);
  expect(last.track).toBe(0);
  expect(JSON.stringify([last.tags, last.chapters, file.fileName])).not.toMatch(/quartz/i);
});
