/**
 * The response headers of the app: one table, used by our own server, the `_headers` file, the dev server and the
 * service worker (which adds them on hosts that cannot). Plain JavaScript because Node reads it without a build.
 *
 * [Note: The way out] Every page and worker may connect to our own origin only. One exception: the script of
 * `workers/fetch`, recognised by its file name. A worker takes its policy from its own response, so nothing that
 * touches sound or text shares that freedom.
 */

/** @param {string} path @returns {boolean} */
export const isFetchWorker = (path) => /\/fetch\.worker[^/]*$/.test(path);

/** Hashed or revisioned: the bytes behind such an address never change. @param {string} path @returns {boolean} */
export const isImmutable = (path) => path.startsWith('/_app/immutable/') || /^\/models\/[^/]+\/r\d+\//.test(path);

const ownOrigin = "'self'";
const anyHost = "'self' https: http://127.0.0.1:* http://localhost:*";

/**
 * Styles may be inline: the waveform and floating elements set them, and a style can load nothing (`img-src`,
 * `font-src`). Scripts may not.
 *
 * @param {string} path
 * @param {{ isDev?: boolean }} [options]
 * @returns {string}
 */
export const contentSecurityPolicy = (path, { isDev = false } = {}) =>
  Object.entries({
    'default-src': "'none'",
    'script-src': `'self' 'wasm-unsafe-eval'${isDev ? " 'unsafe-inline'" : ''}`,
    'worker-src': "'self'",
    'connect-src': `${isFetchWorker(path) ? anyHost : ownOrigin} blob:${isDev ? ' ws:' : ''}`,
    'style-src': "'self' 'unsafe-inline'",
    'img-src': "'self' blob: data:",
    'media-src': "'self' blob:",
    'font-src': "'self'",
    'manifest-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  })
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');

const closedFeatures = ['camera', 'geolocation', 'midi', 'payment', 'usb', 'serial', 'hid'];

/** The same on every answer. @type {Readonly<Record<string, string>>} */
export const fixedHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': [
    'microphone=(self)',
    'display-capture=(self)',
    ...closedFeatures.map((name) => `${name}=()`),
  ].join(', '),
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * Headers of the answer for one path of our origin.
 *
 * @param {string} path
 * @param {{ isDev?: boolean }} [options]
 * @returns {Record<string, string>}
 */
export const securityHeaders = (path, options) => ({
  ...fixedHeaders,
  'Content-Security-Policy': contentSecurityPolicy(path, options),
});

/** @param {string} path @returns {string} */
export const cacheControl = (path) => (isImmutable(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
