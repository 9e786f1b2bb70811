import { concernsOf } from '../../src/engine/fillConcern.ts';
import { fillFrame } from '../../src/engine/fillFrame.ts';
import { badnessOf } from '../../src/engine/fillScore.ts';
import { FILL_SETTINGS, type FillSettings } from '../../src/engine/settings.ts';
import { type Measures, measure } from './measures.ts';
import type { Pads, Picture } from './picture.ts';
import { ranksOf, spearman } from './rankCorrelation.ts';

interface JudgedFill {
  readonly measures: Measures;
  /** The engine's own opinion, without the truth: the smaller, the better. */
  readonly badness: number;
  readonly isDoubted: boolean;
}

const SEEDS = [11, 12];

/** Finishes every candidate of a picture, each begun alone, and judges it with and without the truth. */
export function judgedFills(source: Picture, truth: Picture, pads: Pads): JudgedFill[] {
  const { normal } = FILL_SETTINGS;
  const alone = (normal.pool?.priors ?? []).map((prior): FillSettings => {
    return { ...normal, pool: normal.pool && { ...normal.pool, size: 1, priors: [prior] } };
  });
  return alone.flatMap((settings, index) =>
    SEEDS.map((seed): JudgedFill => {
      const request = { rgba: source.rgba, size: source, pads, seed: seed + index * SEEDS.length };
      const { rgba, matched } = fillFrame(request, settings);
      const faults = matched?.faults ?? [];
      return {
        measures: measure({ width: truth.width, height: truth.height, rgba }, truth, pads),
        badness: faults.reduce((sum, one) => sum + badnessOf(one), 0),
        isDoubted: concernsOf(faults).length > 0,
      };
    }),
  );
}

/** How far the fills of each picture come in the same order by the engine's score as by the truth, in the mean. */
export function scoreCorrelation(pictures: readonly (readonly JudgedFill[])[]): number {
  const each = pictures.map((fills) =>
    spearman(
      fills.map(({ badness }) => badness),
      badnessByTruth(fills),
    ),
  );
  return each.reduce((sum, one) => sum + one, 0) / each.length;
}

/** Fills by what the engine says of them and by whether they are among the worst third by the truth. */
interface Doubts {
  readonly toldAndBad: number;
  readonly toldAndFine: number;
  readonly untoldAndBad: number;
  readonly untoldAndFine: number;
}

export function doubts(pictures: readonly (readonly JudgedFill[])[]): Doubts {
  const fills = pictures.flat();
  const byTruth = badnessByTruth(fills);
  const limit = byTruth.toSorted((a, b) => b - a)[Math.floor(fills.length / 3) - 1] ?? 0;
  const isWorst = byTruth.map((badness) => badness >= limit);
  const count = (isTold: boolean, isBad: boolean) =>
    fills.filter(({ isDoubted }, index) => isDoubted === isTold && isWorst[index] === isBad).length;
  return {
    toldAndBad: count(true, true),
    toldAndFine: count(true, false),
    untoldAndBad: count(false, true),
    untoldAndFine: count(false, false),
  };
}

/** Sum of the ranks by PSNR and SSIM near the border and by the distance of patches. */
function badnessByTruth(fills: readonly JudgedFill[]): number[] {
  const measures = fills.map((fill) => fill.measures);
  const ranks = [
    ranksOf(measures.map(({ psnrNear }) => -psnrNear)),
    ranksOf(measures.map(({ ssimNear }) => -ssimNear)),
    ranksOf(measures.map(({ wasserstein }) => wasserstein)),
  ];
  return fills.map((_, index) => ranks.reduce((sum, each) => sum + (each[index] ?? 0), 0));
}
