/** Width over height, in the figures that designers call it by. */
export type Aspect = readonly [width: number, height: number];

/** Shapes that designers call by name, each way round; the first that fits names a frame. */
export const NAMED_ASPECTS: readonly Aspect[] = [
  [1, 1],
  [5, 4],
  [4, 3],
  [7, 5],
  [3, 2],
  [16, 10],
  [16, 9],
  [1.91, 1],
  [2, 1],
  [21, 9],
  [3, 1],
  [4, 5],
  [3, 4],
  [5, 7],
  [2, 3],
  [10, 16],
  [9, 16],
  [1, 2],
  [9, 21],
  [1, 3],
];

export function aspectLabel([width, height]: Aspect): string {
  return `${width}:${height}`;
}
