import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { en } from '../../src/lib/i18n/en.ts';
import { expect, test } from './fixtures.ts';
import { clip, clipPath, wordErrorRate } from './speech.ts';

const easy = clip('easy/easy2.flac');
const name = 'Whisper tiny, English';

/** The built-in model under the names of a hosted one: a true model, and small. */
const borrowedFiles = (folder: string): string[] => {
  const { path } = JSON.parse(readFileSync('static/models/builtin.json', 'utf8')) as { path: string };
  const from = join('static', path);
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  const names = ['config', 'generation_config', 'preprocessor_config', 'tokenizer', 'tokenizer_config'];
  const files = names.map((each) => `${each}.json`);
  for (const file of files) cpSync(join(from, file), join(folder, file));
  const encoder = 'onnx/encoder_model_quantized.onnx';
  cpSync(join(from, encoder), join(folder, encoder));
  cpSync(join(from, 'onnx/decoder_model_merged_quantized.onnx'), join(folder, 'onnx/decoder_model_merged.onnx'));
  return [...files, encoder, 'onnx/decoder_model_merged.onnx'].map((file) => join(folder, file));
};

test('a model is added from files, saved as a pack, deleted, added from the pack, and transcribes', async ({
  app,
  page,
}, testInfo) => {
  test.setTimeout(240_000);
  const folder = testInfo.outputPath('model');
  const words = en.settings.models;
  await app.settings.open();
  await app.settings.addModelFromFiles(name, borrowedFiles(folder));
  await expect(page.getByRole('button', { name: words.removeNamed(name) })).toBeVisible();

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: words.packNamed(name) }).click();
  const pack = testInfo.outputPath('whisper-tiny.en.echopack');
  await (await saving).saveAs(pack);
  await page.getByRole('button', { name: words.removeNamed(name) }).click();
  await page.getByRole('dialog').getByRole('button', { name: words.remove, exact: true }).click();
  await expect(page.getByRole('button', { name: words.downloadNamed(name) })).toBeVisible();

  await app.settings.addModelFromFiles(null, [pack]);
  await expect(page.getByRole('button', { name: words.removeNamed(name) })).toBeVisible();
  await app.go('library');
  await app.library.drop(clipPath(easy.file));
  await app.library.waitUntilTranscribed('easy2');
  await app.library.openRecording('easy2');
  expect(wordErrorRate(easy.text, await app.recording.text())).toBeLessThanOrEqual(0.5);
  rmSync(folder, { recursive: true, force: true });
});
