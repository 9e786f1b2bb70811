import { describe, expect, test } from 'vitest';
import { toSource } from '../../domain/viewport.ts';
import {
  imageRect,
  isOnImage,
  onWholePixels,
  pannedView,
  pinchedView,
  screenWidth,
  seenOf,
  toggledView,
  type ViewerScene,
  viewportOf,
  zoomedView,
  zoomLabel,
} from './viewerView.ts';

const scene: ViewerScene = {
  stage: { width: 1112, height: 532 },
  image: { width: 4000, height: 2000 },
  pixelRatio: 1,
};
const point = { x: 700, y: 200 };

describe('fitted', () => {
  test('the image lies whole and centred beside the buttons', () => {
    expect(imageRect(null, scene)).toEqual({ x: 56, y: 16, width: 1000, height: 500 });
  });

  test('a small image is shown pixel by pixel, not enlarged', () => {
    const small = { ...scene, image: { width: 300, height: 300 }, pixelRatio: 2 };
    expect(imageRect(null, small)).toMatchObject({ width: 150, height: 150 });
    expect(zoomLabel(null, small)).toBe('100%');
  });
});

describe('a click', () => {
  test.each([1, 2])(
    'shows every pixel with the clicked point held, and goes back (%i device pixels a pixel)',
    (pixelRatio) => {
      const here = { ...scene, pixelRatio };
      const view = toggledView(null, here, point);
      expect(zoomLabel(view, here)).toBe('100%');
      const [before, after] = [
        toSource(viewportOf(null, here), point),
        toSource(viewportOf(view, here), point),
      ];
      expect(after.x).toBeCloseTo(before.x);
      expect(after.y).toBeCloseTo(before.y);
      expect(toggledView(view, here, point)).toBeNull();
    },
  );

  test('beside the image is not on it', () => {
    expect(isOnImage(null, scene, { x: 20, y: 200 })).toBe(false);
    expect(isOnImage(null, scene, point)).toBe(true);
  });
});

describe('the wheel', () => {
  test('zooms to at most eight times', () => {
    expect(zoomLabel(zoomedView(null, scene, { point, factor: 1000 }), scene)).toBe('800%');
  });

  test('ends fitted when zooming out', () => {
    const view = zoomedView(null, scene, { point, factor: 2 });
    expect(zoomedView(view, scene, { point, factor: 0.4 })).toBeNull();
  });
});

describe('two fingers', () => {
  const from = { zoom: 1, offset: { x: -1500, y: -700 } };
  const fingers = (x: number, y: number, apart: number) =>
    [
      { x: x - apart / 2, y },
      { x: x + apart / 2, y },
    ] as const;
  const before = fingers(500, 250, 100);

  test.each([
    ['apart zoom', fingers(500, 250, 200), '200%'],
    ['that move as well take along what lies between them', fingers(560, 230, 200), '200%'],
    ['side by side move it', fingers(450, 300, 100), '100%'],
    ['far apart zoom to eight times, and hold what lies between them', fingers(520, 250, 1100), '800%'],
  ])('%s', (_what, now, zoom) => {
    const view = pinchedView(from, scene, { before, now });
    expect(zoomLabel(view, scene)).toBe(zoom);
    const middle = (pair: typeof before) => ({ x: (pair[0].x + pair[1].x) / 2, y: pair[0].y });
    expect(toSource(viewportOf(view, scene), middle(now))).toEqual(toSource(from, middle(before)));
  });

  test('together end at the fitted view', () => {
    expect(pinchedView(from, scene, { before, now: fingers(500, 250, 10) })).toBeNull();
  });

  test('that push the image away leave its edge where it is', () => {
    const view = pinchedView(from, scene, { before, now: fingers(9000, 250, 100) });
    expect(imageRect(view, scene)).toMatchObject({ x: 0 });
  });
});

describe('a drag', () => {
  const zoomed = toggledView(null, scene, point);

  test('moves a zoomed image, no further than its edge', () => {
    const by = { x: 10_000, y: -10_000 };
    expect(imageRect(pannedView(zoomed, scene, by), scene)).toMatchObject({ x: 0, y: 532 - 2000 });
  });

  test('leaves a fitted image where it is', () => {
    expect(pannedView(null, scene, { x: 50, y: 50 })).toBeNull();
  });
});

test.each([
  ['the first that covers the stage', scene, 1280],
  ['larger on a dense screen', { ...scene, pixelRatio: 2 }, 2560],
  [
    'none when it would hold as many pixels as the file',
    { ...scene, image: { width: 1200, height: 600 } },
    null,
  ],
])('the rendition of the screen: %s', (_case, here, width) => {
  expect(screenWidth(here)).toBe(width);
});

describe('what is in sight', () => {
  test('is all of a fitted image', () => {
    expect(seenOf(imageRect(null, scene), scene)).toEqual({ x: 0, y: 0, width: 4000, height: 2000 });
  });

  test('is the part over the stage of one that is zoomed and moved', () => {
    const rect = { x: -600, y: 32, width: 2000, height: 1000 };
    expect(seenOf(rect, scene)).toEqual({ x: 1200, y: 0, width: 2224, height: 1000 });
  });
});

test.each([
  [1, { x: -137, y: 12 }],
  [2, { x: -137.5, y: 12.5 }],
])('on a screen of %s pixels to one, an image lies on whole ones', (pixelRatio, place) => {
  expect(onWholePixels({ x: -137.4, y: 12.3 }, pixelRatio)).toEqual(place);
});
