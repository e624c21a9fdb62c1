import type { Capabilities } from '$lib/domain/ports.ts';

type MemoryNavigator = Navigator & { deviceMemory?: number; gpu?: unknown; userAgentData?: { mobile: boolean } };

/** What this browser can do, by looking for each thing itself; only the kind of device is read off the user agent. */
export const detectCapabilities = (): Capabilities => {
  const browser = navigator as MemoryNavigator;
  return {
    crossOriginIsolated: globalThis.crossOriginIsolated === true,
    webGpu: browser.gpu !== undefined,
    opfs: typeof browser.storage?.getDirectory === 'function',
    mediaRecorder: typeof MediaRecorder !== 'undefined' && browser.mediaDevices !== undefined,
    webCodecs: typeof AudioDecoder !== 'undefined',
    serviceWorker: 'serviceWorker' in browser,
    cores: browser.hardwareConcurrency ?? 1,
    memoryGb: browser.deviceMemory ?? null,
    isPhone: browser.userAgentData?.mobile ?? /Android.+Mobile|iPhone|iPod/.test(browser.userAgent),
  };
};
