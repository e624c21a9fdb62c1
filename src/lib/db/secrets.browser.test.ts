import Dexie from 'dexie';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSecretStore } from './secrets.ts';

const name = 'test-secrets';
let store: ReturnType<typeof createSecretStore>;
beforeEach(() => {
  store = createSecretStore(name);
});
afterEach(async () => {
  store.close();
  await Dexie.delete(name);
});

it('gives back what was put, after a restart too, and nothing of it lies open', async () => {
  await store.put('server', 'sk-very-secret');
  store.close();
  store = createSecretStore(name);
  expect(await store.find('server')).toBe('sk-very-secret');
  const raw = await new Dexie(name).open();
  const [row] = (await raw.table('secrets').toArray()) as { sealed: ArrayBuffer }[];
  const [{ key }] = (await raw.table('keys').toArray()) as [{ key: CryptoKey }];
  raw.close();
  expect(new TextDecoder('latin1').decode(row!.sealed)).not.toContain('secret');
  expect(key.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
});

it('opens a secret only under its own name, and forgets it', async () => {
  await store.put('one', 'first');
  const raw = await new Dexie(name).open();
  const row = (await raw.table('secrets').get('one')) as object;
  await raw.table('secrets').put({ ...row, name: 'other' });
  raw.close();
  expect(await store.find('other')).toBeUndefined();
  expect(await store.find('one')).toBe('first');
  await store.remove('one');
  expect(await store.find('one')).toBeUndefined();
});
