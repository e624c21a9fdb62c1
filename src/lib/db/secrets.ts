import Dexie, { type Table } from 'dexie';
import type { SecretStore } from '$lib/domain/ports.ts';
import { storing } from './failures.ts';

type SealedRow = { name: string; iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer };
type KeyRow = { id: 'key'; key: CryptoKey };

const databaseName = 'echoflow-secrets';

/**
 * Texts sealed with AES-GCM (256 bits, a fresh 96-bit nonce each time, the name bound to it) under a key the browser will
 * use but not hand out. A database of its own, so that no backup and no export takes it along. Whoever copies the whole
 * profile of the browser copies the key with it: this keeps a secret out of files, logs and pages, not from a thief of
 * the disk.
 */
export const createSecretStore = (name = databaseName): SecretStore & { close(): void } => {
  const database = new Dexie(name);
  database.version(1).stores({ keys: 'id', secrets: 'name' });
  const keys = database.table('keys') as Table<KeyRow, string>;
  const secrets = database.table('secrets') as Table<SealedRow, string>;

  const getKey = async (): Promise<CryptoKey> => {
    const kept = await keys.get('key');
    if (kept) return kept.key;
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    // Another tab may have been first: what lies there counts.
    await keys.add({ id: 'key', key }).catch(() => {});
    return (await keys.get('key'))!.key;
  };
  const boundTo = (secret: string) => new TextEncoder().encode(secret);

  return {
    put: (secret, text) =>
      storing(async () => {
        const key = await getKey();
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const cipher = { name: 'AES-GCM', iv, additionalData: boundTo(secret) };
        const sealed = await crypto.subtle.encrypt(cipher, key, new TextEncoder().encode(text));
        await secrets.put({ name: secret, iv, sealed });
      }),
    find: (secret) =>
      storing(async () => {
        const row = await secrets.get(secret);
        if (!row) return undefined;
        const cipher = { name: 'AES-GCM', iv: row.iv, additionalData: boundTo(secret) };
        const open = await crypto.subtle.decrypt(cipher, await getKey(), row.sealed).catch(() => undefined);
        return open && new TextDecoder().decode(open);
      }),
    remove: (secret) => storing(() => secrets.delete(secret)),
    close: () => database.close(),
  };
};
