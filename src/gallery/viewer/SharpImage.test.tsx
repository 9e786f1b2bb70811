// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { expect, test, vi } from 'vitest';
import { createQueryClient } from '../../api/queryClient.ts';
import { sampleProblem } from '../../api/sampleProblem.ts';
import { type ProblemCode, problemDetail } from '../../domain/problem.ts';
import { mount } from '../../ui/testing/mount.tsx';
import { resultPicture } from './picture.ts';
import { SharpImage } from './SharpImage.tsx';
import { imageRect, toggledView, type ViewerScene, type ViewerView } from './viewerView.ts';

const stage = { width: 1400, height: 900 };
const large: ViewerScene = { stage, image: { width: 9490, height: 6320 }, pixelRatio: 1 };

function shown(scene: ViewerScene, view: ViewerView) {
  return mount(
    <QueryClientProvider client={createQueryClient()}>
      <SharpImage
        picture={resultPicture({ id: 'one', ...scene.image })}
        stage={scene.stage}
        pixelRatio={scene.pixelRatio}
        rect={imageRect(view, scene)}
      />
    </QueryClientProvider>,
  );
}

function picturesOf(scene: ViewerScene, view: ViewerView): string[] {
  const { container } = shown(scene, view);
  return [...container.querySelectorAll('img')].map(({ src }) => src.replace(/^.*\/api\/results\/one\//, ''));
}

test('an image that a browser can unpack is fetched whole, and the card’s picture stands in its place until then', () => {
  const small: ViewerScene = { stage, image: { width: 1000, height: 600 }, pixelRatio: 1 };
  expect(picturesOf(small, null)).toEqual(['image?width=320&format=webp', 'image?format=png']);
});

test('of a large one the whole file is never fetched: the card’s picture, the screen’s, and pieces when somebody is nearer', () => {
  const fitted = ['image?width=320&format=webp', 'image?width=1920&format=webp'];
  expect(picturesOf(large, null)).toEqual(fitted);
  const view = toggledView(null, large, { x: 700, y: 450 });
  const nearer = picturesOf(large, view);
  expect(nearer.slice(0, 2)).toEqual(fitted);
  const pieces = nearer.slice(2);
  expect(pieces.length).toBeGreaterThan(2);
  expect(pieces.length).toBeLessThan(12);
  expect(pieces.every((address) => address.startsWith('piece?reduction='))).toBe(true);
});

const CODE: ProblemCode = 'storage-unavailable';

test.each<[string, ViewerView]>([
  ['whole', null],
  ['in pieces', toggledView(null, large, { x: 700, y: 450 })],
])('of layers that do not come, %s, one says why', async (_, view) => {
  vi.stubGlobal('fetch', () => Promise.resolve(sampleProblem(CODE)));
  const { container, unmount } = shown(large, view);
  act(() => {
    for (const image of container.querySelectorAll('img')) image.dispatchEvent(new Event('error'));
  });
  await vi.waitFor(() => expect(container.textContent).toContain(problemDetail(CODE)));
  expect(container.textContent).toBe(`${problemDetail(CODE)} Trying again.`);
  unmount();
});

test('of pieces that do not come, wherever they lie, the first one says why and each shows that it is missing', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(sampleProblem(CODE)));
  const view = toggledView(null, large, { x: 700, y: 450 });
  const { container, unmount } = shown(large, view);
  const images = [...container.querySelectorAll('img')];
  const event = (name: string, at: readonly HTMLImageElement[]) =>
    act(() => {
      for (const image of at) image.dispatchEvent(new Event(name));
    });
  const pieces = images.slice(2);
  event('load', [...images.slice(0, 2), ...pieces.slice(0, 1)]);
  event('error', pieces.slice(1, 3));
  await vi.waitFor(() => expect(container.textContent).toContain(problemDetail(CODE)));
  expect(container.textContent).toBe(`${problemDetail(CODE)} Trying again.`);
  expect(container.querySelectorAll('svg')).toHaveLength(2);
  unmount();
});
