// @vitest-environment happy-dom
import { act } from 'react';
import { expect, test, vi } from 'vitest';
import type { OpenSource } from '../source/sourceStore.ts';
import { mount } from '../ui/testing/mount.tsx';
import type * as Bar from './TopBar.tsx';

const PICTURE = { width: 400, height: 300, close: () => undefined };
const source: OpenSource = {
  ...{ key: 'one', name: 'meadow.jpg', fileBytes: 9, sourceId: null, facts: null },
  ...{
    size: { width: 400, height: 300 },
    file: new File([], 'meadow.jpg'),
    shown: new File([], 'meadow.jpg'),
  },
  bitmap: PICTURE,
};

/** The bar in a browser that asks for folders, or on a phone, where none is chosen. */
async function barIn({ hasFolders }: { hasFolders: boolean }): Promise<typeof Bar.TopBar> {
  vi.resetModules();
  vi.stubGlobal('matchMedia', () => ({ matches: hasFolders }));
  if (!('webkitdirectory' in HTMLInputElement.prototype))
    Object.defineProperty(HTMLInputElement.prototype, 'webkitdirectory', { value: false, writable: true });
  return (await import('./TopBar.tsx')).TopBar;
}

function folderButton(TopBar: typeof Bar.TopBar, onFiles: (files: readonly File[]) => void, isOpen = true) {
  const { container, unmount } = mount(
    <TopBar
      {...{
        source: isOpen ? source : null,
        upload: { phase: 'none', share: 0, problem: null },
        person: null,
      }}
      {...{ onFiles, onClose: () => undefined }}
    />,
  );
  return { button: container.querySelector<HTMLElement>('[aria-label="Open folder…"]'), unmount };
}

test('beside an open image a folder can be opened: all of its files are handed on', async () => {
  const onFiles = vi.fn<(files: readonly File[]) => void>();
  const { button, unmount } = folderButton(await barIn({ hasFolders: true }), onFiles);
  const files = ['b.png', 'a.png'].map((name) =>
    Object.assign(new File([], name), { webkitRelativePath: `shoot/${name}` }),
  );
  vi.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(function (this: HTMLInputElement) {
    expect(this).toMatchObject({ type: 'file', webkitdirectory: true });
    Object.defineProperty(this, 'files', { value: files });
    this.dispatchEvent(new Event('change'));
  });
  act(() => button?.dispatchEvent(new MouseEvent('click', { bubbles: true })));
  expect(onFiles.mock.calls[0]?.[0].map(({ name }) => name)).toEqual(['a.png', 'b.png']);
  vi.restoreAllMocks();
  unmount();
});

test.each([
  ['no image is open', true, false],
  ['the browser asks for no folders', false, true],
])('there is no such button where %s', async (_, hasFolders, isOpen) => {
  const { button, unmount } = folderButton(await barIn({ hasFolders }), () => undefined, isOpen);
  expect(button).toBeNull();
  unmount();
});
