import wasmURL from '@ffmpeg/core/wasm?url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mutate } from '../../../../tests/fakes/mutate.ts';
import { errorCodes } from '$lib/core/errors.ts';
import { createMediaEngine } from './client.ts';
import { fixture, index } from './fixtures.browser.ts';

/** `npm run torture -- --only media.fuzz` sets more. */
const seeds = Number(import.meta.env.VITE_FUZZ_SEEDS ?? 60);
const firstSeed = Number(import.meta.env.VITE_FUZZ_FIRST ?? 1);
const hangMs = 15_000;
/** What once hung. */
const known = [955];

const engine = createMediaEngine();
beforeAll(async () => (await caches.open('fuzz')).add(wasmURL));
afterAll(async () => {
  engine.dispose();
  await caches.delete('fuzz');
});

/** What became of a damaged file: a result's length, or the code of a refusal. Throws on anything else. */
const outcomeOf = async (file: Blob, withinMs = hangMs): Promise<string> => {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), withinMs);
  try {
    const info = await engine.probe(file, 'x', controller.signal);
    const request = { recordingId: 'fuzz', file, fileName: 'x', info, track: 0, folder: 'fuzz/pcm' };
    const { pcm } = await engine.decode(request, () => {}, controller.signal);
    return `${pcm.totalSamples} samples`;
  } catch (error) {
    if (controller.signal.aborted) throw new Error(`It hung for ${withinMs} ms.`, { cause: error });
    const { code } = error as { code?: string };
    if (!(errorCodes as readonly (string | undefined)[]).includes(code)) throw error;
    return code!;
  } finally {
    clearTimeout(timer);
  }
};

const small = ['speech.m4a', 'speech.mp3', 'speech.opus', 'speech.webm', 'speech.ogg', 'speech.flac', 'speech.aac'];
const others = ['two-tracks.mp4', 'chapters.mp3', 'alac.m4a', 'adpcm.wav', 'mulaw-8k.wav', 'speech.wma', 'gap.mka'];

test(
  `${seeds} damaged files: each is read or refused in words, none hangs, the page lives`,
  async () => {
    const names = [...small, ...others].filter((name) => index.good.some(({ file }) => file === name));
    const originals = await Promise.all(
      names.map(async (name) => new Uint8Array(await (await fixture(name)).arrayBuffer())),
    );
    const seen = new Set<string>();
    const broken: string[] = [];
    // Loading the core is no part of reading a file.
    await outcomeOf(new Blob([originals[0]!]), 60_000);
    // Every second one is read by the core, then the others by the browser's own decoders.
    const all = [...Array.from({ length: seeds }, (_, index) => firstSeed + index), ...known];
    const byCore = all.filter((seed) => seed % 2 === 0);
    for (const [at, seed] of [...byCore, ...all.filter((seed) => seed % 2 === 1)].entries()) {
      const which = seed % names.length;
      if (at === byCore.length) await caches.delete('fuzz');
      try {
        const outcome = await outcomeOf(new Blob([mutate(originals[which]!, seed)]));
        seen.add(outcome.endsWith('samples') ? 'read' : 'refused');
      } catch (error) {
        broken.push(`Seed ${seed}, ${names[which]}: ${String(error)}`);
      }
    }
    expect(broken).toEqual([]);
    if (seeds > 1) expect([...seen].sort()).toEqual(['read', 'refused']);
  },
  // What hangs is told file by file.
  seeds > 60 ? seeds * hangMs : 120_000,
);
