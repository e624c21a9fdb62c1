/** Hosts of this very device; plain http is allowed to them only. */
const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** An address we may ask: https, or http on loopback, and no name or password in it. Undefined for anything else. */
export const parseAddress = (text: string): URL | undefined => {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
  if (!url || url.username || url.password) return undefined;
  if (url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname))) return url;
  return undefined;
};

const unwanted = /[\p{Cc}/\\]/gu;

/** A name for what lies behind an address: the last part of its path, made readable. */
export const fileNameOf = (url: URL): string => {
  const last = url.pathname.split('/').filter(Boolean).at(-1) ?? '';
  try {
    return decodeURIComponent(last).replace(unwanted, '').slice(0, 200) || url.hostname;
  } catch {
    return last || url.hostname;
  }
};
