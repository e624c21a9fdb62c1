import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { sampleRecording, sampleTranscript } from '../../../tests/fakes/samples.ts';
import { fakeDevice, firstOf } from '../../../tests/fakes/storage.ts';
import type { Database } from '$lib/db/database.ts';
import { paragraphText } from '$lib/domain/transcript.ts';
import { Importing, kindOfFile, matchesOf, stemOf } from './importing.ts';

const srt = '1\n00:00:01,000 --> 00:00:02,000\nGood morning.\n\n2\n00:00:05,000 --> 00:00:06,500\nHow are you?\n';

describe('what a file is, by its name', () => {
  it.each([
    ['talk.mp4', 'media'],
    ['talk', 'media'],
    ['talk.en.SRT', 'transcript'],
    ['talk.json', 'transcript'],
    ['talk.TextGrid', 'transcript'],
    ['my.echoflow', 'project'],
  ])('%s: %s', (name, kind) => expect(kindOfFile({ name })).toBe(kind));

  it('subtitles find the recording of their name, with a language in between or not', () => {
    expect(stemOf('Talk.en.srt')).toBe(stemOf('talk.mp4'));
    const recordings = [
      sampleRecording({ id: 'a', fileName: 'other.wav', title: 'Talk' }),
      sampleRecording({ id: 'b', fileName: 'x.wav' }),
    ];
    expect(matchesOf('TALK.vtt', recordings).map(({ id }) => id)).toEqual(['a']);
  });
});

describe('Importing', () => {
  let database: Database;
  let importing: Importing;
  const id = 'recording-1';
  beforeEach(async () => {
    ({ database } = fakeDevice().tab());
    importing = new Importing(database);
    await database.recordings.add(sampleRecording());
  });
  const read = (text: string | Uint8Array<ArrayBuffer>, name: string) => importing.read(new Blob([text]), name);

  it('tells the kind by the content, whatever the name says', async () => {
    expect(await read(srt, 'wrong.json')).toMatchObject({ readerId: 'srt', words: 5, isTimed: true, endSeconds: 6.5 });
    expect(await read('Just some words.', 'notes.txt')).toMatchObject({ readerId: 'plain-text', isTimed: false });
  });

  it('reads old encodings', async () => {
    const latin = Uint8Array.from('Größe', (letter) => letter.charCodeAt(0));
    const utf16 = new Uint8Array(
      new Uint16Array([0xfeff, ...'Größe'].map((each) => (typeof each === 'string' ? each.charCodeAt(0) : each)))
        .buffer,
    );
    for (const bytes of [latin, utf16]) {
      expect(paragraphText((await read(bytes, 'a.txt')).transcript.paragraphs[0]!)).toBe('Größe');
    }
  });

  it('says what is wrong with a file, each in a way of its own', async () => {
    await expect(read('', 'a.srt')).rejects.toMatchObject({ code: 'media/empty' });
    await expect(read('PK\u0003\u0004', 'a.docx')).rejects.toMatchObject({ code: 'format/unknown' });
    await expect(read('no cues', 'a.srt')).rejects.toMatchObject({ code: 'format/unreadable' });
    await expect(importing.attach('none', await read(srt, 'a.srt'), 'x')).rejects.toMatchObject({
      code: 'media/missing',
    });
  });

  it('is the first revision of a recording without a text', async () => {
    const made = await importing.attach(id, await read(srt, 'a.srt'), 'Before');
    expect(await database.transcripts.find(id)).toEqual(made);
    expect(made).toMatchObject({ revision: 1, machine: null });
    expect(await firstOf(database.versions.watch(id))).toEqual([]);
  });

  it('never overwrites: what stood there is a version, and the new text the next revision', async () => {
    await database.transcripts.put(sampleTranscript({ revision: 4 }));
    const made = await importing.attach(id, await read(srt, 'a.srt'), 'Before a.srt');
    expect(made.revision).toBe(5);
    const [version] = await firstOf(database.versions.watch(id));
    expect(version).toMatchObject({ name: 'Before a.srt', revision: 4 });
    expect(await database.versions.transcript(version!.id)).toEqual(sampleTranscript({ revision: 4 }));
  });

  it('gives plain text the times of the words that were heard', async () => {
    await database.transcripts.put(sampleTranscript({ machine: null }));
    const made = await importing.attach(id, await read('Good evening.\n\nHow then are you?', 'a.txt'), 'x');
    expect(made.paragraphs.map(({ words }) => words.map(({ start }) => start))).toEqual([
      [0, 0.5],
      [5, null, 5.5, 6],
    ]);
  });
});
