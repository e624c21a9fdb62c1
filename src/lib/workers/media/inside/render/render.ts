import { AppError } from '$lib/core/errors.ts';
import type { Cleaning } from '$lib/domain/cleaning.ts';
import type { Rendered, RenderRequest } from '$lib/domain/ports.ts';
import { useCore, type Core } from '../core.ts';
import { LoudnessMeter } from '../loudness.ts';
import { channelsOf, inputArgs, ownTags, plainFilters, rate, select, startSecondsOf } from './arguments.ts';
import { encoders } from './encoders.ts';
import { cleaningFilters, speedFilters } from './filters.ts';
import { Gate } from './gate.ts';
import { levelGains } from './level.ts';
import { Limiter } from './limiter.ts';
import { chapterTags, hasVorbisComments, metadataFile } from './metadata.ts';
import { NoiseFloor } from './noise-floor.ts';
import { NoiseReducer } from './rnnoise.ts';
import { Scratch } from './scratch.ts';
import { FileTarget } from './target.ts';

/** Sample peaks are kept below this, so that true peaks between the samples stay below -1 dB. */
const ceilingDb = -2;
const toleranceLu = 0.05;
const mostTries = 8;
const mostGainDb = 40;
/** Samples handled at a time. */
const chunk = 1 << 16;
/** From so many seconds of one channel on, work files hold 16 bits a sample. */
const longSeconds = 5400;

const linear = (db: number): number => 10 ** (db / 20);

/** Files to work in, open for the time of one render. */
export type Workspace = { scratch: FileSystemSyncAccessHandle; output: FileSystemSyncAccessHandle };

type Report = (fraction: number) => void;

/** True where ffmpeg alone can do it in one pass. */
const isPlain = ({ cleaning, keep }: RenderRequest): boolean =>
  keep === null && cleaning.denoise !== 'strong' && !cleaning.level && cleaning.loudnessLufs === null;

const check = (status: number): void => {
  if (status !== 0) throw new AppError('enhance/failed', { detail: { status } });
};

/** How long the result is, as far as anybody can tell before it is made. */
const resultSeconds = ({ keep, durationSeconds, cleaning }: RenderRequest): number => {
  const kept = keep ? keep.reduce((sum, { start, end }) => sum + end - start, 0) : (durationSeconds ?? 0);
  return kept / cleaning.speed;
};

/** Bytes that come in pieces of any size, as whole frames of floats. */
const frameJoiner = (channels: number, onFrames: (samples: Float32Array) => void) => {
  let pending = new Uint8Array(0);
  return (bytes: Uint8Array): void => {
    const all = new Uint8Array(pending.length + bytes.length);
    all.set(pending);
    all.set(bytes, pending.length);
    const whole = all.length - (all.length % (channels * 4));
    pending = all.slice(whole);
    onFrames(new Float32Array(all.buffer, 0, whole / 4));
  };
};

/** One render in its passes. */
class Render {
  readonly #channels: 1 | 2;
  readonly #meter: LoudnessMeter;
  readonly #scratch: Scratch;
  #gainDb = 0;
  #levels: Float32Array | null = null;
  /** How loud the pauses are, dB of full scale; found by `listen` where a filter needs it. */
  #noiseFloorDb = -60;

  constructor(
    private readonly request: RenderRequest,
    private readonly files: Workspace,
    private readonly report: Report,
  ) {
    this.#channels = channelsOf(request);
    this.#meter = new LoudnessMeter(rate, this.#channels);
    this.#scratch = new Scratch(files.scratch, resultSeconds(request) * this.#channels > longSeconds);
  }

