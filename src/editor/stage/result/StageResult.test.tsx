// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useConnection } from '../../../api/connection.ts';
import { sampleTask } from '../../../api/sampleTask.ts';
import { tasksQuery } from '../../../api/tasks.ts';
import type { Task } from '../../../domain/contract/task.ts';
import { ProblemError } from '../../../domain/problem.ts';
import { mount } from '../../../ui/testing/mount.tsx';
import { useEditorStore } from '../../state/editorStore.ts';
import { StageResult } from './StageResult.tsx';
import type { SubmittingProps } from './Submitting.tsx';
import { dismissTask, followTask, isResultShown, showVariant } from './stageResultStore.ts';

const task = sampleTask(1, {
  status: 'succeeded',
  n: 3,
  results: ['a', 'b', 'c'].map((id, index) => ({
    ...{ id, index, width: 10, height: 10, fileBytes: 1, sent: null, flags: [], proof: null },
    ...{ colour: null, isStarred: false },
  })),
});
const onKeep = vi.fn();
const onRetry = vi.fn();
const client = new QueryClient();
let page: ReturnType<typeof mount>;

/** The stage while some results are about to be deleted. */
function stage(...deleted: string[]) {
  return stageWith(null, deleted);
}

function stageWith(submitting: SubmittingProps | null, deleted: readonly string[] = []) {
  const withoutDeleted = (tasks: readonly Task[]) =>
    tasks.map((each) => ({ ...each, results: each.results.filter(({ id }) => !deleted.includes(id)) }));
  return (
    <QueryClientProvider client={client}>
      <StageResult
        sourceKey="source"
        bitmap={{ width: 1, height: 1 } as ImageBitmap}
        config={null}
        view={() => null}
        submitting={submitting}
        withoutDeleted={withoutDeleted}
        onKeep={onKeep}
        onDeliver={() => undefined}
        onRetry={onRetry}
      />
      <aside data-area="gallery">
        <article tabIndex={-1} />
      </aside>
      <button type="button" data-pressed>
        Expand
      </button>
      <input type="range" />
    </QueryClientProvider>
  );
}

const shown = () => page.container.querySelector('img[aria-hidden=false]')?.getAttribute('alt');
const press = (key: string, target: Element = document.body) =>
  act(() => {
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  });

beforeEach(() => {
  onKeep.mockClear();
  client.setQueryData(tasksQuery.queryKey, {
    pages: [{ tasks: [task], nextCursor: null }],
    pageParams: [null],
  });
  page = mount(stage());
  act(() => {
    followTask('source', task.id);
    showVariant('b');
  });
});

afterEach(() => {
  page.unmount();
  act(dismissTask);
  useConnection.setState(useConnection.getInitialState(), true);
  useEditorStore.setState(useEditorStore.getInitialState(), true);
});

test('a variant that is shown stays when the one before it is deleted', () => {
  expect(shown()).toBe('Result 2 of 3');
  page.rerender(stage('a'));
  expect(shown()).toMatch(/^Result 2 of /);
  press('1');
  expect(shown()).toMatch(/^Result 2 of /);
  press('3');
  expect(shown()).toMatch(/^Result 3 of /);
});

test('a variant that is deleted while it is shown gives way to the frame', () => {
  page.rerender(stage('b'));
  expect(shown()).toBeUndefined();
  expect(isResultShown()).toBe(false);
  page.rerender(stage());
  expect(isResultShown()).toBe(false);
});

test('the frame under a result is seen until its picture is there; one that does not come is told and tried again', () => {
  const surface = () => page.container.querySelector<HTMLElement>('[data-stage-result]');
  const picture = () => page.container.querySelector('img[aria-hidden=false]');
  expect(surface()?.dataset.there).toBe('false');
  expect(surface()?.textContent).toContain('Loading the result…');
  const first = picture();
  act(() => void first?.dispatchEvent(new Event('error')));
  expect(surface()?.textContent).toContain('The result could not be loaded.');
  const tryAgain = page.container.querySelector<HTMLElement>('[role=alert] button');
  act(() => tryAgain?.click());
  expect(picture()).not.toBe(first);
  expect(surface()?.textContent).toContain('Loading the result…');
});

