// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { createQueryClient } from '../../api/queryClient.ts';
import { sampleTask } from '../../api/sampleTask.ts';
import { taskOutlineSchema } from '../../domain/contract/lists.ts';
import { mount } from '../../ui/testing/mount.tsx';
import { closeDelivery } from '../deliver/deliveryTarget.ts';
import { SelectionDownload } from './SelectionDownload.tsx';
import { tilesOf } from './tiles.ts';

afterEach(closeDelivery);

test('while the selected results are asked for, that is seen', async () => {
  const task = sampleTask(1, { status: 'succeeded' });
  const outline = taskOutlineSchema.parse({ ...task, ...{ sourceId: 'a'.repeat(64), width: 9, height: 9 } });
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  vi.stubGlobal('fetch', async () => {
    await answered;
    return Response.json(task);
  });
  const { container, unmount } = mount(
    <QueryClientProvider client={createQueryClient()}>
      <SelectionDownload tiles={tilesOf([outline])} />
    </QueryClientProvider>,
  );
  const button = container.querySelector('button');
  act(() => button?.click());
  expect([button?.textContent, button?.getAttribute('aria-disabled')]).toEqual(['Getting ready…', 'true']);
  await act(async () => answer());
  await vi.waitFor(() => expect(button?.textContent).toBe('Download'));
  unmount();
});
