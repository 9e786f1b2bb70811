import { describe, expect, test } from 'vitest';
import type { Result } from '../../domain/contract/result.ts';
import {
  draggedSurvey,
  FITTED,
  pannedSurvey,
  pixelZoom,
  surveyColumns,
  surveyed,
  surveyRect,
  toggledSurvey,
  turnedSurvey,
  WHOLE_SURVEY,
  withRejected,
  zoomedSurvey,
} from './survey.ts';

const results: Result[] = ['a', 'b', 'c'].map((id, index) => ({
  ...{ id, index, width: 10, height: 10, fileBytes: 1, sent: null, flags: [], proof: null },
  ...{ colour: null, isStarred: false },
}));

test('what is rejected leaves, the next one is picked, and one always stays', () => {
  const one = withRejected(results, WHOLE_SURVEY, 'b');
  expect(surveyed(results, one).map(({ id }) => id)).toEqual(['a', 'c']);
  expect(one.pickedId).toBe('c');
  const two = withRejected(results, one, 'c');
  expect(two.pickedId).toBe('a');
  expect(withRejected(results, two, 'a')).toBe(two);
});

test.each([
  [2, 1.5, 1400, 800, 2],
  [2, 4, 1400, 800, 1],
  [4, 1.6, 1400, 800, 2],
  [9, 1.6, 1400, 800, 3],
  [3, 0.5, 1400, 800, 3],
  [4, 1.5, 390, 700, 1],
])('%i of aspect %d in %i × %i stand in %i columns', (count, aspect, width, height, columns) => {
  expect(surveyColumns(count, aspect, { width, height })).toBe(columns);
});

describe('one view for all', () => {
  test('zooming holds the point under the pointer', () => {
    const at = { x: 0.3, y: -0.2 };
    const before = zoomedSurvey(FITTED, { factor: 2, at: { x: 0, y: 0 }, most: 16 });
    const after = zoomedSurvey(before, { factor: 1.5, at, most: 16 });
    // The picture's point under the pointer, before and after.
    expect(after.x + at.x / after.zoom).toBeCloseTo(before.x + at.x / before.zoom);
    expect(after.y + at.y / after.zoom).toBeCloseTo(before.y + at.y / before.zoom);
  });

  test.each([
    [
      'two fingers move it by as many pixels',
      { kind: 'pan', by: { x: -20, y: 10 } },
      { zoom: 2, x: 0.55, y: 0.45 },
    ],
    ['a wheel holds the point under it', { kind: 'zoom', factor: 2 }, { zoom: 4, x: 0.5625, y: 0.5 }],
  ] as const)('%s', (_what, move, after) => {
    const place = { box: { x: 100, y: 50, width: 200, height: 100 }, point: { x: 250, y: 100 }, most: 16 };
    expect(turnedSurvey({ zoom: 2, x: 0.5, y: 0.5 }, move, place)).toEqual(after);
  });

  const cell = { box: { x: 100, y: 50, width: 200, height: 100 }, most: 16 };
  test.each([
    ['a pointer takes it along', [[150, 100]], [[130, 110]], { zoom: 2, x: 0.55, y: 0.45 }],
    [
      'fingers twice as far apart hold what lies between them',
      [
        [225, 100],
        [275, 100],
      ],
      [
        [200, 100],
        [300, 100],
      ],
      { zoom: 4, x: 0.5625, y: 0.5 },
    ],
    [
      'fingers in two cells are as good',
      [
        [150, 100],
        [350, 100],
      ],
      [
        [50, 100],
        [450, 100],
      ],
      { zoom: 4, x: 0.5625, y: 0.5 },
    ],
    [
      'fingers side by side move it',
      [
        [150, 100],
        [250, 100],
      ],
      [
        [130, 110],
        [230, 110],
      ],
      { zoom: 2, x: 0.55, y: 0.45 },
    ],
  ])('%s', (_what, before, now, after) => {
    const points = (places: number[][]) => places.map(([x = 0, y = 0]) => ({ x, y }));
    const moved = draggedSurvey(
      { zoom: 2, x: 0.5, y: 0.5 },
      { before: points(before), now: points(now) },
      cell,
    );
    expect(moved.zoom).toBeCloseTo(after.zoom);
    expect(moved.x).toBeCloseTo(after.x);
    expect(moved.y).toBeCloseTo(after.y);
  });

  test('the picture always covers its cell, and fitted it does not move', () => {
    expect(pannedSurvey(FITTED, { x: 0.4, y: -0.3 })).toEqual(FITTED);
    const far = pannedSurvey({ zoom: 4, x: 0.5, y: 0.5 }, { x: -9, y: 9 });
    expect(far).toEqual({ zoom: 4, x: 0.875, y: 0.125 });
    expect(zoomedSurvey(far, { factor: 0.01, at: { x: 0, y: 0 }, most: 16 })).toEqual(FITTED);
  });

  test('a key goes to one pixel for one and back; what is smaller than its cell stays', () => {
    const pixelByPixel = pixelZoom({ width: 5000, height: 4000 }, { width: 500, height: 400 }, 2);
    expect(pixelByPixel).toBe(5);
    const near = toggledSurvey(FITTED, pixelByPixel);
    expect(surveyRect(near, { width: 500, height: 400 })).toEqual({
      ...{ x: -1000, y: -800 },
      ...{ width: 2500, height: 2000 },
    });
    expect(toggledSurvey(near, pixelByPixel)).toEqual(FITTED);
    expect(pixelZoom({ width: 300, height: 200 }, { width: 500, height: 333 }, 1)).toBe(1);
  });

  test('the picture lies where the middle of the cell shows what is in the middle of the view', () => {
    const { x, y, width, height } = surveyRect({ zoom: 4, x: 0.25, y: 0.5 }, { width: 200, height: 100 });
    expect([x + 0.25 * width, y + 0.5 * height]).toEqual([100, 50]);
    expect([width, height]).toEqual([800, 400]);
  });
});
