import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A Whisper of a published shape with random weights, whose every window says the same number of words: speed on the true
 * shape, without weights from anywhere. Written to a folder of its own (`training/random_whisper.py` says how).
 *
 * @param {'tiny' | 'base'} shape
 * @param {number} words words each window says
 * @returns {string} the folder that holds `NAME/config.json` and the rest
 */
export const makeRandomWhisper = (shape, words = 100) => {
  const root = process.env.ECHOFLOW_BENCH_MODELS ?? mkdtempSync(join(tmpdir(), 'echoflow-random-'));
  const folder = join(root, `random-${shape}`);
  if (existsSync(join(folder, 'onnx/decoder_model_merged.onnx'))) return root;
  const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';
  const made = spawnSync(python, ['training/random_whisper.py', shape, folder, '--tokens', String(words)], {
    encoding: 'utf8',
  });
  if (made.status !== 0)
    throw new Error(`${made.stderr}\nRandom weights need Python's onnx and numpy: apt-get install python3-onnx`);
  return root;
};

/** Weights each side loads: the app's choice for the processor, and the same for the library. */
export const weights = { encoder_model: 'q8', decoder_model_merged: 'fp32' };

/** Files of such a model as a person would choose them. @param {string} folder */
export const filesOf = (folder) =>
  [
    'config.json',
    'generation_config.json',
    'preprocessor_config.json',
    'tokenizer.json',
    'tokenizer_config.json',
    'onnx/encoder_model_quantized.onnx',
    'onnx/decoder_model_merged.onnx',
  ].map((name) => join(folder, name));
