import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from './projectRoot.js';
import { failures, notAlwaysGreen, playwrightOutcomes, slowest, vitestOutcomes } from './testOutcomes.js';

test('outcomes of both tools are named with their files', () => {
  const assertionResults = [
    { fullName: ' rounds down', status: 'passed', duration: 20 },
    { fullName: 'elsewhere', status: 'pending' },
  ];
  const name = path.join(projectRoot, 'src', 'a.test.ts');
  expect(vitestOutcomes({ testResults: [{ name, assertionResults }] })).toEqual([
    { name: `${path.join('src', 'a.test.ts')} › rounds down`, ms: 20, isPassed: true },
  ]);
  const spec = {
    title: 'drags',
    file: 'drag.spec.ts',
    ok: false,
    tests: [{ results: [{ duration: 1500 }] }],
  };
  expect(playwrightOutcomes({ suites: [{ suites: [{ specs: [spec] }] }] })).toEqual([
    { name: 'e2e/drag.spec.ts › drags', ms: 1500, isPassed: false, error: '' },
  ]);
});

test('the slowest come first, and what failed once in several runs is told', () => {
  const [quick, slow] = [
    { name: 'quick', ms: 10, isPassed: true },
    { name: 'slow', ms: 12_340, isPassed: true },
  ];
  expect(slowest([quick, slow], 1)).toEqual(['  12.3 s  slow']);
  expect(
    notAlwaysGreen([
      [quick, slow],
      [quick, { ...slow, isPassed: false }],
    ]),
  ).toEqual(['1 of 2  slow']);
});

test('what failed is told with the first line of why, in either tool', () => {
  const name = (file: string) => path.join(projectRoot, file);
  const red = '\u001b[31mError: 1 is not 2\u001b[39m\n    at a.test.ts:3';
  const unit = vitestOutcomes({
    testResults: [
      {
        name: name('a.test.ts'),
        status: 'failed',
        assertionResults: [
          { fullName: 'counts', status: 'failed', failureMessages: [red] },
          { fullName: 'adds', status: 'passed' },
        ],
      },
      {
        name: name('b.test.ts'),
        status: 'failed',
        message: 'SyntaxError: Unexpected end',
        assertionResults: [],
      },
    ],
  });
  const stories = playwrightOutcomes({
    errors: [{ message: 'Error: no browser' }],
    specs: [
      {
        title: 'drags',
        file: 'drag.spec.ts',
        ok: true,
        tests: [
          {
            status: 'flaky',
            results: [{ duration: 1, error: { message: 'Error: timed out\nmore' } }, { duration: 1 }],
          },
        ],
      },
    ],
  });
  expect(failures([...unit, ...stories])).toEqual([
    'FAIL a.test.ts › counts',
    '       Error: 1 is not 2',
    'FAIL b.test.ts',
    '       SyntaxError: Unexpected end',
    'FAIL e2e',
    '       Error: no browser',
    'FAIL e2e/drag.spec.ts › drags',
    '       Error: timed out',
  ]);
});
