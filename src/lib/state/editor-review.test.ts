import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sessionOn } from '../../../tests/fakes/editor-session.ts';
import { sampleParagraph, sampleTranscript } from '../../../tests/fakes/samples.ts';
import type { VersionRepository } from '$lib/domain/ports.ts';
import { paragraphText, type Transcript } from '$lib/domain/transcript.ts';
import { Review } from './editor-review.svelte.ts';
import { EditorVersions, snapshotAfterMs } from './editor-versions.svelte.ts';
import type { EditorSession } from './editor.svelte.ts';
import type { Playback } from './playback.svelte.ts';

const doubted = sampleParagraph('p', ['Good', 'mourning', 'all', 'oft', 'you'], 10);
const start: Transcript = sampleTranscript({
  paragraphs: [
    { ...doubted, words: doubted.words.map((word, index) => ({ ...word, conf: index % 2 === 1 ? 0.4 : 0.95 })) },
  ],
});

describe('Review', () => {
  const player = {
    ...{ seconds: 0, isPlaying: false },
    seek: vi.fn((seconds: number) => void (player.seconds = seconds)),
    play: vi.fn(async () => void (player.isPlaying = true)),
    pause: vi.fn(() => void (player.isPlaying = false)),
  };
  let session: EditorSession;
  let review: Review;

  beforeEach(() => {
    vi.useFakeTimers();
    session = sessionOn(start);
    review = new Review(session, player as unknown as Playback);
    review.open();
  });
  afterEach(() => {
    review.close();
    session.dispose();
    vi.useRealTimers();
  });

  it('plays a doubtful word with a little around it, and stops there', () => {
    expect(review.current?.word.text).toBe('mourning');
    expect(player.seek).toHaveBeenLastCalledWith(10.5 - 0.8);
    player.seconds = 11.2;
    vi.advanceTimersByTime(50);
    expect(player.isPlaying).toBe(true);
    player.seconds = 11.3;
    vi.advanceTimersByTime(50);
    expect(player.isPlaying).toBe(false);
  });

  it('goes on to the next when a word is taken for right, and tells how much is reviewed', () => {
    expect(review.share).toBeCloseTo(0.6);
    review.accept();
    expect([review.current?.word.text, review.number, review.queue.length]).toEqual(['oft', 1, 1]);
    expect(review.share).toBeCloseTo(0.8);
    review.accept();
    expect([review.current, review.share]).toEqual([null, 1]);
    session.undo();
    expect(review.current?.word.text).toBe('oft');
  });

  it('steps round the end, and a word that is typed anew leaves the queue', () => {
    review.step(-1);
    expect(review.current?.word.text).toBe('oft');
    session.apply({ kind: 'set-text', paragraph: 'p', text: 'Good mourning all of you' });
    expect(review.queue.map(({ word }) => word.text)).toEqual(['mourning']);
  });

  it('goes on behind a word that was typed anew, and moves only when the person does', () => {
    const texts = ['one', 'two', 'three', 'four'];
    const paragraph = sampleParagraph('r', texts, 0);
    const words = paragraph.words.map((word) => ({ ...word, conf: 0.4 }));
    const other = sessionOn(sampleTranscript({ paragraphs: [{ ...paragraph, words }] }));
    const walk = new Review(other, player as unknown as Playback);
    walk.open();
    walk.step(1);
    const { turn } = walk;
    const type = (text: string) => other.apply({ kind: 'set-text', paragraph: 'r', text }, 'r');
    type('one t three four');
    type('one tw three four');
    expect([walk.current?.word.text, walk.turn]).toEqual(['three', turn]);
    walk.step(1);
    expect([walk.current?.word.text, walk.turn]).toEqual(['three', turn + 1]);
    walk.step(1);
    type('one tw three fou');
    expect(walk.current?.word.text).toBe('one');
    walk.dispose();
    other.dispose();
  });
});

describe('EditorVersions', () => {
  it('keeps a snapshot after five minutes of work, pauses left out, and restores by paragraph', async () => {
    const session = sessionOn(start);
    const kept: [Transcript, string | null][] = [];
    const ports = {
      watch: () => ({ subscribe: () => ({ unsubscribe: () => {} }) }),
      add: async (transcript: Transcript, name: string | null) => void kept.push([transcript, name]),
    } as unknown as VersionRepository;
    let now = 0;
    const versions = new EditorVersions(ports, session, () => now);
    const type = (text: string) => session.apply({ kind: 'set-text', paragraph: 'p', text });
    type('begin');
    now += 3_600_000;
    type('after an hour away');
    expect(kept).toEqual([]);
    for (let worked = 30_000; worked < snapshotAfterMs; worked += 20_000) {
      now += 20_000;
      type(`at ${now}`);
    }
    await vi.waitFor(() => expect(kept).toHaveLength(1));
    expect([paragraphText(kept[0]![0].paragraphs[0]!), kept[0]![1]]).toEqual([`at ${now}`, null]);

    versions.show({ title: 'start', paragraphs: start.paragraphs, speakers: start.speakers });
    const [change] = versions.changes;
    expect(change?.kind).toBe('changed');
    expect(versions.restore(change!)).toBe(true);
    expect(session.transcript?.paragraphs).toEqual(start.paragraphs);
    expect(versions.changes.every(({ kind }) => kind === 'same')).toBe(true);
    versions.dispose();
    session.dispose();
  });
});
