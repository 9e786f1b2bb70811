// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import { providerTimesQuery } from '../../api/providerTimes.ts';
import { createQueryClient } from '../../api/queryClient.ts';
import { sampleTask } from '../../api/sampleTask.ts';
import { mount } from '../../ui/testing/mount.tsx';
import { RunningTime } from './RunningTime.tsx';

afterEach(() => vi.useRealTimers());

test.each([
  [10_000, '10 s of about 20 s'],
  [80_000, '1 min 20 s, longer than usual'],
])('after %i ms of a task that takes 20 s, where nothing else says so: %s', (elapsedMs, words) => {
  const task = sampleTask(1);
  vi.useFakeTimers({ now: Date.parse(task.startedAt) + elapsedMs });
  const client = createQueryClient();
  const usual = { lowMs: 19_000, medianMs: 20_000, highMs: 21_000, runs: 9 };
  client.setQueryData(providerTimesQuery.queryKey, {
    times: [{ provider: task.provider, n: null, ...usual }],
  });
  const { container, unmount } = mount(
    <QueryClientProvider client={client}>
      <RunningTime task={task} />
    </QueryClientProvider>,
  );
  expect(container.textContent).toBe(words);
  unmount();
});
