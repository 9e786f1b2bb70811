import type { Side } from '../domain/side.ts';
import type { FillRequest } from './fillRequest.ts';
import { badnessOf, type FillFaults } from './fillScore.ts';
import type { Level } from './level.ts';
import type { Prior } from './poolPlan.ts';
import { type SeededRandom, seededRandom } from './seededRandom.ts';
import type { FillSettings } from './settings.ts';
import { emptyShiftMap, NO_SHIFT, type ShiftMap } from './shiftMap.ts';
import { growingSides, sectorOf } from './sideSectors.ts';

/** How a fill starts: the same settings and numbers lead to the same one. */
export interface Beginning {
  readonly settings: FillSettings;
  readonly random: SeededRandom;
}

export interface Candidate {
  readonly map: ShiftMap;
  /** By the side that the fault lies out of. */
  readonly faults: Partial<Readonly<Record<Side, FillFaults>>>;
}

/** So many candidates more than variants, so that the last variant is still a choice. */
const SPARE = 2;

/** What a request has to choose from. */
interface Pool {
  readonly begun: readonly Beginning[];
  /** Of the request's variant in the order of choice. */
  readonly place: number;
}

/**
 * The candidates of a request, so many that they take no longer than all of the plan's do on the largest level that it
 * is meant for. They are the same ones for each of its variants; where there cannot be one for each, every variant
 * begins some of its own.
 *
 * @param pixels of the frame at the finest level that they are brought to
 */
export function beginnings(
  settings: FillSettings,
  { seed, variant = { index: 0, of: 1 } }: Pick<FillRequest, 'seed' | 'variant'>,
  pixels: number,
): Pool {
  const { pool } = settings;
  if (pool === null) return { begun: [{ settings, random: seededRandom(seed) }], place: 0 };
  const { index, of } = variant;
  const share = Math.min(1, pool.below / pixels);
  const shared = Math.floor(share * Math.max(pool.size, of > 1 ? of + SPARE : 0));
  const isShared = shared >= of;
  const count = isShared ? shared : Math.max(1, Math.floor(share * pool.size));
  const before = isShared ? 0 : index * count;
  // Spread out, so that seeds next to each other share no candidate.
  const random = (number: number) => seededRandom(Math.imul(seed, 0x9e37_79b1) + number);
  if (share < 1 && count === 1) {
    return { begun: [{ settings: { ...settings, ...pool.alone }, random: random(before) }], place: 0 };
  }
  const begun = Array.from({ length: count }, (_, number) => ({
    settings: withPrior(settings, pool.priors[number % pool.priors.length] ?? {}),
    random: random(before + number),
  }));
  return { begun, place: isShared ? index : 0 };
}

function withPrior(settings: FillSettings, { position, incoherence, start }: Prior): FillSettings {
  const { costs } = settings;
  return {
    ...settings,
    start: start ?? settings.start,
    costs: {
      ...costs,
      position: { ...costs.position, ...position },
      incoherence: incoherence ?? costs.incoherence,
    },
  };
}

/** What being wholly different from all that were chosen before is worth, in units of badness. */
const DIFFERENCE_WORTH = 12;

/** What was chosen out of one side. */
interface Choice {
  readonly side: Side;
  readonly map: ShiftMap;
  readonly faults: FillFaults;
}

/**
 * For each growing side on its own the best candidate; at the next place the one that is good and unlike the first, and
 * so on. Sides meet in the corners alone, and what does best out of one is often not what does best out of another. Each
 * variant can tell by itself what is its.
 *
 * @throws RangeError when there are fewer candidates
 */
export function choose(candidates: readonly Candidate[], place: number): Choice[] {
  const level = candidates[0]?.map.level;
  if (level === undefined) throw new RangeError('There is no candidate to choose.');
  const sides = growingSides(level);
  const sector = sectorOf(level, sides);
  return sides.map((side) => {
    const pixels = level.hole.filter((pixel) => sector(pixel) === side);
    const left = candidates.flatMap(({ map, faults }): Choice[] => {
      const own = faults[side];
      return own === undefined ? [] : [{ side, map, faults: own }];
    });
    return inOrder(left, pixels, place);
  });
}

function inOrder(choices: readonly Choice[], pixels: Int32Array, place: number): Choice {
  const left = [...choices];
  const chosen: Choice[] = [];
  for (let turn = 0; turn <= place; turn += 1) {
    const worth = ({ map, faults }: Choice) => {
      const nearest = Math.min(1, ...chosen.map((other) => difference(map, other.map, pixels)));
      return DIFFERENCE_WORTH * nearest - badnessOf(faults);
    };
    const ranked = left.map((choice) => ({ choice, worth: worth(choice) })).sort((a, b) => b.worth - a.worth);
    const best = ranked[0]?.choice;
    if (best === undefined) throw new RangeError(`There are ${choices.length} candidates, none at ${place}.`);
    chosen.push(best);
    left.splice(left.indexOf(best), 1);
  }
  const last = chosen.at(-1);
  if (last === undefined) throw new RangeError(`A place is a whole number from 0, not ${place}.`);
  return last;
}

/** So many levels apart, a pixel of two fills shows something else. */
const APART = 48;

/** How different two fills of one level look in some pixels: 0 for the same, 1 where none is alike. */
function difference(a: ShiftMap, b: ShiftMap, pixels: Int32Array): number {
  let sum = 0;
  for (const pixel of pixels) {
    const [one, other] = [a.level.pixels[pixel] ?? 0, b.level.pixels[pixel] ?? 0];
    const red = (one & 255) - (other & 255);
    const green = ((one >> 8) & 255) - ((other >> 8) & 255);
    const blue = ((one >> 16) & 255) - ((other >> 16) & 255);
    sum += Math.min(1, Math.sqrt((red * red + green * green + blue * blue) / 3) / APART);
  }
  return sum / Math.max(1, pixels.length);
}

/** Puts what was chosen out of each side together: on a level of the same frame, shifts and pixels. */
export function assemble(choices: readonly Choice[], level: Level): ShiftMap {
  const whole = emptyShiftMap(level);
  const sector = sectorOf(
    level,
    choices.map(({ side }) => side),
  );
  const bySide = new Map(choices.map(({ side, map }) => [side, map]));
  const mapAt = (pixel: number) => {
    const side = sector(pixel);
    return side === undefined ? undefined : bySide.get(side);
  };
  for (const target of whole.targets) whole.shifts[target] = mapAt(target)?.shifts[target] ?? NO_SHIFT;
  for (const pixel of level.hole) level.pixels[pixel] = mapAt(pixel)?.level.pixels[pixel] ?? 0;
  return whole;
}
