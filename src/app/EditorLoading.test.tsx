// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { lazyWithReload } from '../api/lazyWithReload.ts';
import { useMissingPart } from '../api/missingPart.ts';
import { mount } from '../ui/testing/mount.tsx';
import { EditorLoading } from './EditorLoading.tsx';

afterEach(() => {
  vi.unstubAllGlobals();
  useMissingPart.setState({ missing: null });
});

test('an editor that is under way needs no words; one that did not come says what it waits for', async () => {
  const { container, unmount } = mount(<EditorLoading isCovered={false} />);
  expect(container.textContent).toBe('');
  const asked = vi.fn(() => new Promise<Response>(() => undefined));
  vi.stubGlobal('fetch', asked);
  await act(async () => {
    void lazyWithReload(() => Promise.reject(new Error('Failed to fetch')));
    await vi.waitFor(() => expect(asked).toHaveBeenCalledOnce());
  });
  expect(container.querySelector('[role=status]')?.textContent).toContain('server does not answer');
  unmount();
});
