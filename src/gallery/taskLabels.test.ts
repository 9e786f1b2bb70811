import { describe, expect, test } from 'vitest';
import { sampleTask, sampleTaskId } from '../api/sampleTask.ts';
import type { Config } from '../domain/contract/config.ts';
import { resultSchema } from '../domain/contract/result.ts';
import type { TaskStatus } from '../domain/contract/task.ts';
import { problemDetail } from '../domain/problem.ts';
import {
  borderSentence,
  borderTip,
  endingSentences,
  filledAtLabel,
  flagSentences,
  requestLabel,
  stateWord,
  waitingLabel,
} from './taskLabels.ts';

const config: Config = {
  providers: [
    {
      ...{ name: 'built-in', label: 'Built-in engine', usesPrompt: false, isPaid: false },
      ...{ reachesAnyFrame: true, stopped: null },
    },
  ],
  defaultProvider: 'built-in',
  pricePerImage: null,
  retentionDays: null,
  person: null,
};

describe('requestLabel', () => {
  test('says the frame, its aspect and who expands', () => {
    expect(requestLabel(sampleTask(1), config)).toEqual(['2400 × 900', '2.67:1', 'Built-in engine']);
  });

  test('says how many images when more than one', () => {
    expect(requestLabel(sampleTask(1, { n: 4 }), config).at(-1)).toBe('4 images');
  });

  test.each([
    ['succeeded', 2, '2 of 4 images'],
    ['failed', 1, '1 of 4 images'],
    // One is left of these, as of all that follow: the others were deleted.
    ['succeeded', 3, '3 of 4 images'],
    ['succeeded', 4, '4 images'],
    // More are being finished.
    ['finishing', 1, '4 images'],
  ] as const)('says of how many some came: %s, %i of 4', (status, came, words) => {
    const first = resultSchema.parse({ id: 'r', index: 0, width: 3, height: 2, fileBytes: 9, flags: [] });
    const task = sampleTask(1, { n: 4, status, came, results: [first] });
    expect(requestLabel(task, config).at(-1)).toBe(words);
  });

  test('a frame that does not reach its format is not called by its name alone', () => {
    const named = sampleTask(1, { formatId: 'instagram-story' });
    expect(requestLabel(named, config)[1]).toBe('2.67:1 for Instagram story');
  });

  test('says a size that was typed as a format once', () => {
    expect(requestLabel(sampleTask(1, { formatId: 'custom 2400 × 900' }), config).slice(0, 2)).toEqual([
      '2400 × 900',
      '2.67:1',
    ]);
  });

  test('calls a provider as it is always called where it is not set up, or nothing is known yet', () => {
    expect(requestLabel(sampleTask(1, { provider: 'deerapi' }), config)[2]).toBe('Kling (DeerAPI)');
    expect(requestLabel(sampleTask(1), undefined)[2]).toBe('Built-in engine');
  });
});

test.each<[TaskStatus, string]>([
  ['processing', 'Expanding, step 1 of 2'],
  ['failed', 'Failed, step 1 of 2'],
  ['succeeded', 'Done'],
])('a plan that is %s: «%s»', (status, words) => {
  const step = { width: 900, height: 900, placement: { x: 0, y: 0 }, resultId: null, flags: [] };
  expect(stateWord({ status, plan: { steps: [step, step], step: 0 } })).toBe(words);
  expect(stateWord({ status, plan: null })).not.toContain('step');
});

describe('endingSentences', () => {
  const problem = { code: 'upstream-policy', detail: 'The provider declined this.', upstream: null } as const;
  const before = new Map<string, TaskStatus>([1, 2, 3, 4, 5].map((n) => [sampleTaskId(n), 'processing']));

  test('says how each task that ran has ended, oldest first', () => {
    const tasks = [
      sampleTask(4, { status: 'processing' }),
      sampleTask(3, { status: 'cancelled' }),
      sampleTask(2, { status: 'failed', problem }),
      sampleTask(1, { status: 'succeeded' }),
    ];
    expect(endingSentences(before, tasks)).toEqual([
      'Done: 2400 × 900.',
      'Expansion to 2400 × 900: The provider declined this.',
      'Cancelled: 2400 × 900.',
    ]);
  });

  test('says nothing about tasks that had ended already, or were not there before', () => {
    const ended = sampleTask(1, { status: 'succeeded' });
    expect(endingSentences(new Map([[ended.id, 'succeeded']]), [ended])).toEqual([]);
    expect(endingSentences(new Map(), [ended])).toEqual([]);
  });
});

test('things to check are said once, however many results have them', () => {
  const result = {
    width: 10,
    height: 10,
    fileBytes: 1,
    sent: null,
    proof: null,
    colour: null,
    isStarred: false,
    flags: ['aspect-mismatch' as const],
  };
  const results = [
    { ...result, id: 'a', index: 0 },
    { ...result, id: 'b', index: 1 },
  ];
  expect(flagSentences(sampleTask(1, { results }))).toEqual([problemDetail('aspect-mismatch')]);
  const others = ['c', 'd'].map((id, at) => ({ ...result, id, index: 2 + at, flags: [] }));
  expect(flagSentences(sampleTask(1, { results: [...results, ...others] }))).toEqual([
    `2 of 4: ${problemDetail('aspect-mismatch')}`,
  ]);
});

test.each([
  ['upstream-unauthorized', 'Waits until the provider takes requests again.', false],
  ['upstream-account', 'Waits until the provider takes requests again.', false],
  ['upstream-slots', 'As told.', false],
  ['upstream-rate-limited', 'As told.', true],
] as const)('a task that waits because of %s says: %s', (code, words, hasTime) => {
  expect(waitingLabel({ code, detail: 'As told.', upstream: null })).toEqual({ words, hasTime });
});

test.each([
  [{ width: 2449, height: 1633 }, 'new area filled at 2449 × 1633'],
  [{ width: 2939, height: 1960 }, 'new area filled at 2939 × 1960'],
  [{ width: 2940, height: 1960 }, null],
  [{ width: 3000, height: 2000 }, null],
  [{ width: 4000, height: 2667 }, null],
  [null, null],
])('a frame 3000 wide for which %j was sent says %s', (sent, words) => {
  expect(filledAtLabel({ width: 3000, sent })).toBe(words);
});

test.each([
  ['visible', /can be seen/],
  ['faint', /shows faintly/],
] as const)('a border that is %s is told in words, not in figures', (quality, words) => {
  expect(borderSentence(quality)).toMatch(words);
  expect(borderSentence(quality)).not.toMatch(/\d/);
  expect(borderSentence('seamless')).toBeNull();
  expect(borderTip(quality)).toMatch(words);
  expect(borderTip('seamless')).toBe(
    'The new area begins where nobody sees it. Press for all that was measured.',
  );
});
