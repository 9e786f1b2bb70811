// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sampleTask } from '../../api/sampleTask.ts';
import type { Task } from '../../domain/contract/task.ts';
import { mount } from '../../ui/testing/mount.tsx';
import { DoneToast } from './DoneToast.tsx';
import { useDoneNews } from './useDoneNews.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function News({ tasks, isInSight }: { tasks: readonly Task[]; isInSight: boolean }) {
  const { news, dismiss, hold, release } = useDoneNews(tasks, () => isInSight);
  return news && <DoneToast news={news} onDismiss={dismiss} onHold={hold} onRelease={release} />;
}

const running = [sampleTask(1), sampleTask(2)];
const ended = [sampleTask(1), sampleTask(2, { status: 'failed' })];

function afterItEnds(isInSight: boolean) {
  const page = mount(<News tasks={running} isInSight={isInSight} />);
  page.rerender(<News tasks={ended} isInSight={isInSight} />);
  return page;
}

it('what ends in sight is not told again', () => {
  expect(afterItEnds(true).container.textContent).toBe('');
});

it('what ends out of sight is told for some seconds, and longer while somebody is at it', () => {
  const { container } = afterItEnds(false);
  expect(container.textContent).toMatch(/^Expansion to \d+ × \d+: /);
  const toast = container.firstElementChild;
  act(() => toast?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true })));
  act(() => void vi.advanceTimersByTime(60_000));
  expect(container.textContent).not.toBe('');
  act(() => toast?.dispatchEvent(new PointerEvent('pointerout', { bubbles: true })));
  act(() => void vi.advanceTimersByTime(60_000));
  expect(container.textContent).toBe('');
});

it('it goes at once when it is dismissed', () => {
  const { container } = afterItEnds(false);
  act(() => container.querySelector<HTMLElement>('[aria-label^=Dismiss]')?.click());
  expect(container.textContent).toBe('');
});

it('whoever comes back to the tab finds it, and the title counted meanwhile', () => {
  document.title = 'Outframe';
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  const { container } = afterItEnds(true);
  expect(document.title).toBe('(1) Outframe');
  act(() => void vi.advanceTimersByTime(60_000));
  hidden.mockReturnValue(false);
  act(() => void document.dispatchEvent(new Event('visibilitychange')));
  expect(document.title).toBe('Outframe');
  expect(container.textContent).not.toBe('');
  act(() => void vi.advanceTimersByTime(60_000));
  expect(container.textContent).toBe('');
});
