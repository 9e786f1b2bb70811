import { describe, expect, it } from 'vitest';
import { borderLines } from './borderLines.ts';
import { buildPyramid, type Level } from './level.ts';
import { paintPicture, paintTexture } from './testing/paintPicture.ts';

const SIDE = 160;
const PAD = 40;

/** The source at full size, in a frame that grows on its right. */
function levelOf(rgba: Uint8ClampedArray): Level {
  const canvas = new Uint8ClampedArray((SIDE + PAD) * SIDE * 4);
  for (let y = 0; y < SIDE; y += 1) {
    canvas.set(rgba.subarray(y * SIDE * 4, (y + 1) * SIDE * 4), y * (SIDE + PAD) * 4);
  }
  const frame = { width: SIDE + PAD, height: SIDE, known: { x: 0, y: 0, width: SIDE, height: SIDE } };
  const [level] = buildPyramid(canvas, frame, { finestPixels: 1e9, coarsestSide: SIDE });
  if (level === undefined) throw new Error('A pyramid has at least one level.');
  return level;
}

describe('borderLines', () => {
  it.each([0, 0.3, -0.8])(
    'finds the edge of a half plane, with its direction and length: slope %d',
    (slope) => {
      const edge = (x: number) => 80 + slope * (x - 120);
      const lines = borderLines(
        levelOf(
          paintPicture({ width: SIDE, height: SIDE }, (x, y) =>
            y < edge(x) ? [40, 40, 40] : [180, 180, 180],
          ),
        ),
      );
      expect(lines).toHaveLength(1);
      const [line] = lines;
      expect((line?.alongY ?? 0) / (line?.alongX ?? 1)).toBeCloseTo(slope, 1);
      expect(line?.y).toBeCloseTo(edge(line?.x ?? 0), -0.5);
      expect(line?.length).toBeGreaterThan(70);
    },
  );

  it('takes neither an edge along the border nor a restless ground for lines', () => {
    const size = { width: SIDE, height: SIDE };
    expect(
      borderLines(levelOf(paintPicture(size, (x) => (x < 156 ? [40, 40, 40] : [180, 180, 180])))),
    ).toEqual([]);
    expect(borderLines(levelOf(paintTexture(size))).length).toBeLessThan(3);
  });

  it('takes no edge of a side that does not grow', () => {
    const size = { width: SIDE, height: SIDE };
    expect(
      borderLines(levelOf(paintPicture(size, (x) => (x < 80 ? [40, 40, 40] : [180, 180, 180])))),
    ).toEqual([]);
  });
});
