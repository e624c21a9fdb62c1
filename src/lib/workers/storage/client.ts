import { modelFolder } from '$lib/domain/model.ts';
import type { Journal, ModelFiles, ModelPackFiles, TakeStore } from '$lib/domain/ports.ts';
import { WorkerHost } from '../host.ts';
import { callback, transfer, type Remote } from '../rpc.ts';
import type { StorageApi } from './api.ts';

export type StorageWorker = {
  takes: TakeStore;
  journal: Journal;
  models: ModelFiles;
  packs: ModelPackFiles;
  /** SHA-256 of a blob as hex, streamed. */
  hash(blob: Blob, signal: AbortSignal): Promise<string>;
  /** Ends the worker; its takes stay on disk. */
  stop(): void;
};

/** A paused take keeps its lock: the worker is never idle (the longest a timer can wait, 24 days). */
const neverIdleMs = 2 ** 31 - 1;
const unstopped = new AbortController().signal;

const start = () => new Worker(new URL('./storage.worker.ts', import.meta.url), { type: 'module', name: 'storage' });

export const createStorageWorker = (): StorageWorker => {
  const host = new WorkerHost<StorageApi>(start, { idleMs: neverIdleMs, graceMs: 5000 });
  const ask = <T>(use: (api: Remote<StorageApi>) => Promise<T>): Promise<T> => host.call(unstopped, use);
  const takes: TakeStore = {
    begin: (header) => ask((api) => api['take:begin'](header)),
    append: (takeId, chunk) => ask((api) => api['take:append'](takeId, transfer(chunk, [chunk]))),
    mark: (takeId, markers) => ask((api) => api['take:mark'](takeId, markers)),
    seal: (takeId) => ask((api) => api['take:seal'](takeId)),
    keep: (takeId, recordingId) => ask((api) => api['take:keep'](takeId, recordingId)),
    kept: () => ask((api) => api['take:kept']()),
    unfinished: () => ask((api) => api['take:unfinished']()),
    discard: (takeId) => ask((api) => api['take:discard'](takeId)),
  };
  const journal: Journal = {
    append: (stream, record) => ask((api) => api['journal:append'](stream, record)),
    snapshot: (stream, record) => ask((api) => api['journal:snapshot'](stream, record)),
    read: (stream) => ask((api) => api['journal:read'](stream)),
    inspect: () => ask((api) => api['journal:inspect']()),
    tips: () => ask((api) => api['journal:tips']()),
    remove: (stream) => ask((api) => api['journal:remove'](stream)),
  };
  const models: ModelFiles = {
    folder: modelFolder,
    verify: (manifest, deep, signal) => host.call(signal, (api, own) => api['model:verify'](manifest, deep, own)),
    remove: (id) => ask((api) => api['model:remove'](id)),
  };
  const packs: ModelPackFiles = {
    put: (model, files, onProgress, signal) =>
      host.call(signal, (api, own) => api['pack:put'](model, files, callback(onProgress), own)),
    read: (manifest) => ask((api) => api['pack:read'](manifest)),
  };
  const hash = (blob: Blob, signal: AbortSignal) => host.call(signal, (api, own) => api.hash(blob, own));
  return { takes, journal, models, packs, hash, stop: () => host.stop() };
};