  /** Finds the noise floor: the loudness that nine tenths of all stretches of 100 ms rise above. */
  listen(core: Core): void {
    const { request } = this;
    const floor = new NoiseFloor((rate / 10) * this.#channels);
    const onBytes = frameJoiner(this.#channels, (samples) => floor.push(samples));
    const args = ['-v', 'error', ...inputArgs(request, '/input/file'), ...select(request)];
    const filters = plainFilters(request).join(',');
    check(core.exec([...args, '-af', filters, '-f', 'f32le', '/dev/pcm'], { file: request.file, onBytes }));
    this.#noiseFloorDb = floor.db;
  }

  get #filters(): string {
    return [...plainFilters(this.request), ...cleaningFilters(this.request.cleaning, this.#noiseFloorDb)].join(',');
  }

  /** Decodes and cleans into the work file, measuring on the way. */
  clean(core: Core, reducer: NoiseReducer | null): void {
    const { request } = this;
    const from = startSecondsOf(request);
    const gate = request.keep && new Gate(request.keep, rate, this.#channels, Math.round(from * rate));
    const total = Math.max(1, resultSeconds(request) * request.cleaning.speed * rate * this.#channels);
    const keep = (samples: Float32Array): void => {
      const kept = gate ? gate.pass(samples) : samples;
      this.#meter.push(kept);
      this.#scratch.append(kept);
      this.report(0.6 * Math.min(1, this.#scratch.samples / total));
    };
    const onBytes = frameJoiner(this.#channels, (samples) => keep(reducer ? reducer.push(samples) : samples));
    const args = ['-v', 'error', ...inputArgs(request, '/input/file'), ...select(request)];
    check(core.exec([...args, '-af', this.#filters, '-f', 'f32le', '/dev/pcm'], { file: request.file, onBytes }));
    if (reducer) keep(reducer.flush());
    if (this.#scratch.samples === 0) throw new AppError('enhance/failed', { message: 'No sound came out.' });
  }

  /**
   * Finds the gain that brings the result to the loudness asked for. Where no peak would rise above the ceiling that is
   * one subtraction; else limiting takes some loudness away, so the result is measured and the gain corrected.
   */
  tune(): void {
    const { loudnessLufs, level } = this.request.cleaning;
    const before = this.#meter.integratedLufs;
    if (!Number.isFinite(before)) return;
    if (level) this.#levels = levelGains(this.#meter.curve(), before);
    if (loudnessLufs === null) return;
    this.#gainDb = Math.min(mostGainDb, loudnessLufs - before);
    if (!level && this.#meter.peak * linear(this.#gainDb) <= linear(ceilingDb)) return;
    let known: { gainDb: number; lufs: number } | undefined;
    for (let tries = 0; tries < mostTries; tries++) {
      const now = { gainDb: this.#gainDb, lufs: this.measure().integratedLufs };
      const short = loudnessLufs - now.lufs;
      if (Math.abs(short) <= toleranceLu) return;
      // The harder the limiter works, the less a decibel of gain gives: the last two tries tell how much.
      const slope = known && now.gainDb !== known.gainDb ? (now.lufs - known.lufs) / (now.gainDb - known.gainDb) : 1;
      this.#gainDb = Math.min(mostGainDb, this.#gainDb + short / Math.min(1, Math.max(0.15, slope)));
      known = now;
      this.report(0.6 + (0.2 * (tries + 1)) / mostTries);
    }
  }

  measure(): LoudnessMeter {
    const meter = new LoudnessMeter(rate, this.#channels);
    for (const samples of this.#finished()) meter.push(samples);
    return meter;
  }

  /** Writes the file. */
  encode(core: Core): void {
    const { cleaning, format } = this.request;
    const pieces = this.#finished();
    const pull = this.#puller(pieces);
    const target = new FileTarget(this.files.output);
    const filters = speedFilters(cleaning.speed);
    const args = [
      ...['-v', 'error', '-f', 'f32le', '-ar', String(rate), '-ac', String(this.#channels), '-i', '/dev/source'],
      ...['-i', '/metadata.txt', '-map', '0:a', ...ownTags],
      ...(filters.length > 0 ? ['-af', filters.join(',')] : []),
      ...encoders[format].args(this.#channels),
      '/dev/target',
    ];
    check(core.exec(args, { pull, target, metadata: this.#metadata() }));
    target.flush();
  }

  /** All in one pass, where nothing needs to be known beforehand. */
  encodePlain(core: Core): void {
    const { request } = this;
    const target = new FileTarget(this.files.output);
    const filters = [this.#filters, ...speedFilters(request.cleaning.speed)].join(',');
    const total = Math.max(1, resultSeconds(request));
    const args = [
      ...['-v', 'error', ...inputArgs(request, '/input/file'), '-i', '/metadata.txt', ...select(request)],
      ...[...ownTags, '-af', filters, ...encoders[request.format].args(this.#channels)],
      '/dev/target',
    ];
    const onTime = (seconds: number) => this.report(Math.min(1, seconds / total));
    check(core.exec(args, { file: request.file, target, metadata: this.#metadata(), onTime }));
    target.flush();
  }

  get loudness(): Rendered['loudness'] {
    const before = this.#meter.integratedLufs;
    if (!Number.isFinite(before)) return null;
    return { beforeLufs: before, gainDb: this.#gainDb };
  }

  #metadata(): string {
    const { tags, chapters, format } = this.request;
    if (hasVorbisComments(format)) return metadataFile({ ...tags, ...chapterTags(chapters) }, [], 0);
    return metadataFile(tags, chapters, resultSeconds(this.request));
  }

  /** The work file with level, gain and limiter applied, piece by piece. */
  *#finished(): Generator<Float32Array> {
    const { cleaning } = this.request;
    const changes = cleaning.level || cleaning.loudnessLufs !== null;
    const limiter = changes ? new Limiter(rate, this.#channels, linear(ceilingDb)) : null;
    let late = limiter ? limiter.delayFrames * this.#channels : 0;
    for (let at = 0; at < this.#scratch.samples; at += chunk) {
      const samples = this.#scratch.read(at, chunk);
      this.#amplify(samples, at / this.#channels);
      limiter?.process(samples);
      const skipped = Math.min(late, samples.length);
      late -= skipped;
      yield samples.subarray(skipped);
    }
    if (!limiter) return;
    const rest = new Float32Array(limiter.delayFrames * this.#channels);
    limiter.process(rest);
    yield rest.subarray(late);
  }

  #amplify(samples: Float32Array, fromFrame: number): void {
    const gain = linear(this.#gainDb);
    const levels = this.#levels;
    if (!levels) {
      if (gain !== 1) for (let at = 0; at < samples.length; at++) samples[at]! *= gain;
      return;
    }
    const step = rate / 10;
    for (let at = 0; at < samples.length; at += this.#channels) {
      const place = (fromFrame + at / this.#channels) / step;
      const index = Math.min(levels.length - 1, Math.floor(place));
      const next = levels[Math.min(levels.length - 1, index + 1)]!;
      const db = levels[index]! + (next - levels[index]!) * Math.min(1, place - index);
      const factor = gain * linear(db);
      for (let channel = 0; channel < this.#channels; channel++) samples[at + channel]! *= factor;
    }
  }

  /** Hands the pieces to ffmpeg as it reads. */
  #puller(pieces: Generator<Float32Array>): (buffer: Uint8Array) => number {
    let held: Uint8Array = new Uint8Array(0);
    let given = 0;
    const total = Math.max(1, this.#scratch.samples * 4);
    return (buffer) => {
      while (held.length === 0) {
        const next = pieces.next();
        if (next.done) return 0;
        held = new Uint8Array(next.value.buffer, next.value.byteOffset, next.value.byteLength);
      }
      const count = Math.min(buffer.length, held.length);
      buffer.set(held.subarray(0, count));
      held = held.subarray(count);
      given += count;
      this.report(0.8 + 0.2 * Math.min(1, given / total));
      return count;
    };
  }
}

const needsReducer = ({ denoise }: Cleaning): boolean => denoise === 'strong';

/**
 * Renders sound to a file of OPFS, streaming: decode and clean into a work file, find the gain, encode. Memory stays flat
 * whatever the length. The call does not pause between passes: to stop it, end the worker. Throws `enhance/failed`.
 */
export const render = async (
  request: RenderRequest,
  files: Workspace,
  report: Report,
  signal: AbortSignal,
): Promise<Rendered['loudness']> => {
  const rendering = new Render(request, files, report);
  if (request.cleaning.denoise === 'gentle') await useCore((core) => rendering.listen(core));
  signal.throwIfAborted();
  if (isPlain(request)) {
    await useCore((core) => rendering.encodePlain(core));
    return null;
  }
  const reducer = needsReducer(request.cleaning) ? await NoiseReducer.open(channelsOf(request)) : null;
  await useCore((core) => rendering.clean(core, reducer));
  signal.throwIfAborted();
  rendering.tune();
  signal.throwIfAborted();
  await useCore((core) => rendering.encode(core));
  return rendering.loudness;
};
