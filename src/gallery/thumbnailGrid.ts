import type { Result, Task } from '../domain/contract.ts';
import { hasEnded } from '../domain/contract.ts';

const MOST_COLUMNS = 4;
/** Height of the grid over its width, at most, as long as columns can be added. */
const TALLEST = 1.35;
/** Frames at least this wide are stacked; side by side they would become slits. */
const STACKED_ASPECT = 2.2;

/**
 * In how many columns `count` thumbnails of one aspect (width over height) stand: as few, and so as large, as
 * fit without the grid becoming a tower; one more when that fills the last row.
 */
export function columnsFor(count: number, aspect: number): number {
  const most = Math.min(count, MOST_COLUMNS);
  const fewest = count === 1 || aspect >= STACKED_ASPECT ? 1 : 2;
  let columns = fewest;
  while (columns < most && Math.ceil(count / columns) / (columns * aspect) > TALLEST) columns += 1;
  return columns < most && count % columns !== 0 && count % (columns + 1) === 0 ? columns + 1 : columns;
}

/**
 * The cells of a task, in order: its results, and empty frames (null) for what is still to come, so that nothing
 * moves when a result arrives. A task that ended without results keeps one empty frame.
 */
export function cellsOf(task: Task): (Result | null)[] {
  if (hasEnded(task.status)) return task.results.length > 0 ? task.results : [null];
  return Array.from(
    { length: task.n },
    (_, index) => task.results.find((one) => one.index === index) ?? null,
  );
}
