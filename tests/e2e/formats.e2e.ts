import { expect, test } from './fixtures.ts';
import { align, normalised } from './speech.ts';
import { readFileSync } from 'node:fs';

type MediaIndex = {
  text: string;
  good: { file: string; codec: string; durationSeconds: number; isWhole: boolean }[];
  bad: { file: string; code: string | null }[];
};
const media = JSON.parse(readFileSync('tests/fixtures/media/index.json', 'utf8')) as MediaIndex;

const pathOf = (file: string) => `tests/fixtures/media/${file}`;

/** Named by the main job: each must come through whole, with the words of the clip. */
const kinds = [
  'speech.mp4',
  'speech.webm',
  'speech.mp3',
  'speech.flac',
  'speech-16k.wav',
  'speech.ogg',
  'speech.m4a',
  'speech-ac3.mkv',
  'speech-44k-stereo.wav',
  'speech.aac',
];

for (const file of kinds) {
  test(`${file} is decoded whole and transcribed`, async ({ app }) => {
    // This one names itself.
    const title = file === 'speech.mp4' ? 'A fixture' : file.replace(/\.[^.]+$/, '');
    const known = media.good.find((each) => each.file === file);
    await app.library.drop(pathOf(file));
    await app.library.waitUntilTranscribed(title);
    await app.library.openRecording(title);
    expect(Math.abs((await app.recording.durationSeconds()) - known!.durationSeconds)).toBeLessThanOrEqual(1);
    const said = normalised(media.text);
    expect(align(said, normalised(await app.recording.text())).edits / said.length).toBeLessThanOrEqual(0.4);
  });
}
