// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { createQueryClient } from '../../api/queryClient.ts';
import { sampleTask } from '../../api/sampleTask.ts';
import { resultSchema } from '../../domain/contract/result.ts';
import type { Task } from '../../domain/contract/task.ts';
import { mount } from '../../ui/testing/mount.tsx';
import { closeDelivery, useDeliveryTarget } from '../deliver/deliveryTarget.ts';
import { closeResult } from '../openResult.ts';
import type { TaskActions } from '../useTaskActions.ts';
import { useViewerControls } from './useViewerControls.ts';

const size = { width: 2400, height: 900 };
const [first, second] = ['first', 'second'].map((id, index) =>
  resultSchema.parse({ ...size, id, index, fileBytes: 9, flags: [] }),
);
if (!first || !second) throw new Error('There are two.');
const single = sampleTask(1, {
  results: [first],
  plan: {
    step: 1,
    steps: [
      { ...size, placement: { x: 800, y: 0 }, resultId: 'on the way', flags: [] },
      { ...size, placement: { x: 800, y: 0 }, resultId: null, flags: [] },
    ],
  },
});
const pair = sampleTask(2, { results: [first, second] });

const removeResult = vi.fn<() => void>();
const openAsSource = vi.fn<TaskActions['openAsSource']>();
const nothing = () => undefined;
const actions: TaskActions = {
  ...{ reuse: nothing, openAsSource, remove: nothing, removeResult, retry: nothing },
  ...{ cancel: nothing, submitAnew: nothing, giveUp: nothing, problem: null, dismissProblem: nothing },
};

function Controls({ task }: { task: Task }) {
  const shown = { task, result: first ?? expect.fail(), previous: null, next: null };
  const { steps, isSurveying, onKeyDown, openAsSource } = useViewerControls(shown, [task], actions);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: as in the viewer, keys are heard here.
    <div onKeyDown={onKeyDown}>
      <button type="button" onClick={() => steps.showStep(steps.steps[0] ?? null)}>
        Step
      </button>
      <button type="button" data-opens onClick={openAsSource}>
        Open as source
      </button>
      <output>{isSurveying ? 'side by side' : steps.shownStep === null ? 'result' : 'step'}</output>
    </div>
  );
}

function keysOf(first: Task) {
  const client = createQueryClient();
  const page = (task: Task) => (
    <QueryClientProvider client={client}>
      <Controls task={task} />
    </QueryClientProvider>
  );
  const { container, rerender, unmount } = mount(page(first));
  const button = container.querySelector('button');
  return {
    unmount,
    show: (task: Task) => rerender(page(task)),
    showStep: () => act(() => button?.click()),
    press: (key: string) =>
      act(() => button?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))),
    openAsSource: () => act(() => container.querySelector<HTMLElement>('[data-opens]')?.click()),
    sees: () => container.querySelector('output')?.textContent,
  };
}

afterEach(() => {
  closeDelivery();
  closeResult();
  vi.clearAllMocks();
});

test('while a step is shown, Delete goes back to the result and deletes only then', () => {
  const { showStep, press, sees, unmount } = keysOf(single);
  showStep();
  press('Delete');
  expect([sees(), removeResult.mock.calls.length]).toEqual(['result', 0]);
  press('Delete');
  expect(removeResult).toHaveBeenCalledOnce();
  unmount();
});

test('what is delivered is seen: the result in place of the step', () => {
  const { showStep, press, sees, unmount } = keysOf(single);
  showStep();
  expect(sees()).toBe('step');
  press('e');
  expect(sees()).toBe('result');
  expect(useDeliveryTarget.getState().items).toEqual([{ task: single, result: first }]);
  unmount();
});

test('opened as source is what is looked at: the step, or else the result', () => {
  const keys = keysOf(single);
  keys.openAsSource();
  keys.showStep();
  keys.openAsSource();
  expect(openAsSource.mock.calls.map(([, { id }]) => id)).toEqual(['first', 'on the way']);
  keys.unmount();
});

test('where there is one variant, asking for all side by side asks nothing of the next task', () => {
  const { show, press, sees, unmount } = keysOf(single);
  press('n');
  show(pair);
  expect(sees()).toBe('result');
  press('n');
  expect(sees()).toBe('side by side');
  unmount();
});