test('a picture that did not come while the server was away comes by itself once it is back', () => {
  const picture = () => page.container.querySelector('img[aria-hidden=false]');
  act(() => useConnection.setState({ connection: 'offline' }));
  const first = picture();
  act(() => void first?.dispatchEvent(new Event('error')));
  expect(page.container.textContent).toContain('The result comes once the server is back.');
  act(() => useConnection.setState({ connection: 'live' }));
  expect(picture()).not.toBe(first);
  expect(page.container.textContent).toContain('Loading the result…');
});

test('what failed is told with what can be done about it', () => {
  const detail = 'The provider declined this image or prompt under its content policy.';
  const problem = { code: 'upstream-policy' as const, detail, upstream: null };
  const failed = { ...task, status: 'failed' as const, results: [], problem };
  page.unmount();
  client.setQueryData(tasksQuery.queryKey, {
    pages: [{ tasks: [failed], nextCursor: null }],
    pageParams: [null],
  });
  page = mount(stage());
  act(() => followTask('source', task.id));
  const chip = page.container.querySelector('[aria-label="Task on the stage"]');
  expect(chip?.textContent).toContain(detail);
  const buttons = [...(chip?.querySelectorAll('button') ?? [])];
  expect(buttons.map((button) => button.textContent || button.getAttribute('aria-label'))).toEqual([
    ...['Change and retry', 'Retry', 'Dismiss'],
  ]);
  act(() => buttons[0]?.click());
  expect(onRetry).toHaveBeenCalledExactlyOnceWith(failed);
});

test('keys pressed on a card of the gallery are not for the result on the stage', () => {
  const card = page.container.querySelector('article');
  if (!card) throw new Error('There is no card.');
  for (const key of ['Enter', '3', 'Escape']) press(key, card);
  expect(onKeep).not.toHaveBeenCalled();
  expect(shown()).toBe('Result 2 of 3');
  press('Enter');
  expect(onKeep).toHaveBeenCalledOnce();
});

test('the button that was just pressed keeps Enter and leaves the arrows; what arrows move keeps them', () => {
  const button = page.container.querySelector('[data-pressed]') ?? document.body;
  const slider = page.container.querySelector('input') ?? document.body;
  press('ArrowRight', slider);
  expect(shown()).toBe('Result 2 of 3');
  press('ArrowRight', button);
  expect(shown()).toBe('Result 3 of 3');
  press('Enter', button);
  expect(onKeep).not.toHaveBeenCalled();
});

test('a press of Expand is answered before there is a task, in the place of the one before', () => {
  const onCancel = vi.fn();
  const chip = () => page.container.querySelector('section');
  page.rerender(stageWith({ phase: 'uploading', problem: null, onCancel }));
  expect(shown()).toBeUndefined();
  expect(chip()?.textContent).toContain('Sending the image…');
  act(() => chip()?.querySelector('button')?.click());
  expect(onCancel).toHaveBeenCalledOnce();
  const problem = new ProblemError('answered-by-another');
  page.rerender(stageWith({ phase: 'waiting', problem, onCancel }));
  expect(page.container.textContent).toContain(problem.detail);
  expect(page.container.textContent).toContain('Cancel');
  page.rerender(stageWith({ phase: 'sending', problem: null, onCancel }));
  expect(chip()?.querySelector('button')).toBeNull();
  // The frame has its handles and its keys meanwhile.
  expect(isResultShown()).toBe(false);
  page.rerender(stage());
  expect(chip()?.textContent).toContain('Show result');
});

test('the line over the stage is the same from the press to the task, and arrives once', () => {
  const line = () => page.container.querySelector('section');
  const running = { ...task, status: 'processing' as const, results: [] };
  client.setQueryData(tasksQuery.queryKey, {
    pages: [{ tasks: [running], nextCursor: null }],
    pageParams: [null],
  });
  page.rerender(stageWith({ phase: 'sending', problem: null, onCancel: () => undefined }));
  const pressed = line();
  expect(pressed).not.toBeNull();
  page.rerender(stage());
  expect(line()).toBe(pressed);
  expect(line()?.textContent).toContain('Expanding');
});

test('a result that comes while another press is sent waits for what becomes of that', () => {
  act(() => useEditorStore.setState({ expansion: task.expansion }));
  page.rerender(stageWith({ phase: 'sending', problem: null, onCancel: () => undefined }));
  act(() => followTask('source', task.id));
  expect(isResultShown()).toBe(false);
  page.rerender(stage());
  expect(shown()).toBe('Result 1 of 3');
});
