// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { expect, test, vi } from 'vitest';
import { createQueryClient } from '../../api/queryClient.ts';
import { sampleProblem } from '../../api/sampleProblem.ts';
import { sampleTask, sampleTaskId } from '../../api/sampleTask.ts';
import { useTaskChanges } from '../../api/useTaskChanges.ts';
import { taskOutlineSchema } from '../../domain/contract/lists.ts';
import { type ProblemCode, problemDetail } from '../../domain/problem.ts';
import { mount } from '../../ui/testing/mount.tsx';
import { RefusedChanges } from './RefusedChanges.tsx';
import { SelectionChanges } from './SelectionChanges.tsx';
import { type Tile, tilesOf } from './tiles.ts';

/** What becomes of each task that is to be tried again; null where it is. */
function answering(refusals: ReadonlyMap<string, ProblemCode>) {
  vi.stubGlobal('fetch', (address: string) => {
    const id = address.split('/')[3] ?? '';
    const code = refusals.get(id);
    if (code === undefined) return Promise.resolve(Response.json(sampleTask(1, { id, status: 'queued' })));
    return Promise.resolve(sampleProblem(code));
  });
}

/** As in the grid: the buttons are there while something is selected, what was refused is not theirs. */
function Changes({ tiles }: { tiles: readonly Tile[] }) {
  const changes = useTaskChanges();
  return (
    <>
      <RefusedChanges changes={changes} />
      {tiles.length > 0 && <SelectionChanges tiles={tiles} changes={changes} />}
    </>
  );
}

function selected(count: number) {
  const tasks = Array.from({ length: count }, (_, index) =>
    taskOutlineSchema.parse({
      ...sampleTask(index + 1, { status: 'failed' }),
      ...{ sourceId: 'a'.repeat(64), width: 9, height: 9 },
    }),
  );
  const client = createQueryClient();
  const page = (tiles: readonly Tile[]) => (
    <QueryClientProvider client={client}>
      <Changes tiles={tiles} />
    </QueryClientProvider>
  );
  const { container, rerender, unmount } = mount(page(tilesOf(tasks)));
  const button = (label: RegExp) =>
    [...container.querySelectorAll('button')].find((each) =>
      label.test(`${each.getAttribute('aria-label') ?? ''}${each.textContent}`),
    );
  return {
    unmount,
    retry: () => button(/^Retry/),
    press: (label: RegExp) => act(() => button(label)?.click()),
    told: () => container.querySelector('[role=alert]')?.textContent ?? null,
    selectNothing: () => rerender(page([])),
  };
}

const USED_UP = problemDetail('daily-images-used-up');

test.each([
  ['for one reason', ['daily-images-used-up', 'daily-images-used-up'], `2 of 3: ${USED_UP}`],
  [
    'each for its own reason',
    ['daily-images-used-up', 'task-not-found'],
    `1 of 3: ${USED_UP} 1 of 3: ${problemDetail('task-not-found')}`,
  ],
] as const)(
  'of three that are tried again, two that are refused are told, %s',
  async (_name, codes, told) => {
    answering(new Map(codes.map((code, index) => [sampleTaskId(index + 2), code])));
    const page = selected(3);
    page.press(/^Retry/);
    await vi.waitFor(() => expect(page.told()).toBe(told));
    page.unmount();
  },
);

test('what was refused is told when nothing is selected any more, until it is put away', async () => {
  answering(new Map([[sampleTaskId(1), 'daily-images-used-up']]));
  const page = selected(1);
  page.press(/^Retry/);
  page.selectNothing();
  await vi.waitFor(() => expect(page.told()).toBe(USED_UP));
  page.press(/^Dismiss/);
  expect(page.told()).toBeNull();
  page.unmount();
});

test('pressed twice, each task is asked for once, and again once it has been answered', async () => {
  const asked = vi.fn<(address: string) => void>();
  const answers: ((answer: Response) => void)[] = [];
  vi.stubGlobal('fetch', (address: string) => {
    asked(address);
    return new Promise<Response>((resolve) => answers.push(resolve));
  });
  const page = selected(2);
  act(() => {
    page.retry()?.click();
    page.retry()?.click();
  });
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  expect(asked).toHaveBeenCalledTimes(2);
  expect(page.retry()?.getAttribute('aria-disabled')).toBe('true');
  for (const [index, answer] of answers.entries()) answer(Response.json(sampleTask(index + 1)));
  await vi.waitFor(() => expect(page.retry()?.getAttribute('aria-disabled')).toBe('false'));
  page.press(/^Retry/);
  await vi.waitFor(() => expect(answers).toHaveLength(4));
  page.unmount();
});
