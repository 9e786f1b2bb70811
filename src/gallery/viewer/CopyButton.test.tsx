// @vitest-environment happy-dom
import { act } from 'react';
import { expect, test, vi } from 'vitest';
import { resultSchema } from '../../domain/contract/result.ts';
import { mount } from '../../ui/testing/mount.tsx';
import { CopyButton } from './CopyButton.tsx';

const result = resultSchema.parse({ id: 'one', index: 0, width: 40, height: 30, fileBytes: 9, flags: [] });

test('a result is copied as PNG of its own pixels, in sight', async () => {
  const onPress = vi.fn();
  const asked: string[] = [];
  const copied: Blob[] = [];
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(address);
    return Promise.resolve(new Response('pixels'));
  });
  vi.stubGlobal(
    'ClipboardItem',
    class {
      readonly image: Promise<Blob> | undefined;
      constructor(images: Record<string, Promise<Blob>>) {
        this.image = images['image/png'];
      }
    },
  );
  const write = async ([item]: readonly { image: Promise<Blob> }[]) => {
    if (item) copied.push(await item.image);
  };
  vi.spyOn(navigator, 'clipboard', 'get').mockReturnValue({ write } as unknown as Clipboard);
  const { container, unmount } = mount(<CopyButton result={result} onPress={onPress} />);
  act(() => container.querySelector('button')?.click());
  await vi.waitFor(() => expect(container.querySelector('[role=status]')?.textContent).toBe('Copied'));
  expect(onPress).toHaveBeenCalledOnce();
  expect(asked).toEqual(['/api/results/one/image?format=png']);
  expect(copied.map(({ type, size }) => [type, size])).toEqual([['image/png', 6]]);
  unmount();
});
