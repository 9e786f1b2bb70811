import type { QueryClient } from '@tanstack/react-query';

/** One press: results that are to have a star, or none. */
export interface StarPress {
  readonly ids: readonly string[];
  readonly isStarred: boolean;
}

/** Whether results are to have a star, by their ids. */
export type Stars = ReadonlyMap<string, boolean>;

interface Starrable {
  readonly results: { id: string; isStarred: boolean }[];
}

/** What presses are known by while their answer is waited for. */
export const STARS_KEY = ['stars'] as const;

/**
 * What was pressed and not answered yet, the last press of a result deciding: what the relay says meanwhile is older.
 *
 * @param answered a press that is left out, because its answer has just come
 */
export function starsUnderWay(client: QueryClient, answered?: StarPress): Stars {
  const pressed = client.getMutationCache().findAll({ mutationKey: STARS_KEY, status: 'pending' });
  const presses = pressed.map(({ state }) => state.variables).filter(isStarPress);
  return new Map(
    presses
      .filter((press) => press !== answered)
      .flatMap((press) => [...starsOf(press.ids, press.isStarred)]),
  );
}

export function starsOf(ids: readonly string[], isStarred: boolean): Stars {
  return new Map(ids.map((id) => [id, isStarred]));
}

/** A task, or its outline, with stars in their new state; the same one where that is how they are. */
export function withStars<T extends Starrable>(task: T, stars: Stars): T {
  if (!task.results.some(({ id, isStarred }) => (stars.get(id) ?? isStarred) !== isStarred)) return task;
  const results = task.results.map((one) => ({ ...one, isStarred: stars.get(one.id) ?? one.isStarred }));
  return { ...task, results };
}

function isStarPress(variables: unknown): variables is StarPress {
  return (
    typeof variables === 'object' && variables !== null && 'ids' in variables && 'isStarred' in variables
  );
}
