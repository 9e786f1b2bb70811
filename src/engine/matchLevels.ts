import type { BorderGuess } from './borderGuess.ts';
import { borderLines } from './borderLines.ts';
import { assemble, type Beginning, beginnings, type Candidate, choose } from './candidates.ts';
import { copyStrips } from './copyStrips.ts';
import type { FillRequest } from './fillRequest.ts';
import { type FillFaults, faultsOf } from './fillScore.ts';
import { finestGuess, type Lean, leansOf } from './leanOnGuess.ts';
import type { Level } from './level.ts';
import { effortFor, totalWork, workOf } from './levelEffort.ts';
import { guideAlong } from './lineGuide.ts';
import { type Matching, unitOf, weighKnown, withMatching } from './matching.ts';
import { drawMirrors, mirrorBands } from './mirrorBand.ts';
import { onionPeel } from './onionPeel.ts';
import { countUses } from './overUse.ts';
import { measureMatches, sweep } from './patchMatch.ts';
import type { PoolPlan } from './poolPlan.ts';
import { previewOf } from './preview.ts';
import { priceSmoothness } from './priceSmoothness.ts';
import { seededRandom } from './seededRandom.ts';
import type { FillSettings, LevelEffort } from './settings.ts';
import { carriedShiftMap, emptyShiftMap, type ShiftMap } from './shiftMap.ts';
import { growingSides } from './sideSectors.ts';
import { measureSaliency, priceSubject, type Saliency } from './subjectAvoidance.ts';
import { vote } from './vote.ts';

/** What a search has found, and what the next one in a frame of the same source can start from. */
export interface Matched {
  readonly map: ShiftMap;
  readonly saliency: Saliency;
  /** What the border lets expect; null where nobody asked. */
  readonly guess: BorderGuess | null;
  /** Of what was chosen out of each side; null where there was no choice. */
  readonly faults: readonly FillFaults[] | null;
}

/**
 * Begins several fills at the coarse levels, where that is cheap, and brings the best of them to the finest: start from
 * the level before, then rounds of matching and voting.
 */
export function matchLevels(
  levels: readonly Level[],
  settings: FillSettings,
  request: FillRequest,
  stopIfCancelled: () => void,
): Matched {
  const coarsest = levels.at(-1);
  if (coarsest === undefined) throw new RangeError('A pyramid has at least one level.');
  const { seed, variant, onProgress, onPreview } = request;
  const saliency = measureSaliency(coarsest);
  const to = settings.pool === null ? 0 : lastOfPool(levels, settings.pool);
  const level = levels[to] ?? coarsest;
  const { begun, place } = beginnings(settings, request, level.width * level.height);
  const [only, ...others] = begun;
  if (only === undefined) throw new RangeError('A fill has at least one beginning.');
  const total = totalWork(levels, only.settings, { to, times: begun.length });
  let done = 0;
  const search: Search = {
    levels,
    saliency,
    lines: findLines(levels, settings),
    leans: settings.guess === null ? new Map() : leansOf(levels, settings.guess),
    onRound: (work) => {
      stopIfCancelled();
      done += work;
      onProgress?.(Math.min(0.99, done / total));
    },
  };
  const onLevel = (map: ShiftMap) => {
    if (onPreview !== undefined && map.level.width * map.level.height < 300_000) onPreview(previewOf(map));
  };
  const finish = (from: ShiftMap, random: Beginning['random']) =>
    to === 0 ? from : descend(search, { settings, random, from, to: 0, onLevel });
  if (others.length === 0) {
    const begunMap = descend(search, { ...only, from: null, to, onLevel });
    const faults =
      settings.pool === null ? null : growingSides(begunMap.level).map((side) => faultsOf(begunMap, side));
    const closedMap = closed(begunMap, saliency, settings);
    if (closedMap !== begunMap) settle(search, closedMap, only, level === coarsest);
    return { map: finish(closedMap, only.random), saliency, guess: finestGuess(search.leans), faults };
  }
  const candidates = begun.map((beginning): Candidate => {
    const map = descend({ ...search, levels: unfilled(levels, to) }, { ...beginning, from: null, to });
    const sides = growingSides(map.level).map((side) => [side, faultsOf(map, side)]);
    return { map, faults: Object.fromEntries(sides) };
  });
  const choices = choose(candidates, place);
  const random = seededRandom(seed + (variant?.index ?? 0));
  const whole = closed(assemble(choices, level), saliency, settings);
  settle(search, whole, { settings, random }, level === coarsest);
  onLevel(whole);
  return {
    map: finish(whole, random),
    saliency,
    guess: finestGuess(search.leans),
    faults: choices.map(({ faults }) => faults),
  };
}

/** The same with what its borders cut closed by mirror images. */
function closed(map: ShiftMap, saliency: Saliency, { mirror }: FillSettings): ShiftMap {
  // What is see-through runs out softly: a mirror would end it.
  const mirrored = mirror && map.level.cover === null ? mirrorBands(map, saliency, mirror) : null;
  if (mirrored === null) return map;
  const closedMap = { ...map, mirrored };
  drawMirrors(closedMap);
  return closedMap;
}

