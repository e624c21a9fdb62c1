/**
 * `npm test`: everything, from a fresh clone with only Node. Goes on after a failure, and ends with one line that counts:
 * `N passed, N failed`. A static check (format, lint, types, build) counts as one test.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureInstalled } from './install.js';

const reports = 'test-results/reports';

/** @typedef {{ passed: number, failed: number }} Count */
/** @typedef {{ name: string, command: string[], report?: string }} Check */

/** @param {string} name @param {string} script @returns {Check} */
const npmScript = (name, script) => ({ name, command: ['npm', 'run', '--silent', script] });

/** @param {string} project @returns {Check} */
const vitest = (project) => {
  const report = `${reports}/${project}.json`;
  return {
    name: project,
    command: [
      'npx',
      'vitest',
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile=${report}`,
    ],
    report,
  };
};

const endToEnd = { name: 'e2e', command: ['npx', 'playwright', 'test'], report: `${reports}/e2e.json` };

/** What may run side by side stands in one row; rows run one after the other. @type {Check[][]} */
const rows = [
  [npmScript('format', 'format:check'), npmScript('lint', 'lint')],
  [npmScript('types', 'types'), vitest('unit')],
  [vitest('browser')],
  [npmScript('build', 'build')],
  [endToEnd],
];

/** @param {Check} check @returns {Promise<boolean>} */
const run = (check) =>
  new Promise((done) => {
    const [program = '', ...parameters] = check.command;
    const child = spawn(program, parameters, {
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
      env: { ...process.env, FORCE_COLOR: '0', ECHOFLOW_REPORT: check.report ?? '' },
    });
    /** @type {Buffer[]} */
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('error', () => done(false));
    child.on('close', (status) => {
      console.log(`\n==== ${check.name}: ${status === 0 ? 'ok' : 'FAILED'} ====`);
      process.stdout.write(Buffer.concat(output));
      done(status === 0);
    });
  });

/** @param {any} report @returns {Count} */
const readVitest = (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests });

/** @param {any} report @returns {Count} */
const readPlaywright = (report) => ({
  passed: report.stats.expected + report.stats.flaky,
  failed: report.stats.unexpected + report.errors.length,
});

/** Titles of tests that passed at their second try. @param {any} suite @returns {string[]} */
const flakyOf = (suite) => [
  ...(suite.suites ?? []).flatMap(flakyOf),
  ...(suite.specs ?? [])
    .filter((/** @type {any} */ spec) => spec.tests.some((/** @type {any} */ each) => each.status === 'flaky'))
    .map((/** @type {any} */ spec) => `${spec.file}: ${spec.title}`),
];

/**
 * Counts a finished check. A check that failed as a whole (a suite that did not load, say) is at least one failure.
 *
 * @param {Check} check @param {boolean} isOk @returns {Count}
 */
const count = (check, isOk) => {
  const single = isOk ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  if (!check.report) return single;
  if (!existsSync(check.report)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(check.report, 'utf8'));
  for (const title of flakyOf(report)) console.log(`passed at its second try: ${title}`);
  const counted = 'stats' in report ? readPlaywright(report) : readVitest(report);
  return { passed: counted.passed, failed: isOk ? counted.failed : Math.max(1, counted.failed) };
};

ensureInstalled();
const { ensureChromium } = await import('./browser.js');
process.env.ECHOFLOW_CHROMIUM = ensureChromium();
process.env.CI ??= '1';
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

let passed = 0;
let failed = 0;
for (const row of rows) {
  const results = await Promise.all(row.map(async (check) => count(check, await run(check))));
  passed += results.reduce((total, result) => total + result.passed, 0);
  failed += results.reduce((total, result) => total + result.failed, 0);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
