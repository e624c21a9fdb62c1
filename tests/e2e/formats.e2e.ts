import { expect, test } from './fixtures.ts';
import { align, normalised } from './speech.ts';
import { copyFileSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';

type MediaIndex = {
  text: string;
  good: { file: string; codec: string; durationSeconds: number; isWhole: boolean }[];
  bad: { file: string; code: string | null }[];
};
const media = JSON.parse(readFileSync('tests/fixtures/media/index.json', 'utf8')) as MediaIndex;

const pathOf = (file: string) => `tests/fixtures/media/${file}`;

/** Named by the main job: each must come through whole, with the words of the clip. */
const kinds = {
  'with the sound of films and the web': ['speech.mp4', 'speech.webm', 'speech-ac3.mkv', 'speech.aac', 'speech.m4a'],
  'with sound alone': ['speech.mp3', 'speech.flac', 'speech-16k.wav', 'speech.ogg', 'speech-44k-stereo.wav'],
};

for (const [kind, files] of Object.entries(kinds)) {
  test(`files ${kind} are decoded whole and transcribed`, async ({ app }, info) => {
    test.slow();
    for (const file of files) {
      const known = media.good.find((each) => each.file === file);
      const name = file.replace('.', '-');
      // One of them says of itself what it is called.
      const title = new RegExp(file === 'speech.mp4' ? 'A fixture' : name);
      const named = info.outputPath(name + extname(file));
      copyFileSync(pathOf(file), named);
      await test.step(file, async () => {
        await app.library.drop(named);
        await app.library.waitUntilTranscribed(title);
        await app.library.openRecording(title);
        expect(Math.abs((await app.recording.durationSeconds()) - known!.durationSeconds)).toBeLessThanOrEqual(1);
        await app.recording.waitUntilTranscribed();
        const said = normalised(media.text);
        expect(align(said, normalised(await app.recording.text())).edits / said.length).toBeLessThanOrEqual(0.4);
      });
      await app.go('library');
    }
  });
}