/** Rounds in which parts that were made apart find together. */
const SETTLING = 4;

function settle(search: Search, map: ShiftMap, beginning: Beginning, isCoarsest: boolean): void {
  const { level } = map;
  const { settings } = beginning;
  const effort = { ...effortFor(level, settings, isCoarsest), rounds: SETTLING };
  withMatching(map, planFor(search, level, beginning, effort), (matching) => {
    price(matching, search.saliency, settings);
    weighKnown(matching.map, matching.weights, settings.costs.knownWeight);
    for (let round = 0; round < effort.rounds; round += 1) {
      search.onRound(workOf(level, effort) / effort.rounds);
      refine(matching, effort, round);
    }
  });
}

function planFor(search: Search, level: Level, { settings, random }: Beginning, effort: LevelEffort) {
  const { isQuincunx } = effort;
  return {
    costs: settings.costs,
    isQuincunx,
    guide: search.lines?.guide(level, isQuincunx) ?? null,
    lean: search.leans.get(level.scale) ?? null,
    random,
  };
}

/** Number of the finest level that every candidate is brought to. */
function lastOfPool(levels: readonly Level[], { below }: PoolPlan): number {
  const finest = levels.findIndex(({ width, height }) => width * height < below);
  return finest === -1 ? levels.length - 1 : finest;
}

/** The same levels with pictures of their own, down to one of them. */
function unfilled(levels: readonly Level[], to: number): Level[] {
  return levels.map((level, index) => (index < to ? level : { ...level, pixels: level.pixels.slice() }));
}

interface Search {
  readonly levels: readonly Level[];
  readonly saliency: Saliency;
  readonly lines: ReturnType<typeof findLines>;
  /** What levels lean on, by their scale. */
  readonly leans: ReadonlyMap<number, Lean>;
  /** Told before every round what it is worth. */
  readonly onRound: (work: number) => void;
}

interface Descent extends Beginning {
  /** What was found at a coarser level; null to start at the coarsest. */
  readonly from: ShiftMap | null;
  /** Number of the finest level to reach. */
  readonly to: number;
  readonly onLevel?: (map: ShiftMap) => void;
}

function descend(search: Search, { settings, random, from, to, onLevel }: Descent): ShiftMap {
  const { levels, saliency, onRound } = search;
  let map = from;
  for (let index = levels.length - 1; index >= to; index -= 1) {
    const level = levels[index];
    if (level === undefined || (from !== null && level.scale >= from.level.scale)) continue;
    const effort = effortFor(level, settings, index === levels.length - 1);
    const next: ShiftMap = map === null ? emptyShiftMap(level) : carriedShiftMap(map, level);
    const isFirst = map === null;
    withMatching(next, planFor(search, level, { settings, random }, effort), (matching) => {
      price(matching, saliency, settings);
      if (isFirst) begin(matching, settings);
      weighKnown(matching.map, matching.weights, settings.costs.knownWeight);
      vote(matching, { sharpness: 0.5 });
      for (let round = 0; round < effort.rounds; round += 1) {
        onRound(workOf(level, effort) / effort.rounds);
        refine(matching, effort, round);
      }
    });
    map = next;
    onLevel?.(map);
  }
  if (map === null) throw new RangeError('A pyramid has at least one level.');
  return map;
}

function begin(matching: Matching, settings: FillSettings): void {
  const isFilled = settings.start === 'strips' && copyStrips(matching, settings.jitter);
  if (!isFilled) onionPeel(matching, settings);
  countUses(matching.map, matching.uses);
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
export function rematch(
  level: Level,
  { map, saliency, guess, faults }: Matched,
  settings: FillSettings,
): Matched {
  const effort = effortFor(level, settings, false);
  const carried = carriedShiftMap(map, level);
  const random = seededRandom(level.hole.length);
  const plan = { costs: settings.costs, isQuincunx: effort.isQuincunx, random };
  withMatching(carried, plan, (matching) => {
    price(matching, saliency, settings);
    weighKnown(matching.map, matching.weights, settings.costs.knownWeight);
    vote(matching, { sharpness: 0.5 });
    refine(matching, { ...effort, rounds: 1, sweeps: 1 }, 0);
  });
  return { map: carried, saliency, guess, faults };
}

function refine(matching: Matching, effort: LevelEffort, round: number): void {
  const { known } = matching.map.level;
  measureMatches(matching);
  const searchRadius = Math.round(effort.searchShare * Math.max(known.width, known.height));
  for (let pass = 0; pass < effort.sweeps; pass += 1) {
    sweep(matching, { searchRadius, isBackward: (round + pass) % 2 === 1, isOnSeams: effort.isOnSeams });
  }
  const isLast = round === effort.rounds - 1;
  vote(matching, { sharpness: isLast ? 0.2 : 0.5, isLeaning: !isLast });
}

function price(matching: Matching, saliency: Saliency, settings: FillSettings): void {
  const { map, unit, sourceCost } = matching;
  priceSubject(map.level, saliency, settings.subject * unit, sourceCost);
  priceSmoothness(map.level, settings.smoothness * unit, sourceCost);
  countUses(matching.map, matching.uses);
}
