const addresses = new Set(['@ffmpeg/core?url', '@ffmpeg/core/wasm?url']);
const empty = '\0echoflow:no-ffmpeg';

/**
 * With `ECHOFLOW_WITHOUT_FFMPEG=1` the GPL core of ffmpeg stays out of the build: its addresses become empty, and the
 * app reads `__WITH_FFMPEG__`.
 *
 * @returns {import('vite').Plugin}
 */
export const withoutFfmpeg = () => ({
  name: 'echoflow:without-ffmpeg',
  enforce: 'pre',
  resolveId: (id) => (process.env.ECHOFLOW_WITHOUT_FFMPEG === '1' && addresses.has(id) ? empty : null),
  load: (id) => (id === empty ? "export default '';" : null),
});
