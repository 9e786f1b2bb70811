// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createQueryClient } from '../../api/queryClient.ts';
import { sampleProblem } from '../../api/sampleProblem.ts';
import { type ProblemCode, problemDetail } from '../../domain/problem.ts';
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

function answering(code: ProblemCode, until: Promise<void> = Promise.resolve()) {
  asked = 0;
  vi.stubGlobal('fetch', async () => {
    asked += 1;
    await until;
    return sampleProblem(code);
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
  await vi.waitFor(() => expect(document.body.textContent).not.toBe(''));
  return page;
}

beforeEach(() => window.history.replaceState(null, '', '/'));
afterEach(closeResult);

test('a result that is not there was deleted', async () => {
  answering('result-not-found');
  const { container, unmount } = await opened();
  expect(document.body.textContent).toContain('was deleted');
  expect(document.querySelector('[role=alert]')).toBeNull();
  // The list may be hidden behind a tab.
  expect(container.textContent).toBe('');
  unmount();
});

test('one that could not be had is not said to be gone, and is asked for again', async () => {
  answering('internal');
  const { unmount } = await opened();
  expect(document.body.textContent).toContain('The result could not be loaded');
  expect(document.body.textContent).toContain(problemDetail('internal'));
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  answering('result-not-found', answered);
  const [again] = [...document.querySelectorAll('button')].filter(
    ({ textContent }) => textContent === 'Try again',
  );
  act(() => again?.click());
  // While it is asked for, that is seen, and a second press asks nothing more.
  await vi.waitFor(() => expect(again?.textContent).toBe('Trying…'));
  act(() => again?.click());
  answer();
  await vi.waitFor(() => expect(document.body.textContent).toContain('was deleted'));
  expect(asked).toBe(1);
  unmount();
});
