import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { projectRoot } from './projectRoot.js';

/**
 * @typedef {{ name: string, ms: number, isPassed: boolean, error?: string }} Outcome of one test, named with its file;
 * `error` is the first line of why it failed
 *
 * @typedef {object} VitestResults the parts of the JSON reporter's file that say how tests went
 * @property {VitestFile[]} testResults
 *
 * @typedef {{ fullName: string, status: string, duration?: number, failureMessages?: string[] }} VitestTest
 * @typedef {{ name: string, status?: string, message?: string, assertionResults: VitestTest[] }} VitestFile
 *
 * @typedef {{ duration: number, error?: { message?: string } }} PlaywrightResult
 * @typedef {object} PlaywrightSuite
 * @property {PlaywrightSuite[]} [suites]
 * @property {{ title: string, file: string, line?: number, ok: boolean, tests: { status?: string, results: PlaywrightResult[] }[] }[]} [specs]
 * @property {{ message?: string }[]} [errors] what went wrong outside of any test
 */

/**
 * @param {VitestResults} report
 * @returns {Outcome[]} skipped tests are none; a file that breaks before its first test is one that failed
 */
export function vitestOutcomes({ testResults }) {
  return testResults.flatMap(({ name, status, message = '', assertionResults }) => {
    const file = path.relative(projectRoot, name);
    if (status === 'failed' && assertionResults.length === 0) {
      return [{ name: file, ms: 0, isPassed: false, error: firstLine(message) }];
    }
    return assertionResults
      .filter((test) => test.status === 'passed' || test.status === 'failed')
      .map(({ fullName, status: ended, duration = 0, failureMessages = [] }) => ({
        name: `${file} › ${fullName.trim()}`,
        ms: duration,
        isPassed: ended === 'passed',
        ...(ended === 'passed' ? {} : { error: firstLine(failureMessages[0] ?? '') }),
      }));
  });
}

/**
 * @param {PlaywrightSuite} suite the whole report, or a suite in it
 * @returns {Outcome[]} a story that passed only when it was tried again has failed
 */
export function playwrightOutcomes({ suites = [], specs = [], errors = [] }) {
  const outside = errors.map(({ message = '' }) => ({
    name: 'e2e',
    ms: 0,
    isPassed: false,
    error: firstLine(message),
  }));
  const own = specs.map(({ title, file, ok, tests }) => {
    const isPassed = ok && tests.every(({ status }) => status !== 'flaky');
    const results = tests.flatMap((test) => test.results);
    const error = results.find((result) => result.error !== undefined)?.error?.message ?? '';
    return {
      name: `e2e/${file} › ${title}`,
      ms: results.reduce((sum, { duration }) => sum + duration, 0),
      isPassed,
      ...(isPassed ? {} : { error: firstLine(error) }),
    };
  });
  return [...outside, ...own, ...suites.flatMap(playwrightOutcomes)];
}

/**
 * @param {string} text with or without colours
 */
function firstLine(text) {
  return stripVTControlCharacters(text).trim().split('\n')[0] ?? '';
}

/**
 * @param {readonly Outcome[]} outcomes
 * @returns {string[]} two lines for each test that failed: its name and why
 */
export function failures(outcomes) {
  return outcomes
    .filter(({ isPassed }) => !isPassed)
    .flatMap(({ name, error }) => [`FAIL ${name}`, `       ${error || 'It said nothing.'}`]);
}

/**
 * @param {readonly Outcome[]} outcomes
 * @param {number} count
 * @returns {string[]} a line each, the longest first
 */
export function slowest(outcomes, count) {
  return outcomes
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, count)
    .map(({ name, ms }) => `${(ms / 1000).toFixed(1).padStart(6)} s  ${name}`);
}

/**
 * @param {readonly (readonly Outcome[])[]} runs
 * @returns {string[]} a line for each test that did not pass every time
 */
export function notAlwaysGreen(runs) {
  const failures = new Map();
  for (const { name, isPassed } of runs.flat()) {
    if (!isPassed) failures.set(name, (failures.get(name) ?? 0) + 1);
  }
  return [...failures]
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, count]) => `${count} of ${runs.length}  ${name}`);
}
