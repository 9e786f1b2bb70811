import type { Level } from './level.ts';
import type { FillSettings, LevelEffort } from './settings.ts';

/**
 * What a level is given to do, by its size.
 *
 * @throws {RangeError} where no effort serves it
 */
export function effortFor(level: Level, settings: FillSettings, isCoarsest: boolean): LevelEffort {
  const pixels = level.width * level.height;
  const effort = settings.efforts.find(({ below }) => pixels < below);
  if (effort === undefined) throw new RangeError('The last effort must serve levels of any size.');
  return isCoarsest ? { ...effort, rounds: settings.coarsestRounds } : effort;
}

/** Time a level takes, in units of one target's try at one shift. */
export function workOf(level: Level, { rounds, sweeps, searchShare, isOnSeams }: LevelEffort): number {
  const tries = isOnSeams ? 2 : 2 + (searchShare > 0 ? Math.log2(1 + searchShare * level.known.width) : 0);
  return level.hole.length * rounds * (sweeps * tries + 3);
}

/**
 * Work of all levels, and of what comes after them in the finest, in the unit of {@link workOf}.
 *
 * @param pool down to which level there are how many candidates
 */
export function totalWork(
  levels: readonly Level[],
  settings: FillSettings,
  pool: { readonly to: number; readonly times: number },
): number {
  let total = 0;
  levels.forEach((level, index) => {
    const times = index < pool.to ? 1 : pool.times;
    total += times * workOf(level, effortFor(level, settings, index === levels.length - 1));
  });
  const finest = levels[0];
  return total + (finest === undefined ? 0 : finest.hole.length * (8 + 4 * finest.scale * finest.scale));
}
