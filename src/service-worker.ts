/// <reference lib="webworker" />
import { PrecacheController } from 'workbox-precaching';
import { securityHeaders } from './lib/core/headers.js';
import {
  offlineParts,
  partOf,
  shareAction,
  sharedCache,
  sharedParameter,
  type BuildFile,
  type OfflineNotice,
  type OfflinePart,
  type OfflineRequest,
  type OfflineStatus,
} from './lib/domain/offline.ts';

/**
 * Keeps the app on the device. The shell is fetched at install; engines and the built-in model (large, on hashed or
 * revisioned addresses) in the background after the first visit, each verified before it is kept. Every answer carries
 * our headers, so any static host gives an isolated page under our policy.
 */
declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: BuildFile[] };

const files: readonly BuildFile[] = self.__WB_MANIFEST;
const parts = new Map(files.map((file) => [file.url, partOf(file.url)]));
const shellFiles = files.filter((file) => parts.get(file.url) === 'shell');
const engines = new Map(
  files
    .filter((file) => parts.get(file.url) !== 'shell')
    .map((file) => [new URL(file.url, self.location.origin).href, file]),
);

const enginesCache = 'echoflow-engines';
const notesCache = 'echoflow-notes';
const oldTabsNote = '/__old-tabs';

const precache = new PrecacheController();
precache.addToCacheList(shellFiles.map(({ url, revision }) => ({ url: `/${url}`, revision })));

/* ---- life -------------------------------------------------------------------------------------------------------- */

self.addEventListener('install', (event) => {
  // The first version takes over at once; a later one waits until the person says so.
  if (!self.registration.active) void self.skipWaiting();
  event.waitUntil(precache.install(event));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(takeOver(event));
});

const takeOver = async (event: ExtendableEvent) => {
  const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  await writeOldTabs(open.map((client) => client.id));
  await self.clients.claim();
  await sweep(event);
};

/**
 * [Note: Old chunks] Tabs opened under the version before may still import its chunks, so those stay in the cache until
 * the last such tab has closed or reloaded (either gives it a new client id).
 */
const sweep = async (event: ExtendableEvent) => {
  const old = await readOldTabs();
  if (!old) return;
  const open = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (open.some((client) => old.includes(client.id))) return;
  await precache.activate(event);
  await dropForgottenEngines();
  await (await caches.open(notesCache)).delete(oldTabsNote);
};

const writeOldTabs = async (ids: string[]) =>
  (await caches.open(notesCache)).put(oldTabsNote, new Response(JSON.stringify(ids)));

const readOldTabs = async (): Promise<string[] | null> => {
  const note = await (await caches.open(notesCache)).match(oldTabsNote);
  return note ? await note.json() : null;
};

const dropForgottenEngines = async () => {
  const cache = await caches.open(enginesCache);
  const kept = await cache.keys();
  await Promise.all(kept.filter(({ url }) => !engines.has(url)).map((request) => cache.delete(request)));
};

/* ---- answers ----------------------------------------------------------------------------------------------------- */

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (url.origin === self.location.origin && url.pathname === shareAction && event.request.method === 'POST') {
    return event.respondWith(receiveShared(event.request));
  }
  if (url.origin !== self.location.origin || event.request.method !== 'GET') return;
  if (event.request.mode === 'navigate') event.waitUntil(sweep(event));
  const address = url.origin + url.pathname;
  // [Note: Compiled code] The browser keeps what it compiled of a WebAssembly file only beside an answer handed on as it
  // lies in the cache; a copy, with other headers, would be compiled anew at every start.
  if (engines.has(address)) return event.respondWith(engine(event, address));
  event.respondWith(answer(event, url).then((response) => withHeaders(response, url.pathname)));
});

/** Files another app shares: kept first, so that none is lost whatever becomes of the page they are handed to. */
const receiveShared = async (request: Request): Promise<Response> => {
  const cache = await caches.open(sharedCache);
  const files = (await request.formData()).getAll('files').filter((part): part is File => part instanceof File);
  for (const [index, file] of files.entries()) {
    const headers = { 'Content-Type': file.type, 'X-File-Name': encodeURIComponent(file.name) };
    await cache.put(`/__shared/${Date.now()}-${index}`, new Response(file, { headers }));
  }
  return Response.redirect(`/?${sharedParameter}`, 303);
};

const answer = async (event: FetchEvent, url: URL): Promise<Response> => {
  if (event.request.mode === 'navigate' && !isFile(url)) return page(event.request);
  const address = url.origin + url.pathname;
  const key = precache.getCacheKeyForURL(address);
  return (await caches.match(key ?? address)) ?? fetch(event.request);
};

/** A file of ours opened by its address (licences, the manifest), not a route of the app. */
const isFile = (url: URL) => /\.[a-z0-9]+$/i.test(url.pathname) && url.pathname !== '/index.html';

