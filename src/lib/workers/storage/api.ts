import type { Journal, ModelFiles, ModelPackFiles, TakeStore } from '$lib/domain/ports.ts';

/** What the storage worker answers to. Flat, as a call across threads names one method. */
export type StorageApi = {
  [M in keyof TakeStore as `take:${M}`]: TakeStore[M];
} & {
  [M in keyof Journal as `journal:${M}`]: Journal[M];
} & {
  [M in Exclude<keyof ModelFiles, 'folder'> as `model:${M}`]: ModelFiles[M];
} & {
  [M in keyof ModelPackFiles as `pack:${M}`]: ModelPackFiles[M];
} & {
  hash(blob: Blob, signal: AbortSignal): Promise<string>;
};
