import type { BrowserLanguage, BrowserModelState } from '$lib/domain/ports.ts';

type Availability = 'unavailable' | 'downloadable' | 'downloading' | 'available';
type Monitor = { addEventListener(name: 'downloadprogress', heard: (event: { loaded: number }) => void): void };
type Creating = { monitor(monitor: Monitor): void; signal: AbortSignal };

/** The built-in AI interfaces of Chromium, as far as they are used here; TypeScript's libraries do not know them yet. */
type Maker<Options, Made> = {
  availability(options?: Options): Promise<Availability>;
  create(options: Options & Creating): Promise<Made & { destroy(): void }>;
};
type Pair = { sourceLanguage: string; targetLanguage: string };
type Kind = { type: 'tldr'; format: 'plain-text'; length: 'medium' };
type Global = {
  Summarizer?: Maker<Kind, { summarize(text: string, options: { signal: AbortSignal }): Promise<string> }>;
  Translator?: Maker<Pair, { translate(text: string, options: { signal: AbortSignal }): Promise<string> }>;
};

const kind: Kind = { type: 'tldr', format: 'plain-text', length: 'medium' };

const stateOf = async <O>(maker: Maker<O, unknown> | undefined, options: O): Promise<BrowserModelState> => {
  const availability = await maker?.availability(options).catch(() => 'unavailable' as const);
  if (availability === 'available') return 'ready';
  return availability === 'downloadable' || availability === 'downloading' ? 'download' : 'none';
};

/** Makes one, uses it, and gives it back to the browser. */
const using = async <O, M>(
  maker: Maker<O, M> | undefined,
  options: O & Creating,
  use: (made: M) => Promise<string>,
): Promise<string> => {
  const made = await maker!.create(options);
  try {
    return await use(made);
  } finally {
    made.destroy();
  }
};

const creating = (onProgress: (fraction: number) => void, signal: AbortSignal): Creating => ({
  signal,
  monitor: (monitor) => monitor.addEventListener('downloadprogress', ({ loaded }) => onProgress(loaded)),
});

export const browserLanguage = (global: Global = globalThis as Global): BrowserLanguage => ({
  summariser: () => stateOf(global.Summarizer, kind),
  translator: (from, to) => stateOf(global.Translator, { sourceLanguage: from, targetLanguage: to }),
  summarise: (text, onProgress, signal) =>
    using(global.Summarizer, { ...kind, ...creating(onProgress, signal) }, (made) => made.summarize(text, { signal })),
  translate: ({ text, from, to }, onProgress, signal) =>
    using(global.Translator, { sourceLanguage: from, targetLanguage: to, ...creating(onProgress, signal) }, (made) =>
      made.translate(text, { signal }),
    ),
});
