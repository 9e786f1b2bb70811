import { describe, expect, it } from 'vitest';
import { borderGuess } from './borderGuess.ts';
import { buildPyramid, type Level } from './level.ts';
import { paintPicture } from './testing/paintPicture.ts';

const SIDE = 80;
const PAD = 30;
const frame = { width: SIDE + PAD, height: SIDE, known: { x: 0, y: 0, width: SIDE, height: SIDE } };

type Colour = readonly [red: number, green: number, blue: number];

/** A source grown to the right, fine and coarse. */
function levelsOf(colourAt: (x: number, y: number) => Colour): readonly [fine: Level, coarse: Level] {
  const [fine, coarse] = buildPyramid(paintPicture(frame, colourAt), frame, {
    finestPixels: 1e9,
    coarsestSide: SIDE / 2,
  });
  if (fine === undefined || coarse === undefined) throw new Error('The source can be halved once.');
  return [fine, coarse];
}

/** The expected red, so far out of the right border, counted in pixels of the fine level. */
function redAt({ level, colours }: ReturnType<typeof borderGuess>, out: number, y: number): number {
  const column = Math.floor((SIDE + out) / level.scale);
  return colours[(Math.floor(y / level.scale) * level.width + column) * 3] ?? 0;
}

describe('what a border lets expect', () => {
  it('carries a slanted edge on along its own direction', () => {
    // One pixel down for every two outwards: at the border it is at 40, ten pixels out at 45.
    const [level] = levelsOf((x, y) => (y < 40 + (x - SIDE) / 2 ? [40, 40, 40] : [200, 200, 200]));
    const guess = borderGuess(level, null);
    expect(redAt(guess, 10, 43)).toBeLessThan(120);
    expect(redAt(guess, 10, 51)).toBeGreaterThan(120);
  });

  it('mixes what has no edge, the more widely the farther out', () => {
    const [level] = levelsOf((_, y) => (Math.floor(y / 2) % 2 === 0 ? [60, 60, 60] : [70, 70, 70]));
    const guess = borderGuess(level, null);
    const steps = (out: number) => Math.abs(redAt(guess, out, 40) - redAt(guess, out, 42));
    expect(steps(20)).toBeLessThan(steps(1));
  });

  it('goes on with the coarser guess where it is as good', () => {
    const [fine, coarse] = levelsOf((_, y) => (y < 40 ? [40, 40, 40] : [200, 200, 200]));
    const coarser = borderGuess(coarse, null);
    const guess = borderGuess(fine, coarser);
    for (const [out, y] of [
      [12, 20],
      [25, 30],
      [25, 60],
    ] as const) {
      expect(Math.abs(redAt(guess, out, y) - redAt(coarser, out, y))).toBeLessThan(4);
    }
    expect(redAt(guess, 3, 38)).toBeLessThan(redAt(coarser, 3, 38));
  });

  it('expects in a corner what is known nearest', () => {
    const corner = { width: SIDE + PAD, height: SIDE + PAD, known: frame.known };
    const [level] = buildPyramid(
      paintPicture(corner, () => [90, 80, 70]),
      corner,
      { finestPixels: 1e9, coarsestSide: SIDE },
    );
    if (level === undefined) throw new Error('A pyramid has at least one level.');
    const { colours } = borderGuess(level, null);
    for (const pixel of level.hole) expect(colours[pixel * 3]).toBeCloseTo(90, 3);
  });
});
