import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { AppError } from '$lib/core/errors.ts';
import { Announcer, quietMs } from './announcer.svelte.ts';
import { Toasts } from './toasts.svelte.ts';

describe('Announcer', () => {
  it('speaks of work under way at most once in ten seconds a topic', () => {
    let now = 0;
    const announcer = new Announcer(() => now);
    const said: string[] = [];
    for (; now < 600_000; now += 1000) if (announcer.progress('jobs', `${now}`)) said.push(announcer.polite.text);
    expect(said.length).toBe(600_000 / quietMs);
    expect(announcer.progress('other', 'x')).toBe(true);
  });

  it('may be used in an effect without waking it again', () => {
    const announcer = new Announcer();
    const toasts = new Toasts();
    let runs = 0;
    const end = $effect.root(() => {
      $effect(() => {
        runs++;
        announcer.say('a');
        announcer.alert('b');
        toasts.note('c');
        toasts.error(new AppError('storage/full'));
        toasts.close(1);
      });
    });
    flushSync();
    end();
    expect(runs).toBe(1);
  });
});

describe('Toasts', () => {
  it('shows a failure once per code and an abort never', () => {
    const toasts = new Toasts();
    toasts.error(new AppError('storage/full'));
    toasts.error(new AppError('storage/full'));
    toasts.error(new DOMException('stopped', 'AbortError'));
    expect(toasts.current.map((toast) => toast.kind)).toEqual(['error']);
  });
});
