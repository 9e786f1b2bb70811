// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { offerOf } from '../../domain/offer.ts';
import { mount } from '../../ui/testing/mount.tsx';
import { OfferPreview } from './OfferPreview.tsx';
import type { RefusedPicture } from './refusedPicture.ts';

afterEach(() => vi.useRealTimers());

it('frames that a slider passes are not asked for, one under way is given up, and one that fails says so until there is another picture', async () => {
  vi.useFakeTimers();
  const size = { width: 400, height: 400 };
  const asked: { index: number; signal: AbortSignal | undefined; fail: (cause: Error) => void }[] = [];
  const frame: RefusedPicture['frame'] = (index, signal) =>
    new Promise((_, fail) => void asked.push({ index, signal, fail }));
  const make = () => expect.fail('Nothing is made.');
  const picture: RefusedPicture = { kind: 'frame', size, whole: size, frames: 200, keeps: null, frame, make };
  const offer = offerOf('frame', size) ?? expect.fail('no offer');
  const at = (index: number, of = picture) => (
    <OfferPreview picture={of} offer={offer} frame={index} at={0.5} onAt={() => undefined} />
  );
  const page = mount(at(0));
  await act(() => vi.runAllTimersAsync());
  for (let index = 1; index <= 50; index += 1) page.rerender(at(index));
  expect(asked[0]?.signal?.aborted).toBe(true);
  await act(() => vi.runAllTimersAsync());
  expect(asked.map(({ index }) => index)).toEqual([0, 50]);

  expect(page.container.querySelector('[aria-busy="true"]')).not.toBeNull();
  await act(async () => asked[1]?.fail(new Error('It is broken.')));
  expect(page.container.querySelector('[aria-busy="true"]')).toBeNull();
  expect(page.container.querySelector('[role=status]')?.textContent).toContain('cannot be shown');

  // Another picture comes in its place.
  page.rerender(at(50, { ...picture }));
  expect(page.container.querySelector('[aria-busy="true"]')).not.toBeNull();
  expect(page.container.querySelector('[role=status]')?.textContent).toContain('Loading');
  page.unmount();
});
