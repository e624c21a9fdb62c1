import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '$lib/domain/settings.ts';
import type { Recording } from '$lib/domain/recording.ts';
import type { Transcript } from '$lib/domain/transcript.ts';
import { isText } from '$lib/formats/format.ts';
import { Exporting, exportOptions, type Prepare } from './exporting.ts';

const recording: Recording = {
  id: 'rec1',
  title: 'Talk: part 1/2',
  source: 'file',
  fileName: 'talk.final.mp4',
  mime: 'video/mp4',
  sizeBytes: 3,
  sha256: '',
  durationSeconds: 1,
  hasVideo: true,
  createdAt: '2026-11-22T21:07:05.000Z',
  updatedAt: '',
  deletedAt: null,
};
const transcript: Transcript = {
  recordingId: 'rec1',
  revision: 1,
  machine: null,
  language: 'en',
  speakers: [],
  paragraphs: [
    {
      id: 'p',
      speaker: null,
      language: null,
      words: [{ id: 'w', text: 'Hello.', start: 0.5, end: 1, conf: null, confTime: null, origin: 'machine' }],
    },
  ],
};
/** The transcripts of which a sound without what is redacted was asked for. */
const quiet: Transcript[] = [];
const quietSound = async (text: Transcript) => {
  quiet.push(text);
  return new Blob(['quiet'], { type: 'audio/mpeg' });
};
const make = (found: Transcript | undefined = transcript) =>
  new Exporting({
    recordings: { find: async (id) => (id === 'rec1' ? recording : undefined) },
    transcripts: { find: async () => found },
    files: { get: async () => new Blob(['abc'], { type: 'video/mp4' }) },
    quietSound,
  });
const options = exportOptions(defaultSettings);

describe('Exporting', () => {
  it('writes each text format to a file with a name every system takes', async () => {
    for (const format of await make().formats()) {
      if (!isText(format)) continue;
      const file = await make().export('rec1', format.id, options);
      expect(file.fileName).toBe(`Talk part 1 2.${format.extension}`);
      expect(file.blob.type).toBe(`${format.mime};charset=utf-8`);
      expect(await file.blob.text()).toContain('Hello.');
    }
  });

  it('writes several formats under names of a template, none twice', async () => {
    const formatIds = ['srt', 'json', 'podcast', 'docx'];
    const files = await make().files('rec1', { formatIds, options, nameTemplate: '{date} {title} r{revision}' });
    const stem = '2026-11-22 Talk part 1 2 r1';
    expect(files.map(({ fileName }) => fileName)).toEqual([
      `${stem}.srt`,
      `${stem}.json`,
      `${stem} 2.json`,
      `${stem}.docx`,
    ]);
    const zip = unzipSync(new Uint8Array(await (await make().zip(files, 'rec1')).blob.arrayBuffer()));
    expect(Object.keys(zip)).toEqual(files.map(({ fileName }) => fileName));
    expect(strFromU8(zip[`${stem}.srt`]!)).toBe(await files[0]!.blob.text());
  });

  it('writes what is made of the transcript, and leaves the stored one alone', async () => {
    const silence: Prepare = (given) => ({ ...given, paragraphs: [] });
    const [file] = await make().files('rec1', { formatIds: ['txt'], options, prepare: [silence] });
    expect(await file!.blob.text()).toBe('');
    expect(transcript.paragraphs).toHaveLength(1);
  });

  it('puts the sound into a page that plays it, byte for byte', async () => {
    const [page] = await make().files('rec1', { formatIds: ['html'], options, withAudio: true });
    const address = /<audio controls src="data:video\/mp4;base64,([^"]+)"/.exec(await page!.blob.text())?.[1];
    expect(atob(address!)).toBe('abc');
  });

  it('says that there is no transcript, and no recording', async () => {
    const untranscribed = new Exporting({
      recordings: { find: async () => recording },
      transcripts: { find: async () => undefined },
      files: { get: async () => new Blob() },
      quietSound,
    });
    await expect(untranscribed.export('rec1', 'srt', options)).rejects.toMatchObject({ code: 'transcript/missing' });
    await expect(make().export('other', 'srt', options)).rejects.toMatchObject({ code: 'media/missing' });
    await expect(make().original('other')).rejects.toMatchObject({ code: 'media/missing' });
  });

  it('previews what it would write', async () => {
    const file = await make().export('rec1', 'srt', options);
    expect(await make().preview(transcript, 'srt', options)).toBe(await file.blob.text());
    expect(await make().preview(transcript, 'pdf', options)).toContain('Hello.');
  });

  it('gives the original back with its own ending', async () => {
    const file = await make().original('rec1');
    expect(file.fileName).toBe('Talk part 1 2.mp4');
    expect(await file.blob.text()).toBe('abc');
  });

  it('lets nothing that is redacted out: not in text, title or chapters, and not in the sound of a page', async () => {
    const secret: Transcript = {
      ...transcript,
      redactions: [{ id: 'r', kind: 'custom', words: ['w'] }],
      paragraphs: [{ ...transcript.paragraphs[0], words: [{ ...transcript.paragraphs[0].words[0], text: 'Quartz.' }] }],
    };
    const chapters = [
      { start: 0, title: 'Quartz and more' },
      { start: 20, title: 'Tea' },
    ];
    for (const format of await make().formats()) {
      expect(await make().preview(secret, format.id, { ...options, title: 'On Quartz', chapters })).not.toMatch(
        /quartz/i,
      );
    }
    const named = { ...recording, title: 'Talk with Quartz' };
    const exporting = new Exporting({
      recordings: { find: async () => named },
      transcripts: { find: async () => secret },
      files: { get: async () => new Blob(['says Quartz']) },
      quietSound,
    });
    expect((await exporting.export('rec1', 'srt', options)).fileName).not.toMatch(/quartz/i);
    const [page] = await exporting.files('rec1', { formatIds: ['html'], options, withAudio: true });
    expect(quiet).toEqual([secret]);
    const address = /<audio controls src="data:audio\/mpeg;base64,([^"]+)"/.exec(await page!.blob.text())?.[1];
    expect(atob(address!)).toBe('quiet');
    // What was cut is not in the text: it is hidden in the title all the same.
    const leftOut: Prepare = (given) => ({ ...given, paragraphs: [] });
    const [cut] = await exporting.files('rec1', { formatIds: ['html'], options, prepare: [leftOut] });
    expect(cut!.fileName + (await cut!.blob.text())).not.toMatch(/quartz/i);
  });
});
