import { shellGzipKb } from '../build.js';

export const ids = ['bundle.shell-gz-kb'];

/** What we allow ourselves: docs/benchmarks.md says why. */
const budgetKb = 200;

/** Size of what the first page needs, compressed. Sizes do not scatter: one run. */
export const run = async () => [
  { id: 'bundle.shell-gz-kb', unit: 'kB', values: [shellGzipKb()], peer: 'own budget', peerValues: [budgetKb] },
];
