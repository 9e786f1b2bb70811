import { describe, expect, it } from 'vitest';
import { SIDES } from '../domain/side.ts';
import { holePixels } from './frameRect.ts';
import { buildPyramid, type Level } from './level.ts';
import { magnify } from './magnify.ts';
import { mirrorBands, mirroredPixel } from './mirrorBand.ts';
import { seededRandom } from './seededRandom.ts';
import { emptyShiftMap, packShift, type ShiftMap, shiftX, shiftY } from './shiftMap.ts';
import type { Saliency } from './subjectAvoidance.ts';
import { paintPicture, paintTexture } from './testing/paintPicture.ts';

const SIDE = 64;
const PAD = 24;
const DISC = { x: 60, y: 32, radius: 12 };
const PLAN = { depth: 0.35, free: 200, open: 300, deep: 300, subject: 200, beside: 0.5 };

/** A dark disc that the right border cuts, on a light ground with some grain. */
function paintDisc(side: number): Uint8ClampedArray {
  const random = seededRandom(5);
  return paintPicture({ width: side, height: side }, (x, y) => {
    const isDisc = Math.hypot(x - DISC.x, y - DISC.y) < DISC.radius;
    const grain = 12 * random();
    return isDisc ? [40 + grain, 60 + grain, 50 + grain] : [200 + grain, 190 + grain, 170 + grain];
  });
}

/** Grown to the right, and filled from the left part: nothing goes on with the disc. */
function plainGround(): ShiftMap {
  const width = SIDE + PAD;
  const rgba = new Uint8ClampedArray(width * SIDE * 4);
  const source = paintDisc(SIDE);
  for (let y = 0; y < SIDE; y += 1) {
    rgba.set(source.subarray(y * SIDE * 4, (y + 1) * SIDE * 4), y * width * 4);
  }
  const frame = { width, height: SIDE, known: { x: 0, y: 0, width: SIDE, height: SIDE } };
  const [level] = buildPyramid(rgba, frame, { finestPixels: 1e6, coarsestSide: SIDE });
  if (level === undefined) throw new RangeError('A pyramid has at least one level.');
  const map = emptyShiftMap(level);
  for (const target of map.targets) map.shifts[target] = packShift(-SIDE + 4, 0);
  for (const pixel of level.hole) level.pixels[pixel] = level.pixels[pixel - SIDE + 4] ?? 0;
  return map;
}

/** The same grown downwards, with the bottom border cutting what the right one cut. */
function turned({ level, shifts }: ShiftMap): ShiftMap {
  const { width: height, height: width } = level;
  const was = (at: number) => (at % width) * level.width + Math.floor(at / width);
  const pixels = Int32Array.from(level.pixels, (_, at) => level.pixels[was(at)] ?? 0);
  const frame = { width, height, known: level.known };
  const map = emptyShiftMap({ ...level, ...frame, pixels, hole: holePixels(frame) });
  for (const target of map.targets) {
    const shift = shifts[was(target)] ?? 0;
    map.shifts[target] = packShift(shiftY(shift), shiftX(shift));
  }
  return map;
}

function subjectAt(isSubject: (x: number, y: number) => boolean): Saliency {
  const shares = Float32Array.from({ length: SIDE * SIDE }, (_, at) =>
    isSubject(at % SIDE, Math.floor(at / SIDE)) ? 1 : 0,
  );
  return { width: SIDE, height: SIDE, shares };
}

const NO_SUBJECT = subjectAt(() => false);

/** How deep each row is mirrored. */
function depths({ level }: ShiftMap, mirrored: Uint8Array | null): number[] {
  return Array.from({ length: level.height }, (_, y) => {
    const row = mirrored?.subarray(y * level.width + SIDE, (y + 1) * level.width) ?? [];
    return [...row].filter((mirror) => mirror === 1 + SIDES.indexOf('right')).length;
  });
}

