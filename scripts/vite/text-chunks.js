/**
 * Chunks of the text worker that hold a model or a lexicon keep the name of their module (`text-…`), by which the service
 * worker tells them from the shell (`partOf` in domain/offline.ts). All others are named by their hash alone.
 *
 * @returns {import('vite').Plugin}
 */
export const textChunks = () => ({
  name: 'echoflow:text-chunks',
  apply: 'build',
  outputOptions(options) {
    const named = options.chunkFileNames;
    if (typeof named !== 'string') return null;
    const withName = named.replace('[hash]', '[name]-[hash]');
    return { ...options, chunkFileNames: ({ name }) => (name.startsWith('text-') ? withName : named) };
  },
});
