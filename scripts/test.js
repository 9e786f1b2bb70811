/**
 * `npm test`: from a fresh clone to the result of every check and test. The last line is the sum.
 *
 * `-- --quick`: checks, pure rules and one story of everything; `-- --apart`: one stage after the other.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfNeeded } from './build.js';
import { runChecks } from './checks.js';
import { ensureChromium } from './chromium.js';
import { ensureEmptyData } from './emptyData.js';
import { installIfNeeded } from './install.js';
import { requireNode } from './requireNode.js';
import { browserStage, lastOutcomes, REPORTS, unitStage } from './stages.js';
import { failures, slowest } from './testOutcomes.js';
import { sumCounts } from './testReports.js';

/** @typedef {import('./testReports.js').Counts} Counts */
/** @typedef {{ name: string, run: () => Promise<Counts> }} Part */

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, apart: { type: 'boolean', default: false } },
});
// The engine's own tests are most of what pure tests take.
const unitArgs = values.quick ? ['--project', 'pure', '--exclude', 'src/engine/**'] : [];
const storyArgs = values.quick ? ['e2e/undo.spec.ts', 'e2e/badInput.spec.ts'] : [];

/** What is done before the stages, one after the other. @type {Part[]} */
const PREPARATION = [
  // Before the tests: they run what is built.
  { name: 'build', run: () => step(buildIfNeeded) },
  { name: 'an empty database', run: () => step(ensureEmptyData) },
  { name: 'a browser', run: () => step(() => ensureChromium('headless')) },
];
/** @type {Part} */
const CHECKS = { name: 'checks', run: runChecks };
/** @type {Part[]} */
const STAGES = [
  { name: 'unit and relay tests', run: () => unitStage({ isShown: values.apart, args: unitArgs }) },
  { name: 'browser tests', run: () => browserStage({ isShown: true, args: storyArgs }) },
];

requireNode();
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
const installed = await step(installIfNeeded);
/** @type {string[]} */
const lines = [];
const all = installed.failed === 0 ? [] : [installed];
// Without packages nothing else can run.
if (installed.failed === 0) {
  // The checks run beside the build, before the stages, since they use all cores. Much of either stage is waiting, which the
  // other one fills.
  if (values.apart) await inTurn([...PREPARATION, CHECKS, ...STAGES]);
  else {
    await Promise.all([inTurn(PREPARATION), take(CHECKS)]);
    await Promise.all(STAGES.map(take));
  }
}
const sum = sumCounts(all);
writeFileSync(path.join(REPORTS, 'summary.txt'), `${inWords(sum)}\n`);
const outcomes = lastOutcomes();
console.log(`\nLongest:\n${slowest(outcomes, 10).join('\n')}`);
const failed = failures(outcomes);
// The end of a log is what people see first.
if (failed.length > 0) console.log(`\nFailed:\n${failed.join('\n')}`);
console.log(`\n${lines.join('\n')}\n\n${inWords(sum)}`);
process.exitCode = sum.failed === 0 && sum.passed > 0 ? 0 : 1;

/** @param {readonly Part[]} parts */
async function inTurn(parts) {
  for (const part of parts) await take(part);
}

/** @param {Part} part */
async function take({ name, run }) {
  console.log(`\n--- ${name} ---`);
  const startedMs = Date.now();
  const counts = await run();
  all.push(counts);
  const seconds = Math.round((Date.now() - startedMs) / 1000);
  lines.push(`${counts.failed === 0 ? 'ok  ' : 'FAIL'} ${name}: ${inWords(counts)} (${seconds} s)`);
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
