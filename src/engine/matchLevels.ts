import { borderLines } from './borderLines.ts';
import type { FillRequest } from './fillRequest.ts';
import type { Level } from './level.ts';
import { guideAlong } from './lineGuide.ts';
import { type Matching, unitOf, weighKnown, withMatching } from './matching.ts';
import { onionPeel } from './onionPeel.ts';
import { priceOverUse } from './overUse.ts';
import { measureMatches, sweep } from './patchMatch.ts';
import { previewOf } from './preview.ts';
import { priceSmoothness } from './priceSmoothness.ts';
import { seededRandom } from './seededRandom.ts';
import type { FillSettings, LevelEffort } from './settings.ts';
import { carriedShiftMap, emptyShiftMap, type ShiftMap } from './shiftMap.ts';
import { measureSaliency, priceSubject, type Saliency } from './subjectAvoidance.ts';
import { vote } from './vote.ts';

/** What a search has found, and what the next one in a frame of the same source can start from. */
export interface Matched {
  readonly map: ShiftMap;
  readonly saliency: Saliency;
}

/** From the coarsest level to the finest: start from the level before, then rounds of matching and voting. */
export function matchLevels(
  levels: readonly Level[],
  settings: FillSettings,
  { seed, onProgress, onPreview }: FillRequest,
  stopIfCancelled: () => void,
): Matched {
  const random = seededRandom(seed);
  const coarsest = levels.at(-1);
  if (coarsest === undefined) throw new RangeError('A pyramid has at least one level.');
  const saliency = measureSaliency(coarsest);
  const lines = findLines(levels, settings);
  const total = totalWork(levels, settings);
  let done = 0;
  let map: ShiftMap | undefined;
  for (let index = levels.length - 1; index >= 0; index -= 1) {
    const level = levels[index];
    if (level === undefined) continue;
    const effort = effortFor(level, settings, index === levels.length - 1);
    const next: ShiftMap = map === undefined ? emptyShiftMap(level) : carriedShiftMap(map, level);
    const plan = {
      costs: settings.costs,
      isQuincunx: effort.isQuincunx,
      guide: lines?.guide(level, effort.isQuincunx) ?? null,
      random,
    };
    const isFirst = map === undefined;
    withMatching(next, plan, (matching) => {
      price(matching, saliency, settings, !isFirst);
      if (isFirst) onionPeel(matching, settings);
      weighKnown(level, matching.weights, settings.costs.knownWeight);
      vote(matching, { sharpness: 0.5 });
      for (let round = 0; round < effort.rounds; round += 1) {
        stopIfCancelled();
        refine(matching, effort, saliency, settings, round);
        done += workOf(level, effort) / effort.rounds;
        onProgress?.(Math.min(0.99, done / total));
      }
    });
    map = next;
    if (onPreview !== undefined && level.width * level.height < 300_000) onPreview(previewOf(next));
  }
  if (map === undefined) throw new RangeError('A pyramid has at least one level.');
  return { map, saliency };
}

/** Lines are found where the known part's short side is at most this long: there a strong edge is a few pixels wide. */
const LINE_SIDE = 400;

function findLines(levels: readonly Level[], { lines: plan }: FillSettings) {
  const level = levels.find(({ known }) => Math.min(known.width, known.height) <= LINE_SIDE) ?? levels.at(-1);
  if (plan === null || level === undefined) return null;
  const lines = borderLines(level);
  return {
    guide: (other: Level, isQuincunx: boolean) =>
      other.width * other.height < plan.below
        ? guideAlong(other, lines, other.scale / level.scale, plan, unitOf(isQuincunx))
        : null,
  };
}

/** One round on the finest level alone, from what was found for a frame not much smaller. */
export function rematch(level: Level, { map, saliency }: Matched, settings: FillSettings): Matched {
  const effort = effortFor(level, settings, false);
  const carried = carriedShiftMap(map, level);
  const random = seededRandom(level.hole.length);
  const plan = { costs: settings.costs, isQuincunx: effort.isQuincunx, random };
  withMatching(carried, plan, (matching) => {
    price(matching, saliency, settings, true);
    weighKnown(level, matching.weights, settings.costs.knownWeight);
    vote(matching, { sharpness: 0.5 });
    refine(matching, { ...effort, rounds: 1, sweeps: 1 }, saliency, settings, 0);
  });
  return { map: carried, saliency };
}

function refine(
  matching: Matching,
  effort: LevelEffort,
  saliency: Saliency,
  settings: FillSettings,
  round: number,
): void {
  const { known } = matching.map.level;
  price(matching, saliency, settings, true);
  measureMatches(matching);
  const searchRadius = Math.round(effort.searchShare * Math.max(known.width, known.height));
  for (let pass = 0; pass < effort.sweeps; pass += 1) {
    sweep(matching, { searchRadius, isBackward: (round + pass) % 2 === 1, isOnSeams: effort.isOnSeams });
  }
  vote(matching, { sharpness: round === effort.rounds - 1 ? 0.2 : 0.5 });
}

function price(matching: Matching, saliency: Saliency, settings: FillSettings, isFilled: boolean): void {
  const { map, unit, sourceCost } = matching;
  priceSubject(map.level, saliency, settings.subject * unit, sourceCost);
  priceSmoothness(map.level, settings.smoothness * unit, sourceCost);
  if (isFilled) priceOverUse(map, settings.overUse * unit, sourceCost);
}

function effortFor(level: Level, settings: FillSettings, isCoarsest: boolean): LevelEffort {
  const pixels = level.width * level.height;
  const effort = settings.efforts.find(({ below }) => pixels < below);
  if (effort === undefined) throw new RangeError('The last effort must serve levels of any size.');
  return isCoarsest ? { ...effort, rounds: settings.coarsestRounds } : effort;
}

/** Time a level takes, in units of one target's try at one shift. */
function workOf(level: Level, { rounds, sweeps, searchShare, isOnSeams }: LevelEffort): number {
  const tries = isOnSeams ? 2 : 2 + (searchShare > 0 ? Math.log2(1 + searchShare * level.known.width) : 0);
  return level.hole.length * rounds * (sweeps * tries + 3);
}

function totalWork(levels: readonly Level[], settings: FillSettings): number {
  let total = 0;
  levels.forEach((level, index) => {
    total += workOf(level, effortFor(level, settings, index === levels.length - 1));
  });
  const finest = levels[0];
  return total + (finest === undefined ? 0 : finest.hole.length * (8 + 4 * finest.scale * finest.scale));
}
