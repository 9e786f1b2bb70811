import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './projectRoot.js';
import { runNode } from './runCommand.js';
import { playwrightOutcomes, vitestOutcomes } from './testOutcomes.js';
import { countReport, playwrightCounts, settledCounts, vitestCounts } from './testReports.js';

export const REPORTS = path.join(projectRoot, 'test-results');
const UNIT_REPORT = path.join(REPORTS, 'unit.json');
const BROWSER_REPORT = path.join(REPORTS, 'browser.json');

/** @typedef {import('./testReports.js').Counts} Counts */

/**
 * @param {{ isShown: boolean, args?: readonly string[] }} options args: which tests; without them, all
 * @returns {Promise<Counts>}
 */
export async function unitStage({ isShown, args = [] }) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`];
  const { code, output } = await runNode(['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args], {
    isShown,
    env: { NODE_ENV: 'test' },
  });
  if (code !== 0) process.stdout.write(output);
  return settledCounts(countReport(UNIT_REPORT, vitestCounts), code);
}

/**
 * @param {{ isShown: boolean, args?: readonly string[] }} options args: which stories; without them, all
 * @returns {Promise<Counts>}
 */
export async function browserStage({ isShown, args = [] }) {
  const { code, output } = await runNode(['node_modules/@playwright/test/cli.js', 'test', ...args], {
    isShown,
    env: { NODE_ENV: 'test', PLAYWRIGHT_JSON_OUTPUT_FILE: BROWSER_REPORT },
  });
  if (code !== 0) process.stdout.write(output);
  return settledCounts(countReport(BROWSER_REPORT, playwrightCounts), code);
}

/** @returns {import('./testOutcomes.js').Outcome[]} of the last run of both stages */
export function lastOutcomes() {
  return [...outcomesIn(UNIT_REPORT, vitestOutcomes), ...outcomesIn(BROWSER_REPORT, playwrightOutcomes)];
}

/**
 * @template T
 * @param {string} file
 * @param {(report: T) => import('./testOutcomes.js').Outcome[]} read
 */
function outcomesIn(file, read) {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return [];
  }
}
