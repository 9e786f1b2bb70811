import { describe, expect, it } from 'vitest';
import { contentFill } from './contentFill.ts';
import type { FillRequest } from './fillRequest.ts';
import { seededRandom } from './seededRandom.ts';
import { type FrameReader, frameReader } from './testing/frameReader.ts';
import { frameSize, paintPicture, requestFor } from './testing/paintPicture.ts';

/** Largest change of any colour from one pixel to the next, over the whole frame. */
function largestStep(request: FillRequest, filled: Uint8ClampedArray): number {
  const { width, height } = frameSize(request);
  let largest = 0;
  for (let at = 0; at < filled.length; at += 1) {
    const x = (at >> 2) % width;
    const here = filled[at] ?? 0;
    if (x + 1 < width) largest = Math.max(largest, Math.abs((filled[at + 4] ?? 0) - here));
    if (at >> 2 < width * (height - 1)) {
      largest = Math.max(largest, Math.abs((filled[at + width * 4] ?? 0) - here));
    }
  }
  return largest;
}

describe('a screenshot', () => {
  const size = { width: 160, height: 120 };
  const random = seededRandom(2);
  const letters = Array.from({ length: size.width * size.height }, () => random() < 0.3);
  const rgba = paintPicture(size, (x, y) => {
    if (y < 20) return [20, 90, 200];
    const isText = x > 20 && x < 140 && y > 40 && y < 100 && letters[y * size.width + x] === true;
    return isText ? [10, 10, 10] : [250, 250, 252];
  });

  it.each([
    { right: 60 },
    { left: 30, right: 30 },
    { up: 20, bottom: 30 },
    { up: 15, right: 30, bottom: 15, left: 30 },
  ])('continues its plain ground and bars exactly: %o', (pads) => {
    const request = requestFor(size, rgba, pads);
    const at = frameReader(request, contentFill(request));
    const { width, height } = frameSize(request);
    const wrong: string[] = [];
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const sourceX = x - request.pads.left;
        const sourceY = y - request.pads.up;
        const isInside = sourceX >= 0 && sourceX < size.width && sourceY >= 0 && sourceY < size.height;
        if (isInside) continue;
        const expected = sourceY < 20 ? [20, 90, 200, 255] : [250, 250, 252, 255];
        const found = [at(x, y, 0), at(x, y, 1), at(x, y, 2), at(x, y, 3)];
        if (found.join() !== expected.join()) wrong.push(`${x},${y}: ${found.join()}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('a page whose lines of text are cut by the border', () => {
  const size = { width: 160, height: 160 };
  const random = seededRandom(5);
  const ink = Array.from({ length: size.width * size.height }, () => random() < 0.4);
  const rgba = paintPicture(size, (x, y) => {
    const isText = y % 20 >= 8 && y % 20 < 16 && x % 10 < 6 && ink[y * size.width + x] === true;
    return isText ? [20, 20, 20] : [255, 255, 255];
  });

  it.each([{ right: 60 }, { left: 60, right: 20 }, { up: 30, right: 40, bottom: 30, left: 40 }])(
    'goes on as blank paper, with no letters made up: %o',
    (pads) => {
      const request = requestFor(size, rgba, pads);
      const filled = contentFill(request);
      const { width } = frameSize(request);
      const { left, up } = request.pads;
      const made = filled.filter((_, at) => {
        const x = ((at >> 2) % width) - left;
        const y = Math.floor((at >> 2) / width) - up;
        return x < 0 || x >= size.width || y < 0 || y >= size.height;
      });
      expect(Math.min(...made)).toBe(255);
    },
  );
});

describe('a smooth gradient', () => {
  const size = { width: 192, height: 144 };
  const rgba = paintPicture(size, (x, y) => [60 + y * 0.8 + x * 0.2, 110 + y * 0.5, 220 - y * 0.6 - x * 0.1]);

  it.each([{ left: 80 }, { up: 60 }, { up: 48, right: 64, bottom: 48, left: 64 }])(
    'shows no outline of the old frame and no bands: %o',
    (pads) => {
      const request = requestFor(size, rgba, pads);
      expect(largestStep(request, rgba)).toBeGreaterThan(0);
      expect(largestStep(request, contentFill(request))).toBeLessThanOrEqual(5);
    },
  );
});

describe('a noisy sky at three times its area', () => {
  const size = { width: 256, height: 192 };
  const pads = { up: 72, right: 96, bottom: 72, left: 96 };
  const random = seededRandom(3);
  const rgba = paintPicture(size, (x, y) => {
    const noise = 6 * random() - 3;
    return [60 + 0.6 * y + 0.1 * x + noise, 110 + 0.45 * y + noise, 190 + 0.2 * y - 0.05 * x + noise];
  });

  function meanOf(at: FrameReader, area: { x: number; y: number; width: number; height: number }) {
    const sums = [0, 0, 0];
    for (let y = area.y; y < area.y + area.height; y += 1) {
      for (let x = area.x; x < area.x + area.width; x += 1) {
        for (const channel of [0, 1, 2] as const) sums[channel] = (sums[channel] ?? 0) + at(x, y, channel);
      }
    }
    return sums.map((sum) => sum / (area.width * area.height));
  }
  const distance = (a: readonly number[], b: readonly number[]) =>
    Math.max(...a.map((value, channel) => Math.abs(value - (b[channel] ?? 0))));

  it.each([1, 2])('keeps its colour into the far corners, evenly, past the old frame: seed %i', (seed) => {
    const request = { ...requestFor(size, rgba, pads), seed };
    const { width, height } = frameSize(request);
    const at = frameReader(request, contentFill(request));
    const block = { width: 24, height: 24 };
    for (const [far, near] of [
      [
        { x: 0, y: 0 },
        { x: pads.left, y: pads.up },
      ],
      [
        { x: width - 24, y: 0 },
        { x: width - pads.right - 24, y: pads.up },
      ],
      [
        { x: 0, y: height - 24 },
        { x: pads.left, y: height - pads.bottom - 24 },
      ],
      [
        { x: width - 24, y: height - 24 },
        { x: width - pads.right - 24, y: height - pads.bottom - 24 },
      ],
    ] as const) {
      const drift = distance(meanOf(at, { ...far, ...block }), meanOf(at, { ...near, ...block }));
      expect(drift, `from ${near.x},${near.y} to ${far.x},${far.y}`).toBeLessThan(20);
    }
    // Bands would be steps between rows, the old frame steps between rows or columns; noise averages out in them.
    const row = (y: number) => meanOf(at, { x: 0, y, width, height: 1 });
    const column = (x: number) => meanOf(at, { x, y: 0, width: 1, height });
    for (let y = 1; y < height; y += 1) expect(distance(row(y - 1), row(y)), `row ${y}`).toBeLessThan(2.5);
    for (let x = 1; x < width; x += 1)
      expect(distance(column(x - 1), column(x)), `column ${x}`).toBeLessThan(2);
  });
});

describe('a horizon', () => {
  const size = { width: 160, height: 120 };
  const horizon = 70;
  const random = seededRandom(9);
  const rgba = paintPicture(size, (_, y) => {
    const noise = (y < horizon ? 6 : 50) * random();
    return y < horizon
      ? [140 + y / 2, 180 + noise, 230 + noise / 2]
      : [70 + noise, 90 + noise, 30 + noise / 2];
  });
  const isGround = (at: FrameReader, x: number, y: number) => at(x, y, 2) < at(x, y, 0) + 10;

  it.each([1, 2, 3])('stays level to both sides, with sky above and ground below: seed %i', (seed) => {
    const request = { ...requestFor(size, rgba, { up: 24, right: 80, bottom: 24, left: 80 }), seed };
    const at = frameReader(request, contentFill(request));
    const { width, height } = frameSize(request);
    for (let x = 0; x < width; x += 1) {
      const groundRows = Array.from({ length: height }, (_, y) => y).filter((y) => isGround(at, x, y));
      expect(groundRows.length, `height of the ground in column ${x}`).toBeGreaterThan(50 + 24 - 5);
      expect(groundRows.length, `height of the ground in column ${x}`).toBeLessThan(50 + 24 + 5);
      expect(groundRows[0], `top of the ground in column ${x}`).toBeGreaterThan(horizon + 24 - 5);
    }
  });
});

describe('a grey picture', () => {
  it('stays grey', () => {
    const size = { width: 96, height: 96 };
    const random = seededRandom(4);
    const rgba = paintPicture(size, (x) => {
      const grey = Math.round(60 + x + 40 * random());
      return [grey, grey, grey];
    });
    const request = requestFor(size, rgba, { right: 64, bottom: 20 });
    const filled = contentFill(request);
    let largest = 0;
    for (let at = 0; at < filled.length; at += 4) {
      const grey = filled[at] ?? 0;
      largest = Math.max(
        largest,
        Math.abs((filled[at + 1] ?? 0) - grey),
        Math.abs((filled[at + 2] ?? 0) - grey),
      );
    }
    expect(largest).toBeLessThanOrEqual(1);
  });
});
