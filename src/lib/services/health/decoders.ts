import { defineCheck } from './check.ts';

/** Codecs the browser decodes by itself; ffmpeg reads the rest, only slower. */
export const decoders = defineCheck({
  id: 'decoders',
  reasons: ['all', 'some', 'none'],
  run: async ({ capabilities, decoders }) => {
    if (!capabilities().webCodecs) return { state: 'warn', reason: 'none' };
    const found = await decoders();
    const named = (isSupported: boolean) =>
      found.flatMap((each) => (each.isSupported === isSupported ? [each.codec] : [])).join(' ');
    const detail = { supported: named(true), missing: named(false) };
    if (detail.supported === '') return { state: 'warn', reason: 'none', detail };
    return { state: 'ok', reason: detail.missing === '' ? 'all' : 'some', detail };
  },
});
