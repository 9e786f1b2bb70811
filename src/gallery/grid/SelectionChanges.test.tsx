// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { expect, test, vi } from 'vitest';
import { createQueryClient } from '../../api/queryClient.ts';
import { sampleTask, sampleTaskId } from '../../api/sampleTask.ts';
import { taskOutlineSchema } from '../../domain/contract/lists.ts';
import { type ProblemCode, problemDetail, problemStatus } from '../../domain/problem.ts';
import { mount } from '../../ui/testing/mount.tsx';
import { SelectionChanges } from './SelectionChanges.tsx';
import { tilesOf } from './tiles.ts';

/** What becomes of each task that is to be tried again; null where it is. */
function answering(refusals: ReadonlyMap<string, ProblemCode>) {
  vi.stubGlobal('fetch', (address: string) => {
    const id = address.split('/')[3] ?? '';
    const code = refusals.get(id);
    if (code === undefined) return Promise.resolve(Response.json(sampleTask(1, { id, status: 'queued' })));
    const status = problemStatus(code);
    const problem = {
      type: 'about:blank',
      title: 'T',
      detail: problemDetail(code),
      requestId: 'r',
      code,
      status,
    };
    return Promise.resolve(Response.json(problem, { status }));
  });
}

test.each([
  [
    'for one reason',
    ['daily-images-used-up', 'daily-images-used-up'],
    [`2 of 3: ${problemDetail('daily-images-used-up')}`],
  ],
  [
    'each for its own reason',
    ['daily-images-used-up', 'task-not-found'],
    [`1 of 3: ${problemDetail('daily-images-used-up')}`, `1 of 3: ${problemDetail('task-not-found')}`],
  ],
] as const)(
  'of three that are tried again, two that are refused are told, %s',
  async (_name, codes, sentences) => {
    answering(new Map(codes.map((code, index) => [sampleTaskId(index + 2), code])));
    const tasks = [1, 2, 3].map((n) =>
      taskOutlineSchema.parse({
        ...sampleTask(n, { status: 'failed' }),
        sourceId: 'a'.repeat(64),
        width: 9,
        height: 9,
      }),
    );
    const { container, unmount } = mount(
      <QueryClientProvider client={createQueryClient()}>
        <SelectionChanges tiles={tilesOf(tasks)} />
      </QueryClientProvider>,
    );
    act(() => container.querySelector('button')?.click());
    await vi.waitFor(() => {
      const told = [...container.querySelectorAll('[role=alert] p')].map(({ textContent }) => textContent);
      expect(told).toEqual(sentences);
    });
    unmount();
  },
);
