import { describe, expect, it } from 'vitest';
import { sampleRecording } from '../../../tests/fakes/samples.ts';
import { transcriptOf } from '../../../tests/labelled/score.ts';
import { noCleaning } from '$lib/domain/cleaning.ts';
import type { RenderRequest } from '$lib/domain/ports.ts';
import { redactedSpans } from '$lib/domain/redaction-sound.ts';
import { applyEdit } from '$lib/domain/transcript-edit.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { Sound } from './sound.ts';

const { signal } = new AbortController();
const original = new Blob(['original']);
const redacted = transcriptOf(['My name is Anna today.'], {
  redactions: [{ id: 'r', kind: 'name', words: ['p0-3'] }],
});
const deleted = applyEdit(redacted, { kind: 'delete-words', words: ['p0-3'] }).transcript;
const spans = redactedSpans(redacted);

const open = (transcript: Transcript, track = 0) => {
  const rendered: RenderRequest[] = [];
  const markers = [{ id: 'm', at: 0, note: 'Interview_Anna' }];
  const row = {
    title: 'Anna’s birthday',
    artist: 'Anna & friends',
    markers,
    sound: { track, channel: 'mix' as const },
  };
  const sound = new Sound({
    recordings: { find: async () => sampleRecording(row), update: async () => {} },
    files: { get: async () => original },
    artifacts: { watchLatest: () => ({ subscribe: (tell) => (tell(undefined), { unsubscribe: () => {} }) }) },
    media: { probe: async () => ({ audioTracks: [], durationSeconds: 3 }) as never, removePcm: async () => {} },
    transcripts: { find: async () => transcript },
    renderer: {
      render: async (request) => (rendered.push(request), { file: new Blob(['rendered']), loudness: null }) as never,
    },
  });
  return { sound, rendered };
};

describe.each([
  ['in the text', redacted],
  ['deleted from the text', deleted],
])('what is redacted, %s', (_where, transcript) => {
  it.each([0, 1])('is in no sound, name, tag or chapter that is saved (track %d)', async (track) => {
    const { sound, rendered } = open(transcript, track);
    const choice = { format: 'mp3' as const, cleaning: noCleaning, span: null };
    const file = await sound.export('r', choice, () => {}, signal);
    expect(rendered).toMatchObject([{ file: original, track, mask: { sound: 'beep', spans } }]);
    expect(JSON.stringify([rendered[0]!.tags, rendered[0]!.chapters, file.fileName])).not.toMatch(/anna/i);
  });

  it('is not in the sound of a project, which is always made anew, without tags', async () => {
    const { sound, rendered } = open(transcript);
    const file = await sound.withoutRedacted(transcript, { format: 'flac', instead: 'silence' }, signal);
    expect(await file.text()).toBe('rendered');
    expect(rendered).toMatchObject([{ mask: { sound: 'silence', spans }, keep: null, tags: {}, chapters: [] }]);
  });
});

it('makes no sound where nobody knows when a redacted word is said', async () => {
  const lost = { ...redacted, paragraphs: [] };
  const { sound, rendered } = open(lost);
  const choice = { format: 'mp3' as const, cleaning: noCleaning, span: null };
  await expect(sound.export('r', choice, () => {}, signal)).rejects.toMatchObject({ code: 'redaction/lost' });
  const quiet = sound.withoutRedacted(lost, { format: 'flac', instead: 'silence' }, signal);
  await expect(quiet).rejects.toMatchObject({ code: 'redaction/lost' });
  expect(rendered).toEqual([]);
});
