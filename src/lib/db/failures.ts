import { AppError, isQuota, toAppError } from '$lib/core/errors.ts';

/** Dexie wraps what the browser threw: a full disk comes as an aborted transaction with the quota error inside. */
const inner = (error: unknown): unknown => {
  const inside = error instanceof Error ? (error as { inner?: unknown }).inner : undefined;
  return inside instanceof Error || inside instanceof DOMException ? inside : undefined;
};

const named = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  for (let each: unknown = error; each; each = inner(each)) {
    if (each instanceof AppError) return each;
    if (isQuota(each)) return toAppError(each);
  }
  return new AppError('storage/unavailable', {
    cause: error,
    message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  });
};

/** Runs database work; whatever it throws comes out as `storage/…`. A transaction's abort is no person's stop. */
export const storing = async <T>(work: () => PromiseLike<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw named(error);
  }
};
