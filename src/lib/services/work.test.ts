import { describe, expect, test } from 'vitest';
import type { Job } from '$lib/domain/job.ts';
import type { MediaInfo } from '$lib/domain/media.ts';
import type { Recording } from '$lib/domain/recording.ts';
import type { MachineLayer } from '$lib/domain/transcript.ts';
import type { Order } from '$lib/pipelines/step.ts';
import { makeWork } from './work.ts';

const track = (index: number) => ({ index, codec: 'aac', sampleRate: 48_000, channels: 2, language: null });
const mediaOf = (tracks: number, more: Partial<MediaInfo> = {}): MediaInfo => ({
  ...{ container: 'MP4', mime: 'video/mp4', durationSeconds: 10, hasVideo: true, title: null },
  audioTracks: Array.from({ length: tracks }, (_, index) => track(index)),
  ...more,
});

const row = (change: Partial<Recording>): Recording => ({
  ...{ id: 'r', title: 'talk', source: 'file', fileName: 'talk.mp4', mime: 'video/mp4', sizeBytes: 1, sha256: 's' },
  ...{ durationSeconds: null, hasVideo: true, createdAt: '', updatedAt: '', deletedAt: null },
  ...change,
});

const job: Job = {
  id: 'j',
  recordingId: 'r',
  wants: 'machine',
  modelId: 'm',
  language: 'auto',
  createdAt: '',
  state: { kind: 'queued' },
};
const word = (text: string, start: number) => ({
  ...{ id: 'w0', text, start, end: start + 0.5, conf: 1, confTime: null, origin: 'machine' as const },
});
const heard: Record<string, MachineLayer> = Object.fromEntries(
  (['mix', 'left', 'right'] as const).map((channel, at) => [
    channel,
    {
      modelId: 'm',
      revision: '1',
      language: 'en',
      paragraphs: [{ id: 'p0', speaker: null, language: 'en', words: [word(channel, at)] }],
    },
  ]),
);

const run = async (media: MediaInfo, change: Partial<Recording> = {}) => {
  let recording = row(change);
  const orders: string[] = [];
  const saved: string[] = [];
  const adopted: { layer: MachineLayer; fingerprint: string }[] = [];
  const make = async (name: string, { sound }: Order) => {
    if (name === 'media') return media;
    orders.push(`${name} ${sound?.track} ${sound?.channel}`);
    return name === 'peaks' ? { totalSamples: 160_000, sampleRate: 16_000 } : heard[sound!.channel];
  };
  const work = makeWork({
    manager: { make: make as never, fingerprint: async (_name, { sound }) => `f-${sound?.track}-${sound?.channel}` },
    recordings: {
      find: async () => recording,
      update: async (_id, facts) => void (recording = { ...recording, ...facts }),
    },
    artifacts: { save: async (...[, name, print]) => void saved.push(`${name} ${print}`) },
    transcripts: { adopt: async (_id, layer, fingerprint) => (adopted.push({ layer, fingerprint }), 'adopted') },
    channelNames: ({ layout }) => (layout === 'me-them' ? ['Me', 'Them'] : ['Left', 'Right']),
  });
  const outcome = await work(job, new AbortController().signal).catch((error: unknown) => error);
  return { outcome, orders: orders.sort(), adopted, saved, recording };
};

describe('what a job takes of a file', () => {
  test('the only track, its channels mixed', async () => {
    expect((await run(mediaOf(1))).orders).toEqual(['machine 0 mix', 'peaks 0 mix']);
  });

  test('of several tracks the chosen one; it asks where nobody chose', async () => {
    const asked = await run(mediaOf(3));
    expect(asked.outcome).toMatchObject({ code: 'media/choose-track', detail: { tracks: 3 } });
    expect(asked.orders).toEqual([]);
    const chosen = await run(mediaOf(3), { sound: { track: 2, channel: 'left' } });
    expect(chosen.orders).toEqual(['machine 2 left', 'peaks 2 left']);
    expect(chosen.adopted[0]?.fingerprint).toBe('f-2-left');
  });

  test('a recorded call, and a file somebody chose so, becomes two speakers', async () => {
    const call = await run(mediaOf(1), { layout: 'me-them' });
    expect(call.orders).toEqual(['machine 0 left', 'machine 0 right', 'peaks 0 mix']);
    expect(call.adopted[0]?.layer.paragraphs.map(({ speaker }) => speaker)).toEqual(['Me', 'Them']);
    expect(call.adopted[0]?.fingerprint).toBe('f-0-left+f-0-right');
    expect(call.saved).toEqual(['machine f-0-left+f-0-right']);
    const split = await run(mediaOf(1), { sound: { track: 0, channel: 'split' } });
    expect(split.adopted[0]?.layer.paragraphs.map(({ speaker }) => speaker)).toEqual(['Left', 'Right']);
  });
});

describe('what the file says of itself', () => {
  const told = mediaOf(1, { title: 'A talk', artist: 'Anna', date: '2024', chapters: [{ start: 3, title: 'Two' }] });

  test('becomes title, artist, date and markers', async () => {
    expect((await run(told)).recording).toMatchObject({
      ...{ title: 'A talk', artist: 'Anna', date: '2024', durationSeconds: 10 },
      markers: [{ id: 'chapter-0', at: 3, note: 'Two' }],
    });
  });

  test('and leaves what a person gave', async () => {
    const markers = [{ id: 'own', at: 1, note: 'mine' }];
    expect((await run(told, { title: 'My name for it', markers })).recording).toMatchObject({
      title: 'My name for it',
      markers,
    });
  });
});
