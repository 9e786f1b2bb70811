import type { TaskOutline } from '../../domain/contract/lists.ts';
import { hasEnded } from '../../domain/contract/task.ts';

/** One place in the grid: a result, one that is still to come, or a task that ended without any. */
export interface Tile {
  /** Stays the same when the result arrives, so that nothing moves then. */
  readonly key: string;
  readonly task: TaskOutline;
  /** Null where there is none yet, or never will be. */
  readonly result: TaskOutline['results'][number] | null;
  /** Width over height. */
  readonly aspect: number;
  /** The day of its submit where the browser is (`2026-01-31`). */
  readonly day: string;
}

const known = new WeakMap<TaskOutline, readonly Tile[]>();

/** The tiles of tasks, in their order. The same outline has the same tiles. */
export function tilesOf(tasks: readonly TaskOutline[]): Tile[] {
  return tasks.flatMap((task) => {
    const before = known.get(task);
    if (before) return before;
    const tiles = makeTiles(task);
    known.set(task, tiles);
    return tiles;
  });
}

function makeTiles(task: TaskOutline): Tile[] {
  const shared = { task, aspect: task.width / task.height, day: dayOf(task.createdAt) };
  const tile = (index: number, result: Tile['result']): Tile => ({
    ...shared,
    key: `${task.id}:${index}`,
    result,
  });
  if (hasEnded(task.status)) {
    if (task.results.length === 0) return [tile(0, null)];
    return task.results.map((result) => tile(result.index, result));
  }
  return Array.from({ length: task.n }, (_, index) =>
    tile(index, task.results.find((result) => result.index === index) ?? null),
  );
}

function dayOf(iso: string): string {
  const at = new Date(iso);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
