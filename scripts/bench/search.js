import { openSearchPage } from '../search-page.js';

export const ids = [
  'search.query-p95-ms',
  'search.index-s',
  'search.memory-mb',
  'search.10h.query-p95-ms',
  'search.10h.index-s',
];

const peer = 'naive scan';
const asked = 200;
const long = Number(process.env.BENCH_HOURS ?? 1000);

/** 95th percentile. @param {readonly number[]} values */
const p95 = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? NaN;

/**
 * Index and scan of the same hours of made-up speech, in one browser; the scan keeps every text in memory, folded.
 *
 * @param {number} hours
 */
const measure = async (hours) => {
  const bench = await openSearchPage();
  try {
    const empty = await bench.memoryMb();
    const indexSeconds = await bench.call('fill', hours);
    // What made the texts up is gone with its page: only what asking takes is weighed.
    await bench.reopen();
    const times = await bench.call('ask', { count: asked, hours });
    const indexMb = (await bench.memoryMb()) - empty;
    await bench.reopen();
    const naiveSeconds = await bench.call('fillNaive', hours);
    const naiveMb = (await bench.memoryMb()) - empty;
    const naiveTimes = await bench.call('askNaive', { count: asked, hours });
    const { asked: compared, alike } = await bench.call('compare', { count: 40, hours });
    if (alike < compared) throw new Error(`Index and scan disagree on ${compared - alike} of ${compared} questions.`);
    return { indexSeconds, naiveSeconds, indexMb, naiveMb, queryMs: p95(times), naiveMs: p95(naiveTimes) };
  } finally {
    await bench.close();
  }
};

/** One round: filling takes minutes. @returns {Promise<import('../bench.js').Measurement[]>} */
export const run = async () => {
  const [few, many] = [await measure(10), await measure(long)];
  const row = (
    /** @type {string} */ id,
    /** @type {string} */ unit,
    /** @type {number} */ value,
    /** @type {number} */ other,
  ) => ({
    ...{ id, unit, peer, values: [value], peerValues: [other] },
  });
  return [
    row('search.query-p95-ms', 'ms', many.queryMs, many.naiveMs),
    row('search.index-s', 's', many.indexSeconds, many.naiveSeconds),
    row('search.memory-mb', 'MB', many.indexMb, many.naiveMb),
    row('search.10h.query-p95-ms', 'ms', few.queryMs, few.naiveMs),
    row('search.10h.index-s', 's', few.indexSeconds, few.naiveSeconds),
  ];
};
