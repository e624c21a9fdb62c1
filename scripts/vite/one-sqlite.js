/** What the package starts beside itself, and what stands there instead. */
const cuts = [
  {
    file: /sqlite3-bundler-friendly\.mjs$/,
    // Its first virtual file system needs a worker of its own; the index lies in the other one (`SAHPool`).
    find: "if (urlParams.has('opfs-disable')) {",
    give: 'if (true) {',
  },
  {
    file: /sqlite3-bundler-friendly\.mjs$/,
    find: "new URL('sqlite3-opfs-async-proxy.js', import.meta.url)",
    give: "''",
  },
  {
    file: /sqlite3-worker1-promiser\.mjs$/,
    find: "new URL('sqlite3-worker1-bundler-friendly.mjs', import.meta.url)",
    give: "''",
  },
];

/**
 * SQLite without the two workers that its package brings and nobody asks: neither started nor in the build.
 *
 * @returns {import('vite').Plugin}
 */
export const oneSqlite = () => ({
  name: 'echoflow:one-sqlite',
  enforce: 'pre',
  transform(code, id) {
    const own = cuts.filter(({ file }) => file.test(id.replace(/\?.*$/, '')));
    if (own.length === 0) return null;
    return own.reduce((text, { find, give }) => {
      if (!text.includes(find)) this.error(`${id} no longer says: ${find}`);
      return text.replace(find, give);
    }, code);
  },
});
