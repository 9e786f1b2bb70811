// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { expect, test } from 'vitest';
import { createQueryClient } from '../../api/queryClient.ts';
import { sampleTask } from '../../api/sampleTask.ts';
import { mount } from '../../ui/testing/mount.tsx';
import { ResultLayers } from './ResultLayers.tsx';

const stage = { width: 1400, height: 900 };
const facts = {
  width: 2400,
  height: 900,
  fileBytes: 1,
  sent: null,
  flags: [],
  proof: null,
  colour: '#808080',
};
const results = ['one', 'two'].map((id, index) => ({ ...facts, id, index, isStarred: false }));
const task = sampleTask(1, { n: 2, results });

/** Where it is whole, and as near as one pixel to one pixel. */
const fitted = { x: 56, y: 209, width: 1288, height: 483 };
const nearer = { x: -500, y: 0, width: 2400, height: 900 };
const large = { width: 9490, height: 6320 };

function layers(at: number, rect = fitted, size = {}) {
  const result = results[at] && { ...results[at], ...size };
  if (result === undefined) throw new Error('There is no such variant.');
  return (
    <QueryClientProvider client={client}>
      <ResultLayers task={task} result={result} scene={{ stage, image: result, pixelRatio: 1 }} rect={rect} />
    </QueryClientProvider>
  );
}
const client = createQueryClient();

test.each(['load', 'error'])(
  'a variant stays below the next one until that is there, or says why not: %s',
  (event) => {
    const { container, rerender, unmount } = mount(layers(0));
    const images = (id: string) => [...container.querySelectorAll<HTMLImageElement>(`img[src*="/${id}/"]`)];
    const happens = (image: HTMLImageElement | undefined, name: string) =>
      act(() => void image?.dispatchEvent(new Event(name)));
    happens(images('one')[0], 'load');
    rerender(layers(1));
    expect(images('one')[0]?.dataset.loaded).toBe('true');
    expect(images('two')[0]?.dataset).toMatchObject({ loaded: 'false', atOnce: 'true' });
    expect(
      [...container.querySelectorAll('[role=img]')].map((each) => each.getAttribute('aria-label')),
    ).toEqual(['Result 2 of 2']);
    happens(images('two').at(-1), event);
    expect(images('one')).toEqual([]);
    unmount();
  },
);

/** What is asked for of the second variant while it is looked at from nearer, in the order in which it comes. */
function walkNearer(size = {}) {
  const rect = { ...nearer, ...size };
  const { container, rerender, unmount } = mount(layers(0, rect, size));
  const of = (id: string) => [...container.querySelectorAll<HTMLImageElement>(`img[src*="/${id}/"]`)];
  const comes = (part: string, event = 'load') =>
    act(() => {
      for (const image of of('two').filter(({ src }) => src.includes(part)))
        image.dispatchEvent(new Event(event));
    });
  rerender(layers(1, rect, size));
  return {
    ...{ comes, unmount },
    isBeforeThere: () => of('one').length > 0,
    /** Nothing of the second variant can be seen over the one before. */
    isBeforeOver: () => [...container.querySelectorAll('img')].at(-1)?.src.includes('/one/'),
    zoomOut: () => rerender(layers(1, fitted, size)),
  };
}

test('looked at pixel by pixel, a variant makes way for the next one’s pixels, and not for a small copy of it', () => {
  const { comes, isBeforeThere, isBeforeOver, unmount } = walkNearer();
  comes('width=320');
  comes('width=1920');
  expect(isBeforeThere()).toBe(true);
  expect(isBeforeOver()).toBe(true);
  comes('format=png');
  expect(isBeforeThere()).toBe(false);
  unmount();
});

test('of one in pieces it makes way for all of them that are in sight, be it that one does not come', () => {
  const { comes, isBeforeThere, unmount } = walkNearer(large);
  comes('image?');
  comes('reduction=2');
  expect(isBeforeThere()).toBe(true);
  comes('reduction=1&column=0&row=0', 'error');
  comes('reduction=1');
  expect(isBeforeThere()).toBe(false);
  unmount();
});

test.each([{}, large])('and for the small copy as soon as nobody is near any more: %o', (size) => {
  const { comes, isBeforeThere, zoomOut, unmount } = walkNearer(size);
  comes('width=320');
  expect(isBeforeThere()).toBe(true);
  zoomOut();
  expect(isBeforeThere()).toBe(false);
  unmount();
});
