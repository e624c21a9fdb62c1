import { describe, expect, it, vi } from 'vitest';
import { sessionOn } from '../../../tests/fakes/editor-session.ts';
import { sampleParagraph, sampleTranscript } from '../../../tests/fakes/samples.ts';
import { AppError } from '$lib/core/errors.ts';
import type { PatternFinder } from '$lib/domain/ports.ts';
import { findInTexts } from '$lib/domain/transcript-find.ts';
import { FindState } from './editor-find.svelte.ts';

const start = sampleTranscript({ paragraphs: [sampleParagraph('p', ['one', 'two', 'three'])] });

const opened = (find: PatternFinder['find']) => {
  const session = sessionOn(start);
  return { session, state: new FindState(session, { find }) };
};

describe('regular expressions', () => {
  it('are asked of the worker, and an answer counts for its own question only', async () => {
    const { session, state } = opened(async (texts, query, options) => findInTexts(texts, query, options));
    state.isRegex = true;
    state.query = 't\\w+';
    expect(state.matches).toEqual([]);
    state.look();
    await vi.waitFor(() => expect(state.matches).toHaveLength(2));
    session.apply({ kind: 'set-text', paragraph: 'p', text: 'only two' });
    expect(state.matches).toEqual([]);
    state.look();
    await vi.waitFor(() => expect(state.matches).toHaveLength(1));
    expect(state.replaceAll()).toBe(1);
  });

  it('that take too long are said to, and nothing is replaced', async () => {
    const { session, state } = opened(() => Promise.reject(new AppError('find/too-slow')));
    state.isRegex = true;
    state.query = '(\\w+)+;';
    state.look();
    await vi.waitFor(() => expect(state.isTooSlow).toBe(true));
    expect(state.replaceAll()).toBe(0);
    expect(session.transcript).toBe(start);
    await expect(state.matchesIn(start, new AbortController().signal)).rejects.toMatchObject({ code: 'find/too-slow' });
    state.query = 'two';
    expect(state.isTooSlow).toBe(false);
  });

  it('are not asked of anybody while they are none', () => {
    const find = vi.fn(async () => []);
    const { state } = opened(find);
    state.query = 'two';
    state.look();
    expect(state.matches).toHaveLength(1);
    state.isRegex = true;
    state.query = '(';
    state.look();
    expect(state.isInvalid).toBe(true);
    expect(find).not.toHaveBeenCalled();
  });
});

describe('what would be replaced', () => {
  it('is shown among whole words', () => {
    const { session, state } = opened(async () => []);
    const text = 'an exceptionally long beginning of it, two, and then an exceptionally long end';
    session.apply({ kind: 'set-text', paragraph: 'p', text });
    state.query = 'two';
    expect(state.preview(() => text)).toMatchObject([
      { before: '…long beginning of it, ', from: 'two', after: ', and then an exceptionally…' },
    ]);
  });
});

describe('the place that is shown', () => {
  it('is another where the person asks or goes on, and the same while they type', () => {
    const { session, state } = opened(async () => []);
    state.query = 'two';
    const asked = state.place;
    session.apply({ kind: 'set-text', paragraph: 'p', text: 'one two three four' });
    expect(state.place).toBe(asked);
    state.step(1);
    const stepped = state.place;
    expect(stepped).not.toBe(asked);
    state.query = 'three';
    expect(state.place).not.toBe(stepped);
    expect(state.isAnswered).toBe(true);
    state.isRegex = true;
    expect(state.isAnswered).toBe(false);
  });
});
