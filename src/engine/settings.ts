import type { BlendPlan } from './blend.ts';
import type { VeilPlan } from './boundVeil.ts';
import type { Quality } from './fillRequest.ts';
import type { TonePlan } from './holdTone.ts';
import type { GuessPlan } from './leanOnGuess.ts';
import type { LinePlan } from './lineGuide.ts';
import type { MatchCosts } from './matching.ts';
import type { MirrorPlan } from './mirrorBand.ts';
import type { PoolPlan, Start } from './poolPlan.ts';

/** What a level is worth: rounds of matching and voting, and how they search. */
export interface LevelEffort {
  /** Applies to levels whose frame has fewer pixels than this. */
  readonly below: number;
  readonly rounds: number;
  readonly sweeps: number;
  /** Largest step of the random search, as a share of the known part's long side; 0 for propagation alone. */
  readonly searchShare: number;
  /** Checks every second pixel of a patch. */
  readonly isQuincunx: boolean;
  /** Looks only at what disagrees with its neighbours. */
  readonly isOnSeams: boolean;
}

export interface FillSettings {
  /** Matching ends at a frame of at most so many pixels; what is finer is copied through the enlarged field. */
  readonly finestPixels: number;
  /** Short side of the known part at the coarsest level, at least. */
  readonly coarsestSide: number;
  readonly coarsestRounds: number;
  readonly start: Start;
  /** Source patches that are tried for each target of the start. */
  readonly candidates: number;
  /** Fills that are begun to choose from; null for one alone. */
  readonly pool: PoolPlan | null;
  readonly efforts: readonly LevelEffort[];
  readonly costs: MatchCosts;
  /** Mean-square colour units. */
  readonly subject: number;
  /** What a source without any texture costs more than a restless one. */
  readonly smoothness: number;
  /** How the lines that a border cuts go on; null to leave them to the patches. */
  readonly lines: LinePlan | null;
  /** How votes lean on what the border lets expect; null where they do not. */
  readonly guess: GuessPlan | null;
  /** How mirror images close what a border cuts; null for none. */
  readonly mirror: MirrorPlan | null;
  readonly jitter: number;
  readonly blend: BlendPlan;
  /** How mean colours are held to those that the border lets expect; null to leave them. Nothing without a guess. */
  readonly tone: TonePlan | null;
  /** What of the blend's colours is taken back; null for nothing. */
  readonly veil: VeilPlan | null;
}

const COSTS: MatchCosts = {
  position: {
    sidewaysAlong: 300,
    sidewaysAcross: 2500,
    verticalAlong: 12_000,
    verticalAcross: 300,
    shortShift: 100,
    leastShift: 0.2,
  },
  incoherence: 40,
  knownWeight: 10,
  overUse: 250,
};

/** A weaker pull comes nearer to what was there in the mean; what one of them gets wrong, another may not. */
const PRIORS: PoolPlan['priors'] = [
  { position: { sidewaysAlong: 150, sidewaysAcross: 1200, verticalAlong: 6000, verticalAcross: 150 } },
  { incoherence: 80 },
  { position: { shortShift: 200, leastShift: 0.4 } },
  {},
  { incoherence: 80, start: 'strips' },
];

const NORMAL: FillSettings = {
  finestPixels: 800_000,
  coarsestSide: 40,
  coarsestRounds: 6,
  start: 'outwards',
  candidates: 200,
  pool: { below: 20_000, size: 5, alone: { coarsestRounds: 16, candidates: 400 }, priors: PRIORS },
  efforts: [
    { below: 5_000, rounds: 24, sweeps: 2, searchShare: 1, isQuincunx: false, isOnSeams: false },
    { below: 60_000, rounds: 4, sweeps: 2, searchShare: 0.25, isQuincunx: false, isOnSeams: false },
    { below: 200_000, rounds: 2, sweeps: 2, searchShare: 0.05, isQuincunx: true, isOnSeams: false },
    { below: 1_000_000, rounds: 1, sweeps: 2, searchShare: 0.01, isQuincunx: true, isOnSeams: true },
    {
      below: Number.POSITIVE_INFINITY,
      rounds: 1,
      sweeps: 2,
      searchShare: 0,
      isQuincunx: true,
      isOnSeams: true,
    },
  ],
  costs: COSTS,
  subject: 2000,
  smoothness: 30,
  lines: { price: 150, reach: 3, below: 200_000 },
  guess: { share: 0.7, reach: 0.5, below: 200_000 },
  mirror: { depth: 0.35, free: 200, open: 300, deep: 300, subject: 200, beside: 0.5 },
  jitter: 0.12,
  blend: { reach: 0.3, cycles: 2, edge: { step: 35, reach: 0.05 } },
  tone: { share: 0.7, levels: 25, reach: 0.5 },
  veil: { free: 4, reach: 0.3 },
};

export const FILL_SETTINGS: Readonly<Record<Quality, FillSettings>> = {
  draft: {
    ...NORMAL,
    finestPixels: 40_000,
    coarsestSide: 24,
    coarsestRounds: 6,
    candidates: 150,
    efforts: [
      { below: 8_000, rounds: 3, sweeps: 2, searchShare: 0.5, isQuincunx: false, isOnSeams: false },
      {
        below: Number.POSITIVE_INFINITY,
        rounds: 2,
        sweeps: 2,
        searchShare: 0.05,
        isQuincunx: true,
        isOnSeams: false,
      },
    ],
    pool: null,
    lines: null,
    mirror: null,
    guess: null,
    blend: { reach: 0.3, cycles: 1, edge: null },
    tone: null,
    veil: null,
  },
  normal: NORMAL,
  best: {
    ...NORMAL,
    finestPixels: 2_500_000,
    coarsestSide: 48,
    coarsestRounds: 16,
    candidates: 400,
    pool: { below: 60_000, size: 10, alone: { coarsestRounds: 16, candidates: 400 }, priors: PRIORS },
    blend: { ...NORMAL.blend, cycles: 3 },
  },
};
