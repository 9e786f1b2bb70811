import { seededRandom } from '../../src/engine/seededRandom.ts';
import { emptyPicture, type Picture } from './picture.ts';

/** A colour at a place, both counted in shares of the picture's side. */
type Scene = (x: number, y: number) => readonly [red: number, green: number, blue: number];

/**
 * Scenes that no photo of a set has to look like: each holds what one kind of picture asks of a fill, and its truth is
 * known. Painted by formulas, so that they have no source to credit and any size.
 */
export const PAINTED_SCENES: Readonly<Record<string, Scene>> = {
  'siding and a window': sidingScene,
  'brick wall and a pipe': brickScene,
  'cables over clouds': cableScene,
  'bottles on a desk': deskScene,
  'tiles to the horizon': tileScene,
  'bark beside a wall': barkScene,
};

/** Paints a scene with the grain that a camera adds. */
export function paintScene(scene: Scene, side: number): Picture {
  const picture = emptyPicture(side, side);
  const random = seededRandom(3);
  const steps = [0.25, 0.75];
  for (let pixel = 0; pixel < side * side; pixel += 1) {
    const grain = 5 * (random() + random() - 1);
    const sum = [grain, grain, grain];
    for (const stepX of steps) {
      for (const stepY of steps) {
        const colour = scene(((pixel % side) + stepX) / side, (Math.floor(pixel / side) + stepY) / side);
        colour.forEach((value, channel) => {
          sum[channel] = (sum[channel] ?? 0) + value / 4;
        });
      }
    }
    picture.rgba.set([...sum, 255], pixel * 4);
  }
  return picture;
}

/** Value noise of several octaves, 0–1 (Perlin 1985, on a lattice of hashed values). */
function noise(x: number, y: number, octaves = 4): number {
  let sum = 0;
  let total = 0;
  for (let octave = 0; octave < octaves; octave += 1) {
    const frequency = 2 ** octave;
    sum += latticeNoise(x * frequency, y * frequency) / frequency;
    total += 1 / frequency;
  }
  return sum / total;
}

function latticeNoise(x: number, y: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const ease = (share: number) => share * share * (3 - 2 * share);
  const [u, v] = [ease(x - column), ease(y - row)];
  const upper = hashed(column, row) * (1 - u) + hashed(column + 1, row) * u;
  const lower = hashed(column, row + 1) * (1 - u) + hashed(column + 1, row + 1) * u;
  return upper * (1 - v) + lower * v;
}

function hashed(column: number, row: number): number {
  const mixed = Math.imul(Math.imul(column, 374_761_393) ^ Math.imul(row, 668_265_263), 1_274_126_177);
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 2 ** 32;
}

function shaded(colour: readonly [number, number, number], light: number): [number, number, number] {
  return [colour[0] * light, colour[1] * light, colour[2] * light];
}

function sidingScene(x: number, y: number): [number, number, number] {
  const board = (y * 18) % 1;
  const wall = shaded([196, 178, 150], (board < 0.12 ? 0.62 : 0.94 + 0.08 * board) - 0.12 * x);
  const isInWindow = x > 0.58 && x < 0.94 && y > 0.08 && y < 0.6;
  if (!isInWindow) return shaded(wall, 0.96 + 0.08 * noise(x * 40, y * 6));
  const [u, v] = [(x - 0.58) / 0.36, (y - 0.08) / 0.52];
  const isFrame = u < 0.08 || u > 0.92 || v < 0.06 || v > 0.94 || Math.abs(u - 0.5) < 0.03;
  return isFrame ? [238, 236, 230] : shaded([92, 120, 140], 0.7 + 0.6 * noise(x * 5, y * 5));
}