describe('mirrorBands', () => {
  it('closes a disc that a border cuts, as deep as the disc goes, and leaves the ground alone', () => {
    const map = plainGround();
    const found = depths(map, mirrorBands(map, NO_SUBJECT, PLAN));
    // From the border to the far rim of the mirror image: the disc's middle lies 3 pixels inside.
    expect(found[DISC.y]).toBeGreaterThanOrEqual(DISC.radius + 2);
    expect(found[DISC.y]).toBeLessThanOrEqual(DISC.radius + 6);
    expect(found.slice(0, 16)).toEqual(Array(16).fill(0));
    expect(found.slice(48)).toEqual(Array(16).fill(0));
  });

  it('mirrors nothing where the fill goes on with what meets the border', () => {
    const map = plainGround();
    for (const pixel of map.level.hole) map.level.pixels[pixel] = map.level.pixels[0] ?? 0;
    for (const pixel of map.level.pixels.keys()) map.level.pixels[pixel] = map.level.pixels[0] ?? 0;
    expect(mirrorBands(map, NO_SUBJECT, PLAN)).toBeNull();
  });

  it('does not bring back a subject that lies behind what is cut', () => {
    const map = plainGround();
    const isBehind = (x: number) => x < SIDE - 6;
    const found = depths(map, mirrorBands(map, subjectAt(isBehind), PLAN));
    expect(Math.max(...found)).toBeLessThanOrEqual(7);
  });

  it('mirrors nothing in a thicket, where the whole border fits badly', () => {
    const map = plainGround();
    const random = seededRandom(8);
    const { pixels, known, width } = map.level;
    for (let y = 0; y < known.height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const isPlain = x >= known.width || y % 24 < 9;
        const light = isPlain ? 100 : Math.floor(200 * random());
        pixels[y * width + x] = light | (light << 8) | (light << 16);
      }
    }
    expect(mirrorBands(map, NO_SUBJECT, PLAN)).toBeNull();
  });

  it('takes what lies along the whole border for ground', () => {
    const map = plainGround();
    const { pixels, width } = map.level;
    for (let y = 0; y < SIDE; y += 1) pixels.fill(0x00_20_20_20, y * width + SIDE - 8, y * width + SIDE);
    expect(mirrorBands(map, NO_SUBJECT, PLAN)).toBeNull();
  });

  it('leaves what a lower border cuts open: few things look alike above and below', () => {
    expect(mirrorBands(turned(plainGround()), NO_SUBJECT, PLAN)).toBeNull();
  });

  it('is not deeper out of a side than the plan lets it be', () => {
    const map = plainGround();
    expect(mirrorBands(map, NO_SUBJECT, { ...PLAN, depth: 0 })).toBeNull();
  });
});

it('shows in each mirror what lies as far inside as outside of the outermost pixel', () => {
  const level = { width: 30, height: 40, known: { x: 10, y: 12, width: 8, height: 9 } } as Level;
  const at = (x: number, y: number) => y * level.width + x;
  const mirrored = (x: number, y: number, side: (typeof SIDES)[number]) =>
    mirroredPixel(level, at(x, y), 1 + SIDES.indexOf(side));
  expect(mirrored(9, 15, 'left')).toBe(at(11, 15));
  expect(mirrored(18, 15, 'right')).toBe(at(16, 15));
});

it('is as sharp in the result as the source, at twice the size too', () => {
  const size = { width: 128, height: 128 };
  const frame = { width: 176, height: 128, known: { x: 0, y: 0, ...size } };
  const source = paintTexture(size);
  const rgba = new Uint8ClampedArray(frame.width * frame.height * 4);
  for (let y = 0; y < size.height; y += 1) {
    rgba.set(source.subarray(y * size.width * 4, (y + 1) * size.width * 4), y * frame.width * 4);
  }
  const [level] = buildPyramid(rgba, frame, { finestPixels: 7000, coarsestSide: 64 });
  if (level === undefined) throw new RangeError('A pyramid has at least one level.');
  const { width, known } = level;
  const mirrored = new Uint8Array(level.pixels.length);
  for (const pixel of level.hole)
    if (pixel % width < known.width + 8) mirrored[pixel] = 1 + SIDES.indexOf('right');
  const map = emptyShiftMap(level, mirrored);
  for (const target of map.targets) map.shifts[target] = packShift(-known.width + 30, 0);
  const correction = { colours: new Float32Array(level.pixels.length * 3), alpha: null };
  magnify({ ...frame, rgba }, map, correction);
  const at = (x: number, y: number) => [
    ...rgba.subarray((y * frame.width + x) * 4, (y * frame.width + x) * 4 + 4),
  ];
  for (const [way, y] of [
    [1, 20],
    [2, 64],
    [13, 99],
  ] as const) {
    expect(at(127 + way, y)).toEqual(at(127 - way, y));
  }
  expect(at(127 + 20, 64)).not.toEqual(at(127 - 20, 64));
});
