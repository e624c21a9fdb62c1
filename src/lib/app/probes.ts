import { newId } from '$lib/core/ids.ts';
import type { HealthPorts } from '$lib/services/health/index.ts';
import { runtimeAddress } from '$lib/workers/speech/address.ts';
import { builtInModel } from './built-in-model.ts';

/** What the health checks look at, in a real browser. */

const tryFiles = async (): Promise<boolean> => {
  const root = await navigator.storage.getDirectory();
  const name = `probe-${newId()}`;
  const handle = await root.getFileHandle(name, { create: true });
  try {
    const writable = await handle.createWritable();
    await writable.write(name);
    await writable.close();
    return (await (await handle.getFile()).text()) === name;
  } finally {
    await root.removeEntry(name);
  }
};

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB refused'));
  });

const tryDatabase = async (): Promise<boolean> => {
  const name = `echoflow-probe-${newId()}`;
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('rows');
  const database = await asked(opening);
  try {
    const rows = database.transaction('rows', 'readwrite').objectStore('rows');
    await asked(rows.put(name, 1));
    return (await asked(rows.get(1))) === name;
  } finally {
    database.close();
    await asked(indexedDB.deleteDatabase(name));
  }
};

const microphone: HealthPorts['microphone'] = {
  permission: async () => {
    try {
      return (await navigator.permissions.query({ name: 'microphone' as PermissionName })).state;
    } catch {
      return 'unknown';
    }
  },
  inputs: async () => {
    const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    return devices.filter((device) => device.kind === 'audioinput').length;
  },
};

const codecs = { opus: 'opus', aac: 'mp4a.40.2', mp3: 'mp3', pcm: 'pcm-s16' };

const decoders: HealthPorts['decoders'] = () =>
  Promise.all(
    Object.entries(codecs).map(async ([name, codec]) => {
      const config = { codec, sampleRate: 48_000, numberOfChannels: 2 };
      const { supported } = await AudioDecoder.isConfigSupported(config).catch(() => ({ supported: false }));
      return { codec: name, isSupported: supported === true };
    }),
  );

/** A module of one function that uses a SIMD instruction; valid only where the browser has them. */
const simdModule = new Uint8Array([
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
]);
const wasmMagic = '0,97,115,109';

const engine: HealthPorts['engine'] = async (signal) => {
  if (!WebAssembly.validate(simdModule)) return 'unsupported';
  const response = await fetch(runtimeAddress, { signal }).catch(() => null);
  if (!response?.ok || !response.body) return 'missing';
  const reader = response.body.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return value?.subarray(0, 4).join() === wasmMagic ? 'ready' : 'damaged';
};

type Gpu = { requestAdapter(): Promise<{ info?: { vendor?: string; isFallbackAdapter?: boolean } } | null> };

const gpu: HealthPorts['gpu'] = async () => {
  const adapter = await (navigator as { gpu?: Gpu }).gpu?.requestAdapter();
  if (!adapter) return null;
  const vendor = adapter.info?.vendor ?? '';
  return { vendor: vendor || 'unnamed', isSoftware: adapter.info?.isFallbackAdapter ?? vendor === 'google' };
};

const toHex = (bytes: ArrayBuffer): string =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

const builtIn: HealthPorts['builtInModel'] = async (signal) => {
  const missing = { state: 'missing', sizeBytes: 0 } as const;
  const manifest = await builtInModel.loadManifest().catch(() => null);
  if (!manifest) return missing;
  let sizeBytes = 0;
  for (const file of manifest.files) {
    const response = await fetch(builtInModel.base + file.path, { signal });
    if (!response.ok) return missing;
    const bytes = await response.arrayBuffer();
    sizeBytes += bytes.byteLength;
    const isRight = toHex(await crypto.subtle.digest('SHA-256', bytes)) === file.sha256;
    if (!isRight) return { state: 'damaged', sizeBytes };
  }
  return { state: 'verified', sizeBytes };
};

type Given = Pick<HealthPorts, 'capabilities' | 'offline' | 'storage' | 'recovery' | 'log'>;

/** The ports of `Health` in a browser; `given` is what other parts of the app know. */
export const healthPorts = (given: Given): HealthPorts => ({
  ...given,
  isSecureContext: () => globalThis.isSecureContext,
  tryFiles,
  tryDatabase,
  microphone,
  decoders,
  engine,
  gpu,
  builtInModel: builtIn,
});
