import { recentLogs } from '$lib/core/log.ts';
import type { Recovery } from '$lib/db/recovery.ts';
import type { OfflinePort } from '$lib/domain/offline.ts';
import type { StorageState } from '$lib/domain/ports.ts';
import type { HealthPorts } from '$lib/services/health/check.ts';
import { runtimeAddress } from '$lib/workers/speech/address.ts';
import { builtInModel } from './built-in-model.ts';
import { detectCapabilities } from './capabilities.ts';

type Hash = (blob: Blob, signal: AbortSignal) => Promise<string>;

export type HealthParts = { hash: Hash; storage: StorageState; recovery: Recovery; offline: OfflinePort };

/** What the health checks look at, in this browser. */
export const browserHealthPorts = ({ hash, storage, recovery, offline }: HealthParts): HealthPorts => ({
  capabilities: detectCapabilities,
  isSecureContext: () => globalThis.isSecureContext,
  offline,
  storage,
  tryFiles,
  tryDatabase,
  microphone: { permission: microphonePermission, inputs: countInputs },
  decoders,
  engine,
  gpu,
  builtInModel: (signal) => verifyBuiltIn(hash, signal),
  recovery: () => ({ rebuilt: recovery.rebuilt.length, lost: recovery.lost.length }),
  log: () => recentLogs.current,
});

const probeName = 'health-check';

const tryFiles = async (): Promise<boolean> => {
  const root = await navigator.storage.getDirectory();
  const handle = await root.getFileHandle(probeName, { create: true });
  const writer = await handle.createWritable();
  await writer.write(probeName);
  await writer.close();
  const text = await (await handle.getFile()).text();
  await root.removeEntry(probeName);
  return text === probeName;
};

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

const tryDatabase = async (): Promise<boolean> => {
  const opening = indexedDB.open(probeName);
  opening.onupgradeneeded = () => opening.result.createObjectStore('rows');
  const database = await settled(opening);
  try {
    await settled(database.transaction('rows', 'readwrite').objectStore('rows').put(probeName, 1));
    return (await settled(database.transaction('rows').objectStore('rows').get(1))) === probeName;
  } finally {
    database.close();
    indexedDB.deleteDatabase(probeName);
  }
};

const microphonePermission = async (): Promise<'granted' | 'denied' | 'prompt' | 'unknown'> => {
  try {
    return (await navigator.permissions.query({ name: 'microphone' as PermissionName })).state;
  } catch {
    // Firefox does not know the name: nothing can be told before somebody records.
    return 'unknown';
  }
};

const countInputs = async (): Promise<number> => {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return devices.filter((device) => device.kind === 'audioinput').length;
};

const codecs = { AAC: 'mp4a.40.2', MP3: 'mp3', Opus: 'opus', Vorbis: 'vorbis', FLAC: 'flac' } as const;

const decoders = (): ReturnType<HealthPorts['decoders']> =>
  Promise.all(Object.entries(codecs).map(async ([name, codec]) => ({ codec: name, isSupported: await knows(codec) })));

const knows = async (codec: string): Promise<boolean> => {
  if (typeof AudioDecoder === 'undefined') return false;
  const asked = AudioDecoder.isConfigSupported({ codec, sampleRate: 48_000, numberOfChannels: 2 });
  return asked.then(({ supported }) => supported === true).catch(() => false);
};

const engine: HealthPorts['engine'] = async (signal) => {
  if (typeof WebAssembly === 'undefined') return 'unsupported';
  const response = await fetch(runtimeAddress, { signal });
  if (!response.ok) return 'missing';
  const [zero, a, s, m] = new Uint8Array(await response.arrayBuffer(), 0, 4);
  return zero === 0 && String.fromCharCode(a, s, m) === 'asm' ? 'ready' : 'damaged';
};

type GpuAdapter = { info?: { vendor?: string; architecture?: string } };
type GpuNavigator = { gpu?: { requestAdapter(): Promise<GpuAdapter | null> } };

const gpu: HealthPorts['gpu'] = async () => {
  const adapter = await (navigator as GpuNavigator).gpu?.requestAdapter();
  if (!adapter) return null;
  const { vendor = '', architecture = '' } = adapter.info ?? {};
  return { vendor, isSoftware: /swiftshader|llvmpipe/i.test(architecture) };
};

const verifyBuiltIn = async (hash: Hash, signal: AbortSignal): ReturnType<HealthPorts['builtInModel']> => {
  const manifest = await builtInModel.loadManifest().catch(() => undefined);
  if (!manifest) return { state: 'missing', sizeBytes: 0 };
  let sizeBytes = 0;
  for (const file of manifest.files) {
    const response = await fetch(builtInModel.base + file.path, { signal });
    if (!response.ok) return { state: 'missing', sizeBytes };
    const blob = await response.blob();
    if ((await hash(blob, signal)) !== file.sha256) return { state: 'damaged', sizeBytes };
    sizeBytes += blob.size;
  }
  return { state: 'verified', sizeBytes };
};
