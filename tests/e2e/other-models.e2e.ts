import { join } from 'node:path';
import { en } from '../../src/lib/i18n/en.ts';
import { expect, test } from './fixtures.ts';
import { clipPath } from './speech.ts';

/** Toy models of other families than Whisper; they hear tones (`training/toy_models.py`). */
const toy = (kind: string, ...graphs: string[]): string[] => {
  const names = ['config', 'preprocessor_config', 'tokenizer', 'tokenizer_config'].map((name) => `${name}.json`);
  const generation = kind === 'moonshine' ? ['generation_config.json'] : [];
  const onnx = graphs.map((graph) => `onnx/${graph}_quantized.onnx`);
  return [...names, ...generation, ...onnx].map((name) => join('tests/fixtures/speech/toys', kind, name));
};
const parakeet = toy('parakeet', 'model');
const moonshine = toy('moonshine', 'encoder_model', 'decoder_model_merged');

test('models of other families are added from files, hear, and say what times they know and what heard', async ({
  app,
  page,
}) => {
  test.setTimeout(180_000);
  const words = en.editor.details;
  await app.settings.open();
  await app.settings.addModelFromFiles('Parakeet CTC 0.6B', parakeet);
  await app.go('library');
  await app.library.drop(clipPath('easy/easy2.flac'));
  await app.library.waitUntilTranscribed('easy2');
  await app.library.openRecording('easy2');
  expect((await app.recording.text()).replace(/[.,]/g, '').split(/\s+/)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^(low|high|hum(ming)*)$/i)]),
  );
  await expect(page.getByText(en.editor.details.devices.wasm).first()).toBeVisible();
  await expect(page.getByText(words.estimatedTimesText)).toHaveCount(0);

  await app.settings.open();
  await app.settings.addModelFromFiles('Moonshine tiny', moonshine);
  await app.go('library');
  await app.library.drop(clipPath('easy/easy3.flac'));
  await app.library.waitUntilTranscribed('easy3');
  await app.library.openRecording('easy3');
  await expect(page.getByText(words.estimatedTimesText)).toBeVisible();
});

test('files of one family chosen as another are refused, by name', async ({ app, page }) => {
  const words = en.settings.models;
  await app.settings.open();
  await page.getByRole('button', { name: words.sideload.open }).click();
  const dialog = page.getByRole('dialog', { name: words.sideload.title });
  await dialog.getByLabel(words.sideload.which).selectOption({ label: 'Moonshine tiny' });
  const choosing = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: words.sideload.files }).click();
  const own = toy('parakeet', 'model').slice(0, 4);
  await (await choosing).setFiles([...own, ...moonshine.slice(4)]);
  await expect(page.getByText(en.errors['model/other-family'].title).first()).toBeVisible();
});

test('the models page says where the model in use runs, and why there', async ({ app, page }) => {
  await app.settings.open();
  await expect(
    page.getByText(/^The model in use runs on the processor, .*thread.*: the built-in model is done/),
  ).toBeVisible();
  await app.settings.applyYaml('transcription:\n  device: wasm\n');
  await expect(page.getByText(/^The model in use runs on the processor, .*: it is set so/)).toBeVisible();
});

test('a phone too small for a model is told so before anything starts, and keeps the recording', async ({
  app,
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'userAgentData', { value: { mobile: true } });
    Object.defineProperty(navigator, 'deviceMemory', { value: 2 });
  });
  await page.reload();
  await app.ready();
  await app.settings.open();
  await expect(page.getByText(en.settings.models.tooLarge).first()).toBeVisible();
  await app.settings.applyYaml('transcription:\n  modelId: whisper-small\n');
  await app.go('library');
  await expect(page.getByText(en.library.memory.title)).toBeVisible();
  await app.library.drop(clipPath('easy/easy2.flac'));
  await app.library.waitUntilPrepared('easy2');
});
