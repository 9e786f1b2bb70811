// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { mount } from '../ui/testing/mount.tsx';
import { useCopy, writeImage, writeText } from './useCopy.ts';

const png = new Blob(['image'], { type: 'image/png' });
const refusing = {
  writeText: () => Promise.reject(new Error('no')),
  write: () => Promise.reject(new Error('no')),
};
const taking = {
  writeText: () => Promise.resolve(),
  write: (items: readonly { image: Promise<Blob> }[]) => Promise.all(items.map(({ image }) => image)),
};

beforeEach(() => {
  vi.useFakeTimers();
  class Item {
    readonly image: Promise<Blob> | undefined;
    constructor(images: Record<string, Promise<Blob>>) {
      this.image = images['image/png'];
    }
  }
  vi.stubGlobal('ClipboardItem', Item);
});
afterEach(() => void vi.useRealTimers());

const text = () => writeText('request-1');
const image = () => writeImage(Promise.resolve(png));
const lost = () => writeImage(Promise.reject(new Error('no network')));

// Over plain HTTP a page has no clipboard at all.
test.each([
  ['a text, without a clipboard', undefined, text, 'refused'],
  ['a text that is refused', refusing, text, 'refused'],
  ['a text', taking, text, 'copied'],
  ['an image, without a clipboard', undefined, image, 'refused'],
  ['an image that is refused', refusing, image, 'refused'],
  ['an image', taking, image, 'copied'],
  ['an image that cannot be fetched', taking, lost, 'failed'],
])(
  '%s: it says so, and after two seconds no more where it was copied',
  async (_what, clipboard, write, end) => {
    vi.stubGlobal('navigator', { clipboard });
    function Copier() {
      const { step, copy } = useCopy();
      return (
        <button type="button" onClick={() => void copy(write)}>
          {step}
        </button>
      );
    }
    const { container, unmount } = mount(<Copier />);
    await act(async () => {
      container.querySelector('button')?.click();
      await vi.advanceTimersByTimeAsync(0);
    });
    expect(container.textContent).toBe(end);
    await act(() => vi.advanceTimersByTimeAsync(2000));
    expect(container.textContent).toBe(end === 'copied' ? 'idle' : end);
    unmount();
  },
);
