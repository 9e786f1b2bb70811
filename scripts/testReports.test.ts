import { expect, test } from 'vitest';
import { countReport, playwrightCounts, settledCounts, sumCounts, vitestCounts } from './testReports.js';

test('a file that breaks before its first test counts as a failure', () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [{}, {}] },
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{}] },
    ],
  };
  expect(vitestCounts(report)).toEqual({ passed: 5, failed: 2 });
});

test('a flaky browser test and an error outside of any test are failures', () => {
  const stats = { expected: 7, unexpected: 1, flaky: 1 };
  expect(playwrightCounts({ stats, errors: [{ message: 'no web server' }] })).toEqual({
    passed: 7,
    failed: 3,
  });
});

test.each([
  ['no report', null, 0, { passed: 0, failed: 1 }],
  ['nothing ran', { passed: 0, failed: 0 }, 0, { passed: 0, failed: 1 }],
  ['the tool fails although all passed', { passed: 3, failed: 0 }, 1, { passed: 3, failed: 1 }],
  ['all passed', { passed: 3, failed: 0 }, 0, { passed: 3, failed: 0 }],
  ['some failed', { passed: 3, failed: 2 }, 1, { passed: 3, failed: 2 }],
])('%s', (_name, counts, exitCode, expected) => {
  expect(settledCounts(counts, exitCode)).toEqual(expected);
});

test('a report that is not there counts as none', () => {
  expect(countReport('/nowhere/report.json', vitestCounts)).toBeNull();
});

test('counts add up', () => {
  expect(
    sumCounts([
      { passed: 1, failed: 0 },
      { passed: 2, failed: 3 },
    ]),
  ).toEqual({ passed: 3, failed: 3 });
});
