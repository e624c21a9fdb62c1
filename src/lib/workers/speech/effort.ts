export type Effort = 'quiet' | 'balanced' | 'full';

type Bounds = {
  /** Seconds of rest for each second of work. */
  rest: number;
  /** Threads of the runtime; left to it where there is none. */
  threads?: (cores: number, isIsolated: boolean) => number;
};

/** What each performance mode bounds. */
export const efforts: Readonly<Record<Effort, Bounds>> = {
  quiet: { rest: 1, threads: () => 1 },
  balanced: { rest: 0 },
  full: { rest: 0, threads: (cores, isIsolated) => (isIsolated ? Math.max(1, Math.min(cores, 16)) : 1) },
};
