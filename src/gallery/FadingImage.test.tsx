// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createQueryClient } from '../api/queryClient.ts';
import { sampleProblem } from '../api/sampleProblem.ts';
import { useSignInNeeded } from '../api/session.ts';
import { type ProblemCode, problemDetail } from '../domain/problem.ts';
import { mount } from '../ui/testing/mount.tsx';
import { FadingImage } from './FadingImage.tsx';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const SRC = '/api/results/one/image?width=320';
let asked = 0;
let liftsAt: string | undefined;

/** The relay's answers to the question why, one after another; the last one stays. */
function answering(...codes: (ProblemCode | null)[]) {
  asked = 0;
  liftsAt = undefined;
  vi.stubGlobal('fetch', () => {
    const code = codes[Math.min(asked, codes.length - 1)] ?? null;
    asked += 1;
    if (code === null) return Promise.resolve(new Response('image'));
    return Promise.resolve(sampleProblem(code, { liftsAt }));
  });
}

function shown(src = SRC) {
  const page = mount(
    <QueryClientProvider client={createQueryClient()}>
      <FadingImage src={src} />
    </QueryClientProvider>,
  );
  const image = () => page.container.querySelector('img');
  const fails = () => act(() => void image()?.dispatchEvent(new Event('error')));
  return { ...page, image, fails };
}
const passing = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

test('what the storage does not give is asked for with growing pauses, says why, and is shown once it is there', async () => {
  answering('storage-unavailable', 'storage-unavailable', 'storage-unavailable', null);
  const { container, image, fails, unmount } = shown();
  fails();
  await passing(0);
  expect(image()).toBeNull();
  expect(container.textContent).toBe(`${problemDetail('storage-unavailable')} Trying again.`);
  await passing(1000 + 2000 + 3999);
  expect([asked, image()]).toEqual([3, null]);
  await passing(1);
  await passing(50);
  expect(asked).toBe(4);
  expect(image()?.getAttribute('src')).toBe(SRC);
  act(() => void image()?.dispatchEvent(new Event('load')));
  expect(image()?.dataset.loaded).toBe('true');
  unmount();
});

test('what was deleted says so and is not asked for again', async () => {
  answering('result-not-found');
  const { container, fails, unmount } = shown();
  fails();
  await passing(60_000);
  expect([container.textContent, asked]).toEqual([problemDetail('result-not-found'), 1]);
  unmount();
});

test('what comes and is no image for this browser is not asked for for ever', async () => {
  answering(null);
  const { container, image, fails, unmount } = shown();
  for (let time = 0; time < 10 && image() !== null; time += 1) {
    fails();
    await passing(0);
  }
  expect([image(), container.textContent]).toEqual([null, 'This image cannot be shown here.']);
  expect(asked).toBe(3);
  unmount();
});

test('an image that needs a session opens the dialog for it and is asked for again after it', async () => {
  answering('sign-in-required', null);
  const { image, fails, unmount } = shown();
  fails();
  await passing(0);
  expect([asked, useSignInNeeded.getState().isNeeded]).toEqual([1, true]);
  act(() => useSignInNeeded.setState({ isNeeded: false }));
  await passing(50);
  expect([asked, image()?.getAttribute('src')]).toEqual([2, SRC]);
  unmount();
});

test('a server that says when to come back is not asked before', async () => {
  answering('too-many-requests', null);
  liftsAt = new Date(Date.now() + 20_000).toISOString();
  const { fails, unmount } = shown();
  fails();
  await passing(19_999);
  expect(asked).toBe(1);
  await passing(1);
  expect(asked).toBe(2);
  unmount();
});

test.each([
  ['what the browser has already is there at once', 40, 'true'],
  ['what has to be waited for fades in', 400, 'false'],
])('%s', async (_, afterMs, atOnce) => {
  const { image, unmount } = shown();
  await passing(afterMs);
  act(() => void image()?.dispatchEvent(new Event('load')));
  expect([image()?.dataset.loaded, image()?.dataset.atOnce]).toEqual(['true', atOnce]);
  unmount();
});
