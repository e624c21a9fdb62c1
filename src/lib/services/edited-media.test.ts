import { expect, it } from 'vitest';
import type { MediaRenderRequest } from '$lib/domain/edited-media.ts';
import { redactedSpans } from '$lib/domain/redaction-sound.ts';
import type { Recording } from '$lib/domain/recording.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { EditedMedia } from './edited-media.ts';

const word = (id: string, text: string, start: number) => ({
  ...{ id, text, start, end: start + 0.4, conf: 1, confTime: null },
  origin: 'machine' as const,
});

const transcript: Transcript = {
  ...{ recordingId: 'r', revision: 1, machine: null, language: 'en', speakers: [] },
  redactions: [{ id: 'x', kind: 'name', words: ['w2'] }],
  paragraphs: [
    {
      ...{ id: 'p', speaker: null, language: null },
      words: [word('w1', 'Call', 1), word('w2', 'Miriam', 1.5), word('w3', 'today.', 2.4)],
    },
  ],
};

const recording = { id: 'r', title: 'Miriam calls', fileName: 'talk.mkv', sound: { track: 1, channel: 'mix' } };

it('renders the chosen track, what is redacted gone from sound, captions and the name of the file', async () => {
  const requests: MediaRenderRequest[] = [];
  const media = new EditedMedia({
    recordings: { find: async () => recording as Recording },
    transcripts: { find: async () => transcript },
    files: { get: async () => new Blob(['x']) },
    renderer: {
      render: async (request) => {
        requests.push(request);
        return { blob: new Blob(['made']), picture: null };
      },
      clear: async () => {},
    },
  });
  const { fileName } = await media.export(
    'r',
    {
      ...{ format: 'mkv', followsCut: true, clip: null, enhance: null, captions: 'soft' },
      style: { size: 'medium', place: 'bottom', look: 'box', activeWord: false },
      ...{ lineCharacters: 42, maxLines: 2, durationSeconds: 4 },
    },
    () => {},
    new AbortController().signal,
  );
  const [request] = requests;
  expect(request).toMatchObject({ track: 1, muted: redactedSpans(transcript) });
  // Word times are not exact: what is silenced reaches beyond the word.
  expect(request!.muted[0]!.start).toBeLessThan(1.5);
  expect(request!.muted[0]!.end).toBeGreaterThan(1.9);
  expect(JSON.stringify(request!.cues)).not.toContain('Miriam');
  expect(fileName).not.toContain('Miriam');
});
