import { describe, expect, it } from 'vitest';
import { Watched } from '$lib/core/watched.ts';
import type { Draft } from '$lib/domain/transcript.ts';
import type { ArtifactStore } from '$lib/domain/ports.ts';
import { GrowingArtifacts } from './growing.ts';

const draft = (revision: string): Draft => ({
  modelId: 'm',
  revision,
  language: 'en',
  languageProbability: null,
  device: 'wasm',
  segments: [],
});

describe('GrowingArtifacts', () => {
  it('shows what grows over what is saved, and what is saved once it has ended', () => {
    const saved = new Watched<Draft | undefined>(undefined);
    const growing = new GrowingArtifacts();
    const store = growing.over({ watchLatest: () => saved } as unknown as ArtifactStore);
    const seen: (string | undefined)[] = [];
    const subscription = store.watchLatest('r1', 'draft').subscribe((value) => seen.push(value?.revision));
    growing.publish('r1', 'draft', draft('one window'));
    growing.publish('r2', 'draft', draft('another recording'));
    growing.publish('r1', 'draft', draft('two windows'));
    saved.set(draft('saved'));
    growing.end('r1', ['draft']);
    expect([...new Set(seen)]).toEqual([undefined, 'one window', 'two windows', 'saved']);
    subscription.unsubscribe();
    growing.publish('r1', 'draft', draft('late'));
    expect(seen.at(-1)).toBe('saved');
  });
});
