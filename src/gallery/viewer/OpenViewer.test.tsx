// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createQueryClient } from '../../api/queryClient.ts';
import { type ProblemCode, problemDetail, problemStatus } from '../../domain/problem.ts';
import { mount } from '../../ui/testing/mount.tsx';
import { closeResult, openResult } from '../openResult.ts';
import type { TaskActions } from '../useTaskActions.ts';
import { OpenViewer } from './OpenViewer.tsx';

const list = {
  hasNextPage: false,
  isFetchingNextPage: false,
  isSuccess: true,
  fetchNextPage: () => undefined,
};
/** None of them is pressed here. */
const nothing = () => undefined;
const actions: TaskActions = {
  ...{ reuse: nothing, openAsSource: nothing, remove: nothing, removeResult: nothing, retry: nothing },
  ...{ cancel: nothing, submitAnew: nothing, giveUp: nothing, problem: null, dismissProblem: nothing },
};
let asked = 0;

function answering(code: ProblemCode) {
  asked = 0;
  vi.stubGlobal('fetch', () => {
    asked += 1;
    const status = problemStatus(code);
    const problem = { type: 'about:blank', title: 'T', detail: problemDetail(code), requestId: 'r' };
    return Promise.resolve(new Response(JSON.stringify({ ...problem, code, status }), { status }));
  });
}

async function opened() {
  openResult('some-result');
  const page = mount(
    <QueryClientProvider client={createQueryClient()}>
      <OpenViewer
        list={list}
        tasks={[]}
        withoutDeleted={(tasks) => [...tasks]}
        actions={actions}
        toast={null}
      />
    </QueryClientProvider>,
  );
  await vi.waitFor(() => expect(page.container.textContent).not.toBe(''));
  return page;
}

beforeEach(() => window.history.replaceState(null, '', '/'));
afterEach(closeResult);

test('a result that is not there was deleted', async () => {
  answering('result-not-found');
  const { container, unmount } = await opened();
  expect(container.textContent).toContain('was deleted');
  expect(container.querySelector('[role=alert]')).toBeNull();
  unmount();
});

test('one that could not be had is not said to be gone, and is asked for again', async () => {
  answering('internal');
  const { container, unmount } = await opened();
  expect(container.textContent).toContain('The result could not be loaded');
  expect(container.textContent).toContain(problemDetail('internal'));
  answering('result-not-found');
  const [again] = [...container.querySelectorAll('button')].filter(
    ({ textContent }) => textContent === 'Try again',
  );
  act(() => again?.click());
  await vi.waitFor(() => expect(container.textContent).toContain('was deleted'));
  expect(asked).toBe(1);
  unmount();
});
