import { describe, expect, it } from 'vitest';
import { browserLanguage } from './browser-language.ts';

const never = new AbortController().signal;

const fake = (availability: string) => {
  const calls: string[] = [];
  const Summarizer = {
    availability: async () => (calls.push('asked'), availability),
    create: async ({ monitor }: { monitor(monitor: object): void }) => {
      calls.push('created');
      monitor({
        addEventListener: (_name: string, heard: (event: { loaded: number }) => void) => heard({ loaded: 0.5 }),
      });
      return { summarize: async (text: string) => text.slice(0, 3), destroy: () => calls.push('destroyed') };
    },
  };
  return { calls, language: browserLanguage({ Summarizer } as never) };
};

describe('models of the browser', () => {
  it.each([
    ['available', 'ready'],
    ['downloadable', 'download'],
    ['downloading', 'download'],
    ['unavailable', 'none'],
  ])('%s is told as %s, and nothing is made by asking', async (availability, state) => {
    const { calls, language } = fake(availability);
    expect(await language.summariser()).toBe(state);
    expect(calls).toEqual(['asked']);
  });

  it('are none where the browser has none, and where asking fails', async () => {
    expect(await browserLanguage({}).summariser()).toBe('none');
    const Translator = { availability: async () => Promise.reject(new Error('no')) };
    expect(await browserLanguage({ Translator } as never).translator('de', 'en')).toBe('none');
  });

  it('are used when asked, tell how far the download is, and are given back', async () => {
    const { calls, language } = fake('downloadable');
    const told: number[] = [];
    expect(await language.summarise('abcdef', (fraction) => told.push(fraction), never)).toBe('abc');
    expect(told).toEqual([0.5]);
    expect(calls).toEqual(['created', 'destroyed']);
  });
});