function brickScene(x: number, y: number): [number, number, number] {
  if (Math.abs(x - 0.3 - 0.03 * y) < 0.025) {
    return shaded([150, 152, 158], 0.5 + 20 * Math.abs(x - 0.31 - 0.03 * y));
  }
  const row = Math.floor(y * 24);
  const column = x * 10 + (row % 2) / 2;
  const isMortar = (y * 24) % 1 < 0.14 || column % 1 < 0.06;
  const tone = 0.75 + 0.35 * hashed(Math.floor(column), row) + 0.2 * noise(x * 60, y * 60, 2) - 0.2 * y;
  return isMortar ? shaded([186, 178, 168], 0.95 - 0.2 * y) : shaded([158, 84, 64], tone);
}

function cableScene(x: number, y: number): [number, number, number] {
  const cloud = Math.max(0, noise(x * 4, y * 7, 5) - 0.45) * 3;
  const sky: [number, number, number] = [96 + 90 * y, 146 + 60 * y, 206 + 22 * y];
  const isMast = Math.abs(x - 0.62) < 0.012 + 0.012 * y;
  const isCable = [0.2, 0.32, 0.47].some((start) => Math.abs(y - start - 0.3 * x) < 0.004);
  if (y > 0.86 - 0.06 * noise(x * 6, 1)) return shaded([70, 84, 52], 0.6 + 0.8 * noise(x * 50, y * 80));
  if (isMast || isCable) return [52, 50, 54];
  const share = Math.min(0.9, cloud);
  return [sky[0] + (246 - sky[0]) * share, sky[1] + (244 - sky[1]) * share, sky[2] + (240 - sky[2]) * share];
}

function deskScene(x: number, y: number): [number, number, number] {
  const wall = shaded([214, 200, 182], 1.02 - 0.25 * Math.hypot(x - 0.35, y - 0.3));
  const ground =
    y < 0.66 ? wall : shaded([128, 88, 58], 0.8 + 0.3 * noise(x * 3, y * 60) - 0.35 * (y - 0.66));
  const bottles = [
    { middle: 0.2, half: 0.07, top: 0.34, colour: [64, 104, 84] },
    { middle: 0.47, half: 0.1, top: 0.2, colour: [178, 52, 58] },
    { middle: 0.82, half: 0.09, top: 0.42, colour: [60, 74, 132] },
  ] as const;
  for (const { middle, half, top, colour } of bottles) {
    const neck = y < top + 0.12 ? half * 0.35 : half;
    const across = (x - middle) / neck;
    if (Math.abs(across) > 1 || y < top || y > 0.9) continue;
    return shaded(
      colour,
      0.45 + 0.75 * Math.sqrt(1 - across * across) + (Math.abs(across + 0.5) < 0.08 ? 0.3 : 0),
    );
  }
  return ground;
}

function tileScene(x: number, y: number): [number, number, number] {
  if (y < 0.36) return shaded([150, 176, 204], 0.8 + 0.5 * y + 0.25 * noise(x * 3, y * 8, 5));
  const depth = 0.12 / (y - 0.33);
  const [u, v] = [(x - 0.5) * depth * 9 + 40.5, depth * 12];
  const isGap = u % 1 < 0.05 || v % 1 < 0.05;
  const tone = 0.8 + 0.25 * hashed(Math.floor(u), Math.floor(v)) + 0.15 * noise(u * 4, v * 4, 3);
  return isGap ? [74, 70, 66] : shaded([182, 160, 136], tone);
}

function barkScene(x: number, y: number): [number, number, number] {
  const edge = 0.55 + 0.03 * noise(y * 5, 2) + 0.1 * y;
  if (x > edge) return shaded([206, 196, 176], 1 - 0.25 * (x - edge) + 0.05 * noise(x * 30, y * 30, 2));
  const ridge = noise(x * 26 + 2 * noise(y * 5, x * 3), y * 5, 4);
  const side = Math.min(1, (edge - x) * 6);
  return shaded([132, 104, 80], (0.3 + 1.3 * ridge ** 1.5) * (0.55 + 0.45 * side));
}
