import { defineCheck } from './check.ts';

/** What works without a network, as the service worker verified it file by file. */
export const offline = defineCheck({
  id: 'offline',
  reasons: ['ready', 'media-missing', 'speech-missing', 'shell-missing', 'no-service-worker'],
  run: async ({ offline }) => {
    const status = await offline.status();
    if (!status) return { state: 'warn', reason: 'no-service-worker' };
    const detail = { cachedBytes: status.cachedBytes, totalBytes: status.totalBytes };
    const action = 'prepare-offline';
    if (!status.shell) return { state: 'warn', reason: 'shell-missing', detail, action };
    if (!status.speech) return { state: 'warn', reason: 'speech-missing', detail, action };
    return status.media
      ? { state: 'ok', reason: 'ready', detail }
      : { state: 'ok', reason: 'media-missing', detail, action };
  },
});
