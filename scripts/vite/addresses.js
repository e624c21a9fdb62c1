/**
 * [Note: No address to load from] The engines' packages name hosts they would load from by default (a CDN, a model
 * host). Those defaults are cut out at build, so that the built app holds no foreign address it could load from, and
 * `scripts/build.js` fails when one is left.
 */

const hosts = 'cdn\\.jsdelivr\\.net|unpkg\\.com|huggingface\\.co|hf\\.co|esm\\.sh|cdn\\.skypack\\.dev';
const foreign = new RegExp(`https?://(?:${hosts})[^\\s"'\`)\\]}<>\\\\$]*`, 'g');

/** @param {string} code @returns {string} */
export const stripForeignAddresses = (code) => code.replace(foreign, '');

/** @returns {import('vite').Plugin} */
export const noForeignAddresses = () => ({
  name: 'echoflow:no-foreign-addresses',
  apply: 'build',
  transform(code, id) {
    if (!id.includes('/node_modules/') || !/https?:\/\//.test(code)) return null;
    const stripped = stripForeignAddresses(code);
    return stripped === code ? null : { code: stripped, map: null };
  },
});
