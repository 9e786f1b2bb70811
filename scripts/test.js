/** `npm test`: from a fresh clone to the result of every check and test. The last line is the sum. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildIfNeeded } from './build.js';
import { runChecks } from './checks.js';
import { ensureChromium } from './chromium.js';
import { installIfNeeded } from './install.js';
import { projectRoot } from './projectRoot.js';
import { requireNode } from './requireNode.js';
import { runNode } from './runCommand.js';
import { countReport, playwrightCounts, settledCounts, sumCounts, vitestCounts } from './testReports.js';

const REPORTS = path.join(projectRoot, 'test-results');
const UNIT_REPORT = path.join(REPORTS, 'unit.json');
const BROWSER_REPORT = path.join(REPORTS, 'browser.json');

/** @typedef {import('./testReports.js').Counts} Counts */

/** @type {{ name: string, run: () => Promise<Counts> }[]} */
const PARTS = [
  { name: 'checks', run: runChecks },
  // Before the tests: one of them looks into what is built.
  { name: 'build', run: () => step(buildIfNeeded) },
  { name: 'unit and relay tests', run: unitTests },
  { name: 'a browser', run: () => step(ensureChromium) },
  { name: 'browser tests', run: browserTests },
];

requireNode();
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
const installed = await step(installIfNeeded);
const lines = [];
const all = installed.failed === 0 ? [] : [installed];
// Without packages nothing else can run.
for (const { name, run } of installed.failed === 0 ? PARTS : []) {
  console.log(`\n--- ${name} ---`);
  const startedMs = Date.now();
  const counts = await run();
  all.push(counts);
  const seconds = Math.round((Date.now() - startedMs) / 1000);
  lines.push(`${counts.failed === 0 ? 'ok  ' : 'FAIL'} ${name}: ${inWords(counts)} (${seconds} s)`);
}
const sum = sumCounts(all);
writeFileSync(path.join(REPORTS, 'summary.txt'), `${inWords(sum)}\n`);
console.log(`\n${lines.join('\n')}\n\n${inWords(sum)}`);
process.exitCode = sum.failed === 0 && sum.passed > 0 ? 0 : 1;

async function unitTests() {
  const { code } = await runNode(
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${UNIT_REPORT}`,
    ],
    { isShown: true },
  );
  return settledCounts(countReport(UNIT_REPORT, vitestCounts), code);
}

async function browserTests() {
  const { code } = await runNode(['node_modules/@playwright/test/cli.js', 'test'], {
    isShown: true,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: BROWSER_REPORT },
  });
  return settledCounts(countReport(BROWSER_REPORT, playwrightCounts), code);
}

/**
 * A step that either works or throws; counts as one.
 *
 * @param {() => Promise<unknown>} work
 * @returns {Promise<Counts>}
 */
async function step(work) {
  try {
    await work();
    return { passed: 1, failed: 0 };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}

/** @param {Counts} counts */
function inWords({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}
