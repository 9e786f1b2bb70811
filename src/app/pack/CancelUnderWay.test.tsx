// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { createQueryClient } from '../../api/queryClient.ts';
import { sampleProblem } from '../../api/sampleProblem.ts';
import { sampleTask } from '../../api/sampleTask.ts';
import { problemDetail } from '../../domain/problem.ts';
import { mount } from '../../ui/testing/mount.tsx';
import { CancelUnderWay } from './CancelUnderWay.tsx';

afterEach(() => vi.unstubAllGlobals());

test('all of a pack that is under way is cancelled by one press, and a refusal is told', async () => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(address);
    return Promise.resolve(sampleProblem('internal'));
  });
  const [done, ...open] = [
    sampleTask(1, { status: 'succeeded' }),
    sampleTask(2, { status: 'queued' }),
    sampleTask(3, { status: 'processing' }),
  ];
  const { container, unmount } = mount(
    <QueryClientProvider client={createQueryClient()}>
      <CancelUnderWay tasks={[...open, ...(done ? [done] : [])]} />
    </QueryClientProvider>,
  );
  const button = container.querySelector('button');
  expect(button?.textContent).toBe('Cancel 2 under way');
  await act(async () => button?.click());
  expect(asked).toEqual(open.map(({ id }) => `/api/tasks/${id}/cancel`));
  await vi.waitFor(() =>
    expect(container.querySelector('[role=alert]')?.textContent).toContain(problemDetail('internal')),
  );
  unmount();
});
