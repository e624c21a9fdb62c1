import wasmURL from '@ffmpeg/core/wasm?url';
import coreURL from '@ffmpeg/core?url';
import legacyModel from '@ricky0123/vad-web/dist/silero_vad_legacy.onnx?url';
import ortModule from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import ortBinary from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { createMediaEngine } from '../../src/lib/workers/media/client.ts';
import { createAudioRenderer } from '../../src/lib/workers/media/renderer.client.ts';
import { createSpeechDetector } from '../../src/lib/workers/speech/detector.client.ts';
import { cleaningPresets } from '../../src/lib/domain/cleaning.ts';
import type { MediaRenderRequest } from '../../src/lib/domain/edited-media.ts';
import { createMediaRenderer } from '../../src/lib/workers/render/client.ts';
import type { Pcm } from '../../src/lib/domain/artifacts.ts';
import type { DetectorMemory } from '../../src/lib/domain/ports.ts';

/** The page of `scripts/bench/media.js` and `vad.js`: our engines and their peers, called from outside. */
const engine = createMediaEngine();
const detector = createSpeechDetector();
const renderer = createAudioRenderer();
const cutter = createMediaRenderer(renderer);
const never = new AbortController().signal;

const chosen = (): File => document.querySelector('input')!.files![0]!;
const absolute = (path: string): string => new URL(path, location.href).href;

const base64Of = async (blob: Blob): Promise<string> => {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
};

let decoded: Pcm | undefined;

const calls = {
  /** The core lies on the device, as after the first visit. */
  warm: async () => (await caches.open('bench')).add(wasmURL),

  /** Our decode: how long until the first samples, how many in all. */
  ours: async () => {
    const file = chosen();
    const start = performance.now();
    const info = await engine.probe(file, file.name, never);
    let firstMs: number | undefined;
    const request = { recordingId: 'b', file, fileName: file.name, info, track: 0, folder: 'bench/pcm' };
    const { pcm } = await engine.decode(
      request,
      ({ doneSeconds }) => (firstMs ??= doneSeconds > 0 ? performance.now() - start : undefined),
      never,
    );
    decoded = pcm;
    return { firstMs: firstMs ?? performance.now() - start, seconds: pcm.totalSamples / 16_000, reason: pcm.reason };
  },

  /** Our decode, with the core on the device or without: samples as base64 and who decoded, or the code of the refusal. */
  decoded: async (by: 'core' | 'browser') => {
    if (by === 'browser') await caches.delete('bench');
    else if (!(await caches.has('bench'))) await calls.warm();
    const file = chosen();
    try {
      const info = await engine.probe(file, file.name, never);
      const request = { recordingId: 'b', file, fileName: file.name, info, track: 0, folder: 'bench/pcm' };
      const { pcm } = await engine.decode(request, () => {}, never);
      const wav = await engine.toWav(pcm);
      return { samples: await base64Of(wav.slice(44)), decoder: pcm.decoder, reason: pcm.reason };
    } catch (error) {
      const { code } = error as { code?: string };
      if (!code) throw error;
      return { code };
    }
  },

  /** ffmpeg.wasm as its documentation shows it: the whole file in, the whole sound out. */
  exec: async () => {
    const { FFmpeg } = await import('@ffmpeg/ffmpeg');
    const ffmpeg = new FFmpeg();
    await ffmpeg.load({ coreURL: absolute(coreURL), wasmURL: absolute(wasmURL) });
    await ffmpeg.writeFile('input', new Uint8Array(await chosen().arrayBuffer()));
    await ffmpeg.exec(['-i', 'input', '-vn', '-ac', '1', '-ar', '16000', '-f', 's16le', 'out.pcm']);
    const bytes = (await ffmpeg.readFile('out.pcm')) as Uint8Array;
    ffmpeg.terminate();
    return { seconds: bytes.length / 32_000 };
  },

  /** The browser's own, all in memory. */
  context: async () => {
    const buffer = await new OfflineAudioContext(1, 1, 16_000).decodeAudioData(await chosen().arrayBuffer());
    return { seconds: buffer.duration };
  },

  /** Speech detection over what `ours` decoded. */
  vad: async () => {
    let memory: DetectorMemory | null = null;
    for (let segment = 0; segment < decoded!.sealed; segment++)
      ({ memory } = await detector.probabilities(decoded!, segment, memory, never));
    return { kind: detector.kind };
  },

  /** The same by vad-web, over samples that lie ready in memory. */
  vadWeb: async () => {
    const wav = await (await engine.toWav(decoded!)).arrayBuffer();
    const samples = Float32Array.from(new Int16Array(wav, 44), (value) => value / 32_768);
    const { NonRealTimeVAD } = await import('@ricky0123/vad-web');
    const vad = await NonRealTimeVAD.new({
      modelURL: absolute(legacyModel),
      modelFetcher: async (path: string) => (await fetch(path)).arrayBuffer(),
      ortConfig: (ort) => {
        ort.env.wasm.numThreads = 1;
        ort.env.wasm.wasmPaths = { mjs: absolute(ortModule), wasm: absolute(ortBinary) };
      },
    });
    let spans = 0;
    for await (const _span of vad.run(samples, 16_000)) spans++;
    return { spans };
  },

  /** The file cut and written anew, as base64, and how its picture was made. */
  cut: async (wanted: string) => {
    const file = chosen();
    const asked = JSON.parse(wanted) as Omit<MediaRenderRequest, 'file' | 'fileName'>;
    const { blob, picture } = await cutter.render({ ...asked, file, fileName: file.name }, () => {}, never);
    return { base64: await base64Of(blob), picture };
  },

  /** The file cleaned with a preset, as base64 of a WAV. */
  render: async (preset: keyof typeof cleaningPresets) => {
    const file = chosen();
    const info = await engine.probe(file, file.name, never);
    const { channels } = info.audioTracks[0]!;
    const request = {
      file,
      track: 0,
      sourceChannels: channels,
      channel: 'mix',
      cleaning: cleaningPresets[preset],
    } as const;
    const whole = { keep: null, format: 'wav', tags: {}, chapters: [], durationSeconds: info.durationSeconds } as const;
    const { file: made } = await renderer.render({ ...request, ...whole }, () => {}, never);
    return base64Of(made);
  },
};

Object.assign(window, { calls });
