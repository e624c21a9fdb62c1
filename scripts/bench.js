/**
 * `npm run bench -- --only PATTERN --json FILE`: measures the built app against its peers, in one run, medians of
 * interleaved rounds. Ids are stable once published. A bench is one file in `scripts/bench/`.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { ensureInstalled } from './install.js';
import { loadRegistry, median, option } from './registry.js';
import { sourceId } from './source-id.js';

/**
 * @typedef {{ id: string, unit: string, values: number[], peer: string, peerValues: number[] }} Measurement
 * Values of the app and of its peer, a value a round, in the same unit.
 * @typedef {{ rounds: number, only: RegExp }} BenchContext
 * @typedef {{ ids: readonly string[], run(context: BenchContext): Promise<Measurement[]> }} Bench
 */

/** @param {Measurement} measured */
const summarise = ({ id, unit, values, peer, peerValues }) => {
  const value = round(median(values));
  const peerValue = round(median(peerValues));
  return { id, value, unit, peer, peerValue, ratio: round(value / peerValue), runs: values.length };
};

/** Three figures are all such a measurement is worth. @param {number} value */
const round = (value) => Number(value.toPrecision(3));

ensureInstalled();
if (!existsSync('build/version.json')) {
  const { build } = await import('./build.js');
  build();
}
if (process.argv.includes('--list')) {
  const all = /** @type {Bench[]} */ (await loadRegistry('scripts/bench'));
  console.log(all.flatMap(({ ids }) => ids).join('\n'));
  process.exit(0);
}
const only = option('only') ?? '';
const benches = /** @type {Bench[]} */ (await loadRegistry('scripts/bench', only));
const context = { rounds: Number(option('rounds') ?? 5), only: new RegExp(only) };
console.log(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}, build ${sourceId()}`,
);
const results = [];
for (const bench of benches) {
  const measured = (await bench.run(context)).map(summarise).filter(({ id }) => context.only.test(id));
  for (const each of measured) {
    console.log(
      `${each.id}: ${each.value} ${each.unit}; ${each.peer}: ${each.peerValue}; ratio ${each.ratio}; ${each.runs} runs`,
    );
  }
  results.push(...measured);
}
const file = option('json');
if (file) writeFileSync(file, JSON.stringify(results, null, 2) + '\n');
