import { afterAll, expect, test } from 'vitest';
import type { MediaRenderRequest } from '$lib/domain/edited-media.ts';
import { mutate } from '../../../tests/fakes/mutate.ts';
import { createMediaEngine } from './media/client.ts';
import { fixture } from './media/fixtures.browser.ts';
import { createAudioRenderer } from './media/renderer.client.ts';
import { createMediaRenderer } from './render/client.ts';

const engine = createMediaEngine();
const audio = createAudioRenderer();
const renderer = createMediaRenderer(audio);
afterAll(async () => {
  for (const each of [engine, audio, renderer]) each.dispose();
  await renderer.clear();
});

const never = new AbortController().signal;

/** A file whose list of tracks mediabunny 1.61 reads for ever, blocking its worker; ffmpeg reads it. */
const endless = async (): Promise<Blob> =>
  new Blob([mutate(new Uint8Array(await (await fixture('speech.webm')).arrayBuffer()), 955)]);

test('a file a demuxer hangs in is refused where its packets are copied, and its sound rendered by the core', async () => {
  const file = await endless();
  const sound = await fixture('speech.m4a');
  const refused = { name: 'AppError', code: 'media/unreadable' };
  const isolated = engine.isolateTrack('hang', file, { track: 0, withVideo: false }, never);
  await Promise.all([
    expect(isolated).rejects.toMatchObject(refused),
    expect(renderer.render(cut(file), () => {}, never).then(({ blob }) => blob.size)).resolves.toBeGreaterThan(90_000),
  ]);
  const joined = engine.joinSound(file, { sound, path: 'hang/joined' }, never);
  await expect(joined).rejects.toMatchObject(refused);
  // Each of them ended its worker; the next call has another.
  expect((await engine.probe(sound, 'x', never)).audioTracks).toHaveLength(1);
}, 60_000);

/** Its first second. */
const cut = (file: Blob): MediaRenderRequest => ({
  ...{ file, fileName: 'x', track: 0, kept: [{ start: 0, end: 1 }], muted: [], format: 'wav', enhance: null },
  ...{ captions: 'none', style: { size: 'large', place: 'bottom', look: 'box', activeWord: true }, cues: [] },
  language: 'en',
});
