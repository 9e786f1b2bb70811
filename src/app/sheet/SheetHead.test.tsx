// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { mount } from '../../ui/testing/mount.tsx';
import { SheetHead } from './SheetHead.tsx';

afterEach(() => vi.unstubAllGlobals());

test('the place of the size is kept while what writes it is loaded, and says nothing', async () => {
  vi.stubGlobal('fetch', () => new Promise(() => undefined));
  const { container, unmount } = mount(
    <SheetHead
      size={{ width: 400, height: 300 }}
      view="edit"
      onView={() => undefined}
      stop="peek"
      onStop={() => undefined}
      isCovered={false}
    />,
  );
  expect(container.querySelector('p')?.textContent).toBe('\u00a0');
  // Asked for with the other parts of the app: it ends within the test.
  await act(async () => void (await import('../../gallery/Gallery.tsx')));
  unmount();
});