const page = async (request: Request): Promise<Response> => {
  const key = precache.getCacheKeyForURL('/index.html');
  return (key && (await caches.match(key))) || fetch(request);
};

const engine = async (event: FetchEvent, address: string): Promise<Response> => {
  const cached = await (await caches.open(enginesCache)).match(address);
  if (cached) return cached;
  const response = await fetch(event.request);
  if (response.status === 200) event.waitUntil(keep(address, response.clone()).then(notify, () => undefined));
  return response;
};

/** A copy with our headers; answers that cannot be copied (opaque, redirects left to the browser) pass as they are. */
const withHeaders = (response: Response, path: string): Response => {
  if (response.type === 'opaque' || response.type === 'opaqueredirect' || response.status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(securityHeaders(path))) headers.set(name, value);
  const isEmpty = [101, 204, 205, 304].includes(response.status);
  return new Response(isEmpty ? null : response.body, {
    status: response.status,
    statusText: response.statusText,
    headers,
  });
};

/* ---- offline readiness ------------------------------------------------------------------------------------------- */

const hex = (bytes: ArrayBuffer) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Puts an engine file into the cache, but only when its bytes are those of the build. */
const keep = async (address: string, response: Response): Promise<void> => {
  const bytes = await response.arrayBuffer();
  const sha256 = hex(await crypto.subtle.digest('SHA-256', bytes));
  if (sha256 !== engines.get(address)?.sha256) throw new Error(`Not the bytes of this build: ${address}`);
  const type = response.headers.get('Content-Type') ?? 'application/octet-stream';
  const headers = { 'Content-Type': type, 'Content-Length': String(bytes.byteLength) };
  await (await caches.open(enginesCache)).put(address, new Response(bytes, { headers }));
};

const missingShell = async (): Promise<BuildFile[]> => {
  const found = await Promise.all(
    shellFiles.map(({ url }) => caches.match(precache.getCacheKeyForURL(`/${url}`) ?? '')),
  );
  return shellFiles.filter((_file, index) => !found[index]);
};

const missingEngines = async (): Promise<[string, BuildFile][]> => {
  const cache = await caches.open(enginesCache);
  const kept = new Set((await cache.keys()).map(({ url }) => url));
  const rank = ([, file]: [string, BuildFile]) => offlineParts.indexOf(partOf(file.url));
  return [...engines].filter(([address]) => !kept.has(address)).sort((a, b) => rank(a) - rank(b));
};

const sum = (list: readonly BuildFile[]) => list.reduce((total, { bytes }) => total + bytes, 0);

const readStatus = async (): Promise<OfflineStatus> => {
  const missing = [...(await missingShell()), ...(await missingEngines()).map(([, file]) => file)];
  const lacks = (part: OfflinePart) => missing.some(({ url }) => parts.get(url) === part);
  const has = (part: OfflinePart) => !lacks(part) && files.some(({ url }) => parts.get(url) === part);
  const counted = (list: readonly BuildFile[]) => sum(list.filter(({ url }) => parts.get(url) !== 'gpu'));
  const totalBytes = counted(files);
  return {
    shell: has('shell'),
    speech: has('speech'),
    text: has('text'),
    media: has('media'),
    cachedBytes: totalBytes - counted(missing),
    totalBytes,
  };
};

const notify = async () => {
  const notice: OfflineNotice = { type: 'offline-progress', status: await readStatus() };
  for (const client of await self.clients.matchAll({ type: 'window' })) client.postMessage(notice);
};

/** A cleared or damaged shell is healed from the network, if there is one. */
const healShell = async () => {
  for (const { url } of await missingShell()) {
    const key = precache.getCacheKeyForURL(`/${url}`);
    const response = await fetch(`/${url}`, { cache: 'reload' });
    if (key && response.ok) await (await caches.open(precache.strategy.cacheName)).put(key, response);
  }
};

const fetchMissing = async (wanted: readonly OfflinePart[]): Promise<void> => {
  await healShell();
  for (const [address, file] of await missingEngines()) {
    if (!wanted.includes(partOf(file.url))) continue;
    await keep(address, await fetch(address));
    await notify();
  }
};

let warming: Promise<void> | undefined;

/** One at a time, the parts in their order; what could not be fetched is tried again at the next asking. */
const warmUp = async (wanted: readonly OfflinePart[]): Promise<OfflineStatus> => {
  warming ??= fetchMissing(wanted)
    .catch(() => undefined)
    .finally(() => (warming = undefined));
  await warming;
  return readStatus();
};

self.addEventListener('message', (event) => {
  const request = event.data as OfflineRequest;
  const reply = (status: OfflineStatus) => event.ports[0]?.postMessage(status);
  if (request.type === 'skip-waiting') event.waitUntil(self.skipWaiting());
  if (request.type === 'offline-status') event.waitUntil(readStatus().then(reply));
  if (request.type === 'warm-up') event.waitUntil(warmUp(request.parts).then(reply));
});
