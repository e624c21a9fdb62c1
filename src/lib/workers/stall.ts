import { AppError } from '$lib/core/errors.ts';

/**
 * A demuxer caught in damaged data goes round for good and blocks its worker: mediabunny 1.61 does in Matroska whose rest is
 * not to be made sense of. One at work gives a sign this often; a wrong alarm costs no more than reading with the core.
 */
const stallMs = 3000;
/** So long where a wrong alarm costs more: a busy machine must not stop what is at work. */
const patientMs = 10_000;

/** `isExpected`: whether another sign must follow. The ffmpeg core may rightly be busy for minutes without one. */
export type Alive = (isExpected: boolean) => void;

const hung = (): AppError => new AppError('media/unreadable', { message: 'The demuxer hung.' });

/**
 * Calls `use`, and `instead` where no sign of life came when one was expected: the signal of the call is aborted then, which
 * ends its worker. Without `instead` it throws `media/unreadable`.
 */
export const unlessStalled = async <T>(
  signal: AbortSignal,
  use: (signal: AbortSignal, alive: Alive) => Promise<T>,
  instead: () => Promise<T> = () => Promise.reject(hung()),
  afterMs = stallMs,
): Promise<T> => {
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const alive: Alive = (isExpected) => {
    clearTimeout(timer);
    if (isExpected) timer = setTimeout(() => stop.abort(), afterMs);
  };
  try {
    return await use(AbortSignal.any([signal, stop.signal]), alive);
  } catch (error) {
    if (!stop.signal.aborted || signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
  }
  return instead();
};

/** `unlessStalled` for what gives a sign each second (`withPulse`); `beat` takes it. */
export const unlessSilent = <T>(
  signal: AbortSignal,
  use: (signal: AbortSignal, beat: () => void) => Promise<T>,
  instead?: () => Promise<T>,
): Promise<T> =>
  unlessStalled(
    signal,
    (stop, alive) => {
      alive(true);
      return use(stop, () => alive(true));
    },
    instead,
    patientMs,
  );
