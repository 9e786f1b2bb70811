// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { createQueryClient } from '../../api/queryClient.ts';
import { sampleProblem } from '../../api/sampleProblem.ts';
import { sampleTask } from '../../api/sampleTask.ts';
import { packItems } from '../../domain/pack/pack.ts';
import { packEntries } from '../../domain/pack/packEntry.ts';
import { packRequests } from '../../domain/pack/packRequests.ts';
import { problemDetail } from '../../domain/problem.ts';
import { taskProblem } from '../../domain/taskProblem.ts';
import { mount } from '../../ui/testing/mount.tsx';
import { startPackRun, usePackRun } from './packRun.ts';
import { SheetCard } from './SheetCard.tsx';

const SIZE = { width: 400, height: 300 };

afterEach(() => vi.unstubAllGlobals());

test('a refused Retry tells why in its card, and can be pressed again', async () => {
  const code = 'daily-images-used-up';
  vi.stubGlobal('fetch', () => Promise.resolve(sampleProblem(code)));
  const items = packItems(['instagram-square']);
  const batch = { id: crypto.randomUUID(), name: 'One' };
  const entries = packEntries(SIZE, items, { reachesAnyFrame: true, allowsCropping: false });
  const requests = packRequests(entries, {
    ...{ prompt: '', usesPrompt: false, provider: 'built-in', sourceName: 'a.png', batch },
  });
  startPackRun({ sourceKey: 'a', sourceName: 'a.png', size: SIZE, items, batch, requests });
  const part = usePackRun.getState().run?.parts[0] ?? expect.fail('There is no part.');
  const entry = entries[0] ?? expect.fail('There is no format.');
  const task = sampleTask(1, { status: 'failed', problem: taskProblem('upstream-unavailable', null) });
  const { container, unmount } = mount(
    <QueryClientProvider client={createQueryClient()}>
      <SheetCard {...{ part, entry, task, size: SIZE }} preview={null} config={null} sourceName="a.png" />
    </QueryClientProvider>,
  );
  const retry = [...container.querySelectorAll('button')].find(({ textContent }) => textContent === 'Retry');
  await act(async () => retry?.click());
  await vi.waitFor(() =>
    expect(container.querySelector('[role=alert]')?.textContent ?? '').toContain(problemDetail(code)),
  );
  expect(retry?.getAttribute('aria-disabled')).not.toBe('true');
  unmount();
});
