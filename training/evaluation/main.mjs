/** The evaluation: word errors, word times, silence, speed and size. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { decode, loadRecognizer } from './recognizer.mjs';
import { align, quantile, wordsOf } from './words.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SAMPLE_RATE = 16_000;
const round = (value, digits = 4) => (value === null ? null : Number(value.toFixed(digits)));

function builtInModel() {
  const { path: folder } = JSON.parse(readFileSync(path.join(root, 'static/models/builtin.json'), 'utf8'));
  return path.join(root, 'static', folder);
}

function readArguments(args) {
  const fixtures = path.join(root, 'tests/fixtures/speech');
  const text = (fallback) => ({ type: 'string', ...(fallback && { default: fallback }) });
  const options = { model: text(), dtype: text('q8'), json: text(), clips: text(), index: text(`${fixtures}/index.json`), folder: text(fixtures), audio: text() };
  const { values } = parseArgs({ args, options });
  return { ...values, model: values.model ?? builtInModel() };
}

/** Transcribe one clip without time tokens. */
async function measureClip(recognizer, clip, samples) {
  const reference = wordsOf(clip.text);
  const { text, cpuSeconds } = await recognizer.transcribe(samples);
  const { errors } = align(reference, wordsOf(text));
  return { file: clip.file, voice: clip.voice, text: clip.text, hypothesis: text, errors, words: reference.length, wer: round(errors / reference.length), seconds: samples.length / SAMPLE_RATE, cpuSeconds };
}

/** Errors of the transcript with time tokens, and the word-start errors in seconds of the words that are right. */
async function measureTimed(recognizer, clip, samples) {
  const timed = await recognizer.wordTimes(samples);
  const { errors } = align(wordsOf(clip.text), timed.flatMap((w) => wordsOf(w.text)));
  const expected = clip.words.filter((w) => !w.approximate && wordsOf(w.text).length === 1);
  const found = timed.filter((w) => wordsOf(w.text).length === 1);
  const { pairs } = align(expected.flatMap((w) => wordsOf(w.text)), found.flatMap((w) => wordsOf(w.text)));
  return { timedErrors: errors, starts: pairs.map(([i, j]) => Math.abs(found[j].start - expected[i].start)) };
}

/** Words heard in 20 s each of silence and of white noise at three levels. */
async function measureSilence(recognizer) {
  let state = 1;
  const random = () => ((state = (state * 48_271) % 2_147_483_647) / 2_147_483_647) * 2 - 1;
  const found = {};
  for (const [name, level] of [['silence', 0], ['noiseLow', 0.001], ['noise', 0.01], ['noiseHigh', 0.1]]) {
    const samples = Float32Array.from({ length: 20 * SAMPLE_RATE }, () => random() * level);
    found[name] = wordsOf((await recognizer.transcribe(samples)).text).length;
  }
  return { words: Object.values(found).reduce((a, b) => a + b, 0), ...found };
}

const total = (clips, key) => clips.reduce((n, clip) => n + clip[key], 0);
const errorRate = (clips, key = 'errors') => round(total(clips, key) / total(clips, 'words'));

/** All files of a model, or those that one precision loads. */
function sizeMb(folder, dtype) {
  const suffix = dtype === 'q8' ? '_quantized.onnx' : 'd.onnx';
  const isLoaded = (f) => f.endsWith('.json') || f.endsWith(suffix) || (dtype !== 'q8' && /model(_merged)?\.onnx$/.test(f));
  const files = readdirSync(folder, { recursive: true }).filter((f) => (dtype ? isLoaded(f) : /\.(json|onnx)$/.test(f)));
  return round(files.reduce((n, f) => n + statSync(path.join(folder, f)).size, 0) / 1e6, 2);
}

function byVoice(clips) {
  const names = [...new Set(clips.map((c) => c.voice.split('+')[0]))].toSorted();
  return Object.fromEntries(names.map((v) => [v, errorRate(clips.filter((c) => c.voice.split('+')[0] === v))]));
}

async function report(recognizer, index, options) {
  const results = [];
  const starts = [];
  for (const clip of index) {
    const samples = decode(path.join(options.folder, clip.file));
    results.push({ set: clip.set, seen: clip.seen, ...(await measureClip(recognizer, clip, samples)) });
    if (!options.json || clip.set !== 'utterance') continue;
    const timed = await measureTimed(recognizer, clip, samples);
    starts.push(...timed.starts);
    results.at(-1).timedErrors = timed.timedErrors;
  }
  if (options.clips) writeFileSync(options.clips, JSON.stringify(results, null, 1));
  if (!options.json) return console.log(JSON.stringify({ clips: results.length, wer: errorRate(results) }));
  const pick = (set, seen) => results.filter((r) => r.set === set && r.seen === seen);
  const utterances = results.filter((r) => r.set === 'utterance');
  const figures = {
    wer: { seenVoices: errorRate(pick('utterance', true)), unseenVoices: errorRate(pick('utterance', false)), long: errorRate(pick('long', false)), easy: errorRate(pick('easy', true)), timed: errorRate(utterances, 'timedErrors'), byVoice: byVoice(utterances) },
    wordStart: { words: starts.length, medianMs: round(quantile(starts, 0.5) * 1000, 0), p90Ms: round(quantile(starts, 0.9) * 1000, 0), within200Ms: round(starts.filter((s) => s < 0.2).length / starts.length, 3) },
    silence: await measureSilence(recognizer),
    sizeMb: sizeMb(options.model),
    loadedMb: sizeMb(options.model, options.dtype),
    realTimeFactor: round(total(results, 'cpuSeconds') / total(results, 'seconds'), 3),
  };
  writeFileSync(options.json, `${JSON.stringify(figures, null, 2)}\n`);
  console.log(JSON.stringify(figures, null, 2));
}

/** Run with the command line's arguments; see `../evaluate`. */
export async function main(args) {
  const options = readArguments(args);
  const recognizer = await loadRecognizer(options.model, options.dtype);
  if (options.audio) console.log((await recognizer.transcribe(decode(options.audio))).text);
  else await report(recognizer, JSON.parse(readFileSync(options.index, 'utf8')), options);
  process.exit(0);
}
