import { hasEnded } from '../../domain/contract/task.ts';
import { resultKey } from '../deletion/deletionKey.ts';
import { wantsLook } from '../taskLabels.ts';
import type { Tile } from './tiles.ts';

/** The tasks that tiles belong to, each once. */
function tasksOf(tiles: readonly Tile[]): Tile['task'][] {
  return [...new Map(tiles.map(({ task }) => [task.id, task])).values()];
}

export function retryable(tiles: readonly Tile[]): Tile['task'][] {
  return tasksOf(tiles).filter(({ status }) => status === 'failed' || status === 'cancelled');
}

export function cancellable(tiles: readonly Tile[]): Tile['task'][] {
  return tasksOf(tiles).filter(({ status }) => !hasEnded(status));
}

/** Those in whose picture something is to be checked. */
export function wantingLook(tiles: readonly Tile[]): Tile[] {
  return tiles.filter(({ result }) => result !== null && wantsLook(result));
}

/** `2 of 14 want a look` */
export function looksLabel(looks: number, selected: number): string {
  const verb = looks === 1 ? 'wants' : 'want';
  return looks === selected
    ? `${looks === 1 ? 'It' : `All ${looks}`} ${verb} a look`
    : `${looks} of ${selected} ${verb} a look`;
}

/** What deleting tiles deletes, by the keys of the deletion queue: single results, or the task where none would be left. */
export function deletionKeys(tiles: readonly Tile[]): string[] {
  const chosen = new Set(tiles.flatMap(({ result }) => result?.id ?? []));
  return tasksOf(tiles).flatMap(({ id, status, results }) => {
    const gone = results.filter((result) => chosen.has(result.id));
    const isWhole = !hasEnded(status) || gone.length === results.length;
    return isWhole ? [id] : gone.map((result) => resultKey(result.id));
  });
}
