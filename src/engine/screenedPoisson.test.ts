import { describe, expect, it } from 'vitest';
import { holePixels, type KnownFrame } from './frameRect.ts';
import { inRoom, withoutKernel } from './kernel/room.ts';
import { CHANNELS } from './poissonGrid.ts';
import { bytesOfPoisson, preparePoisson, solvePoisson } from './screenedPoisson.ts';
import { seededRandom } from './seededRandom.ts';

/** The same equations, written out as a matrix and solved by elimination. */
function solveDirectly({ width, height, known }: KnownFrame, right: Float32Array, screening: number) {
  const hole = holePixels({ width, height, known });
  const row = new Map([...hole].map((pixel, index) => [pixel, index]));
  const matrix = [...hole].map((pixel) => {
    const line = new Float64Array(hole.length + 1);
    const self = row.get(pixel) ?? 0;
    const x = pixel % width;
    const y = Math.floor(pixel / width);
    const outX = Math.max(known.x - x, x - known.x - known.width + 1);
    const outY = Math.max(known.y - y, y - known.y - known.height + 1);
    const farness = Math.max(outX, outY) / (0.3 * Math.min(known.width, known.height));
    line[self] = screening * (1 + farness ** 2);
    line[hole.length] = right[self] ?? 0;
    for (const [dx, dy] of [
      [-1, 0],
      [1, 0],
      [0, -1],
      [0, 1],
    ] as const) {
      if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height) continue;
      line[self] = (line[self] ?? 0) + 1;
      const neighbour = row.get((y + dy) * width + x + dx);
      if (neighbour !== undefined) line[neighbour] = -1;
    }
    return line;
  });
  eliminate(matrix);
  return matrix.map((line) => line[hole.length] ?? Number.NaN);
}

/** Gauss and Jordan; no pivoting is needed for a diagonally dominant matrix. */
function eliminate(matrix: Float64Array[]): void {
  matrix.forEach((line, column) => {
    const pivot = line[column] ?? 0;
    for (let at = column; at < line.length; at += 1) line[at] = (line[at] ?? 0) / pivot;
    for (const other of matrix) {
      const factor = other[column] ?? 0;
      if (other === line || factor === 0) continue;
      for (let at = column; at < line.length; at += 1)
        other[at] = (other[at] ?? 0) - factor * (line[at] ?? 0);
    }
  });
}

const FRAMES: [string, KnownFrame, number][] = [
  ['all sides', { width: 30, height: 28, known: { x: 8, y: 7, width: 14, height: 13 } }, 0.01],
  ['one side', { width: 33, height: 16, known: { x: 0, y: 0, width: 13, height: 16 } }, 0.001],
  ['thin strips', { width: 72, height: 40, known: { x: 0, y: 5, width: 67, height: 30 } }, 0.0004],
  ['odd corners', { width: 27, height: 25, known: { x: 9, y: 0, width: 18, height: 15 } }, 0.05],
];

/** A solver's right-hand sides for the hole, made up, and what it comes to; in reading order, channels side by side. */
function solveFrame(frame: KnownFrame, screening: number, cycles: number) {
  return inRoom(bytesOfPoisson(frame), (room) => {
    const solver = preparePoisson(frame, room);
    expect(solver.coarser).not.toBeNull();
    const { grid } = solver;
    const random = seededRandom(3);
    const cells = [...holePixels(frame)].flatMap((pixel) => {
      const x = pixel % frame.width;
      const first = ((Math.floor(pixel / frame.width) + 1) * grid.stride + x + 1) * CHANNELS;
      return Array.from({ length: CHANNELS }, (_, channel) => first + channel);
    });
    for (const cell of cells) grid.right[cell] = 20 * random() - 8;
    const right = Float32Array.from(cells, (cell) => grid.right[cell] ?? 0);
    solvePoisson(solver, { screening, cycles });
    return {
      isInKernel: room.kernel !== null,
      right,
      solution: Float32Array.from(cells, (cell) => grid.error[cell] ?? 0),
    };
  });
}

function of(values: Float32Array, channel: number): Float32Array {
  return values.filter((_, at) => at % CHANNELS === channel);
}

describe('solvePoisson', () => {
  it.each(FRAMES)('comes to the direct solution: %s', (_, frame, screening) => {
    // Each channel has its turn in one of the frames: solving directly takes long.
    const channel = frame.width % CHANNELS;
    const { right } = solveFrame(frame, screening, 0);
    const direct = solveDirectly(frame, of(right, channel), screening);
    const worstAfter = (cycles: number) => {
      const solution = of(solveFrame(frame, screening, cycles).solution, channel);
      return Math.max(
        ...direct.map((expected, index) => Math.abs((solution[index] ?? Number.NaN) - expected)),
      );
    };
    const largest = Math.max(...direct.map(Math.abs));
    expect(largest).toBeGreaterThan(10);
    expect(worstAfter(40)).toBeLessThan(largest / 2000);
    expect(worstAfter(3)).toBeLessThan(largest / 15);
  });

  it.each(FRAMES)('gives the same bytes in the kernel and in TypeScript: %s', (_, frame, screening) => {
    const inKernel = solveFrame(frame, screening, 2);
    const inTypeScript = withoutKernel(() => solveFrame(frame, screening, 2));
    expect([inKernel.isInKernel, inTypeScript.isInKernel]).toEqual([true, false]);
    expect(inKernel.solution).toEqual(inTypeScript.solution);
  });
});
