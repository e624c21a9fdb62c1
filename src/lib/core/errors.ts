/**
 * Every failure a person can meet. Each code has words in `i18n/en.ts` (what happened, what is safe, what to do next);
 * the compiler checks that it does.
 */
export const errorCodes = [
  'media/empty',
  'media/unreadable',
  'media/no-audio',
  'media/unsupported',
  'media/truncated',
  'media/missing',
  'media/too-large',
  'media/choose-track',
  'mic/denied',
  'mic/missing',
  'mic/busy',
  'mic/lost',
  'mic/no-tab-sound',
  'mic/unsupported',
  'link/invalid',
  'link/unreachable',
  'link/refused',
  'link/not-media',
  'link/too-large',
  'model/missing',
  'model/download-failed',
  'model/offline',
  'model/corrupt',
  'model/unavailable',
  'model/pack-unreadable',
  'model/other-family',
  'model/too-large',
  'speech/failed',
  'server/unreachable',
  'server/refused',
  'server/failed',
  'storage/full',
  'storage/unavailable',
  'storage/locked',
  'storage/corrupt',
  'storage/newer',
  'transcript/missing',
  'redaction/lost',
  'find/too-slow',
  'worker/crashed',
  'worker/timeout',
  'settings/invalid',
  'format/unreadable',
  'format/unknown',
  'project/unreadable',
  'project/damaged',
  'project/newer',
  'project/too-large',
  'enhance/unavailable',
  'enhance/failed',
  'render/no-codec',
  'render/nothing',
  'render/failed',
  'network/blocked',
  'unexpected',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Facts for the message: ids, sizes, names of codecs. Never what was said in a recording. */
export type ErrorDetail = Readonly<Record<string, string | number | boolean>>;

export class AppError extends Error {
  override readonly name = 'AppError';
  readonly detail: ErrorDetail;

  constructor(
    readonly code: ErrorCode,
    options: { cause?: unknown; message?: string; detail?: ErrorDetail } = {},
  ) {
    super(options.message ?? code, { cause: options.cause });
    this.detail = options.detail ?? {};
  }
}

/** True when somebody stopped the work. Stopping is not failing: never log, show or store it as a failure. */
export const isAbort = (error: unknown): boolean =>
  (error instanceof Error || error instanceof DOMException) && error.name === 'AbortError';

export const isQuota = (error: unknown): boolean =>
  (error instanceof Error || error instanceof DOMException) &&
  (error.name === 'QuotaExceededError' || /quota/i.test(error.message));

/** Names an unknown throw at a boundary. A full disk is always told as such; an AppError passes unchanged. */
export const toAppError = (error: unknown, code: ErrorCode = 'unexpected'): AppError => {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new AppError(isQuota(error) ? 'storage/full' : code, { cause: error, message });
};
