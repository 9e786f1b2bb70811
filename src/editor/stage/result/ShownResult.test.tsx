// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { afterEach, expect, test } from 'vitest';
import { useConnection } from '../../../api/connection.ts';
import { createQueryClient } from '../../../api/queryClient.ts';
import { sampleTask } from '../../../api/sampleTask.ts';
import { mount } from '../../../ui/testing/mount.tsx';
import type { StageView } from '../stageView.ts';
import { ShownResult } from './ShownResult.tsx';

const result = {
  ...{ id: 'a', index: 0, width: 8000, height: 6000, fileBytes: 1, sent: null, flags: [], proof: null },
  ...{ colour: null, isStarred: false },
};
const task = { ...sampleTask(1, { status: 'succeeded' }), results: [result] };

afterEach(() => useConnection.setState(useConnection.getInitialState(), true));

/** A result on the stage, whose picture has come. */
async function shown() {
  const follow = new Set<() => void>();
  const stage = {
    viewport: { zoom: 0.1, offset: { x: 0, y: 0 } },
    onViewport: (listener: () => void) => {
      follow.add(listener);
      return () => follow.delete(listener);
    },
  };
  const nothing = () => undefined;
  const page = mount(
    <QueryClientProvider client={createQueryClient()}>
      <ShownResult
        {...{ task, result, config: null, onKeep: nothing, onDeliver: nothing, onRetry: nothing }}
        view={() => stage as unknown as StageView}
        bitmap={{ width: 1, height: 1 } as ImageBitmap}
      />
    </QueryClientProvider>,
  );
  const picture = () => page.container.querySelector<HTMLImageElement>('img[aria-hidden=false]');
  const sharper = () => page.container.querySelector<HTMLImageElement>('img[hidden]');
  const fire = (type: 'load' | 'error', image: HTMLImageElement | null) => {
    if (image) image.decode = () => Promise.resolve();
    return act(async () => void image?.dispatchEvent(new Event(type)));
  };
  await fire('load', picture());
  const zoomIn = () =>
    act(() => {
      stage.viewport.zoom = 0.2;
      for (const each of follow) each();
    });
  return { unmount: page.unmount, picture, sharper, fire, zoomIn };
}

test('what was drawn stays until a sharper rendition is decoded', async () => {
  const { picture, sharper, fire, zoomIn, unmount } = await shown();
  const before = picture()?.src;
  expect(picture()?.dataset.shown).toBe('true');
  zoomIn();
  const wanted = sharper()?.src;
  expect(wanted).not.toBe(before);
  expect(picture()?.src).toBe(before);
  await fire('load', sharper());
  expect(picture()?.src).toBe(wanted);
  expect(sharper()).toBeNull();
  unmount();
});

test('one that does not come takes nothing away, and is asked for again once the server is back', async () => {
  const { picture, sharper, fire, zoomIn, unmount } = await shown();
  const before = picture()?.src;
  act(() => useConnection.setState({ connection: 'offline' }));
  zoomIn();
  const failed = sharper();
  await fire('error', failed);
  expect(picture()?.src).toBe(before);
  expect(picture()?.dataset.shown).toBe('true');
  act(() => useConnection.setState({ connection: 'live' }));
  expect(sharper()).not.toBe(failed);
  expect(sharper()?.src).toBe(failed?.src);
  unmount();
});
