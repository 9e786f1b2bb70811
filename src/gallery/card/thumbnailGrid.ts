import type { Result } from '../../domain/contract/result.ts';
import type { Task } from '../../domain/contract/task.ts';
import { hasEnded } from '../../domain/contract/task.ts';
import { SEAM_WORDS } from '../../domain/finishProof.ts';

const MAX_COLUMNS = 4;
/** Height of the grid over its width, at most, as long as columns can be added. */
const TALLEST = 1.35;
/** Frames at least this wide are stacked; side by side they would become slits. */
const STACKED_ASPECT = 2.2;

/**
 * In how many columns `count` thumbnails of one aspect (width over height) stand: as few, and so as large, as
 * fit without the grid becoming a tower; one more when that fills the last row.
 */
export function columnsFor(count: number, aspect: number): number {
  const most = Math.min(count, MAX_COLUMNS);
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

/** Whether the borders of a task's results hide unequally well, so that an order by them tells something. */
export function bordersDiffer({ results }: Task): boolean {
  return new Set(results.map(({ proof }) => proof?.quality)).size > 1;
}

/** Cells with the best hidden border first; of two alike the one that differs less, and what nothing is known of last. */
export function bestBorderFirst(cells: readonly (Result | null)[]): (Result | null)[] {
  return cells.toSorted((a, b) => borderRank(a) - borderRank(b) || leftover(a) - leftover(b));
}

function borderRank(result: Result | null): number {
  if (result === null) return SEAM_WORDS.length + 1;
  return result.proof === null ? SEAM_WORDS.length : SEAM_WORDS.indexOf(result.proof.quality);
}

function leftover(result: Result | null): number {
  return result?.proof?.border.after ?? 0;
}
