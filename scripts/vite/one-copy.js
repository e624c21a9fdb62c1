/**
 * Gives the assets of workers the same names as those of the page: an engine that both know by address is then one file,
 * fetched and cached once, instead of two.
 *
 * @returns {import('vite').Plugin}
 */
export const oneCopy = () => ({
  name: 'echoflow:one-copy',
  apply: 'build',
  enforce: 'post',
  configResolved(config) {
    const output = config.worker.rolldownOptions.output;
    for (const each of Array.isArray(output) ? output : [output ?? {}]) {
      each.assetFileNames = '_app/immutable/assets/[name].[hash][extname]';
    }
  },
});
