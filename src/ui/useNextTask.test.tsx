// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { mount } from './testing/mount.tsx';
import { useNextTask } from './useNextTask.ts';

function Late() {
  return useNextTask() ? 'there' : 'not yet';
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('is due one task after it was first drawn, and stays so', () => {
  const { container, rerender, unmount } = mount(<Late />);
  expect(container.textContent).toBe('not yet');
  act(() => vi.runAllTimers());
  expect(container.textContent).toBe('there');
  rerender(<Late />);
  expect(container.textContent).toBe('there');
  unmount();
});
