// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { providerTimesQuery } from '../../../api/providerTimes.ts';
import { createQueryClient } from '../../../api/queryClient.ts';
import { sampleProblem } from '../../../api/sampleProblem.ts';
import { sampleTask } from '../../../api/sampleTask.ts';
import type { ProviderTime } from '../../../domain/contract/lists.ts';
import type { Task } from '../../../domain/contract/task.ts';
import { type ProblemCode, problemDetail } from '../../../domain/problem.ts';
import { taskProblem } from '../../../domain/taskProblem.ts';
import { mount } from '../../../ui/testing/mount.tsx';
import { StageChip } from './StageChip.tsx';

const FAILED = sampleTask(1, {
  status: 'failed',
  n: 3,
  problem: taskProblem('upstream-unavailable', null),
});
const KEPT = ['a', 'b'].map((id, index) => ({
  ...{ id, index, width: 10, height: 10, fileBytes: 1, sent: null, flags: [], proof: null },
  ...{ colour: null, isStarred: false },
}));

afterEach(() => vi.unstubAllGlobals());

/** What the provider's latest tasks took. */
const TIMES: { times: ProviderTime[] } = {
  times: [{ provider: 'built-in', n: null, lowMs: 1_000, medianMs: 3_600_000, highMs: 7_200_000, runs: 5 }],
};

function chipOf(task: Task) {
  const client = createQueryClient();
  client.setQueryData(providerTimesQuery.queryKey, TIMES);
  const page = mount(
    <QueryClientProvider client={client}>
      <StageChip submitting={null} task={task} onRetry={() => undefined} />
    </QueryClientProvider>,
  );
  const chip = page.container.querySelector('section');
  const buttons = () => [...(chip?.querySelectorAll('button') ?? [])];
  const labelOf = (button: Element) => button.textContent || button.getAttribute('aria-label');
  return {
    unmount: page.unmount,
    text: () => chip?.textContent ?? '',
    labels: () => buttons().map(labelOf),
    button: (label: string) => buttons().find((button) => labelOf(button) === label),
    hasBar: () => chip?.querySelector('progress') !== null,
    told: () => chip?.querySelector('[role=alert]')?.textContent ?? null,
  };
}

/** Answers every request with a refusal. */
function refusing(code: ProblemCode) {
  vi.stubGlobal('fetch', () => Promise.resolve(sampleProblem(code)));
}

test('what failed with some results kept tells why, and both ways lie side by side', () => {
  const chip = chipOf({ ...FAILED, results: KEPT });
  expect(chip.text()).toContain(problemDetail('upstream-unavailable'));
  expect(chip.text()).not.toContain('Done');
  expect(chip.labels()).toEqual(['Retry', 'Change and retry', 'Show result', 'Dismiss']);
  expect(chip.button('Show result')?.parentElement).toBe(chip.button('Retry')?.parentElement);
  chip.unmount();
});

test('what the provider gave as its reason stands beside what happened', () => {
  const reply = { httpStatus: 200, code: null, message: 'Image pixel is invalid', requestId: null };
  const chip = chipOf({ ...FAILED, problem: taskProblem('upstream-task-failed', reply) });
  expect(chip.text()).toContain('The provider’s reason: Image pixel is invalid');
  chip.unmount();
});

test('what was cancelled before it cost anything can be tried again here too', () => {
  const chip = chipOf({ ...FAILED, status: 'cancelled', problem: null });
  expect(chip.text()).toContain('Cancelled');
  expect(chip.labels()).toEqual(['Retry', 'Change and retry', 'Dismiss']);
  chip.unmount();
});

test('what is on its way tells how long that takes; what waits for something else promises nothing', () => {
  const running: Task = { ...FAILED, status: 'submitting', problem: null, n: 1 };
  const onItsWay = chipOf({ ...running, startedAt: new Date().toISOString() });
  expect(onItsWay.text()).toMatch(/about .* left/);
  expect(onItsWay.hasBar()).toBe(true);
  onItsWay.unmount();
  const waiting = { ...taskProblem('upstream-unauthorized', null), until: new Date().toISOString() };
  const waits = chipOf({ ...running, waiting, startedAt: new Date().toISOString() });
  expect(waits.text()).toContain(problemDetail('upstream-unauthorized'));
  expect(waits.text()).not.toContain('left');
  expect(waits.hasBar()).toBe(false);
  waits.unmount();
});

test('what succeeded says so', () => {
  const chip = chipOf({ ...FAILED, status: 'succeeded', problem: null, results: KEPT });
  expect(chip.text()).toContain('Done');
  expect(chip.labels()).toEqual(['Show result', 'Dismiss']);
  chip.unmount();
});

test.each([
  ['Retry', 'daily-images-used-up', FAILED],
  ['Cancel', 'storage-unavailable', { ...FAILED, status: 'processing', problem: null }],
] as const)('a refused %s tells why, and can be pressed again', async (label, code, task) => {
  refusing(code);
  const chip = chipOf(task);
  expect(chip.told()).toBeNull();
  await act(async () => chip.button(label)?.click());
  await vi.waitFor(() => expect(chip.told()).toContain(problemDetail(code)));
  expect(chip.button(label)?.getAttribute('aria-disabled')).not.toBe('true');
  chip.unmount();
});
