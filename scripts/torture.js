/**
 * `npm run torture -- --only PATTERN --rounds N`: what takes long or kills things. A torture is one file in
 * `scripts/torture/`; it throws when a promise is broken.
 */
import { existsSync } from 'node:fs';
import { ensureInstalled } from './install.js';
import { loadRegistry, option } from './registry.js';

/**
 * @typedef {{ rounds: number, log: (line: string) => void }} TortureContext
 * @typedef {{ ids: readonly string[], run(context: TortureContext): Promise<void> }} Torture
 */

ensureInstalled();
if (!existsSync('build/version.json')) {
  const { build } = await import('./build.js');
  build();
}
const tortures = /** @type {Torture[]} */ (await loadRegistry('scripts/torture', option('only')));
let failed = 0;
for (const torture of tortures) {
  const name = torture.ids.join(', ');
  const started = performance.now();
  try {
    await torture.run({ rounds: Number(option('rounds') ?? 25), log: (line) => console.log(`  ${line}`) });
    console.log(`${name}: held, ${Math.round((performance.now() - started) / 1000)} s`);
  } catch (error) {
    failed++;
    console.log(`${name}: BROKEN: ${error instanceof Error ? error.message : error}`);
  }
}
console.log(`${tortures.length - failed} held, ${failed} broken`);
// A torture that broke may have left a browser open, which would keep this process.
process.exit(failed === 0 ? 0 : 1);
