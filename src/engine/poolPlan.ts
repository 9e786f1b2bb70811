import type { PositionPrior } from './positionPrior.ts';

/** How the coarsest level is filled first: pixel by pixel outwards, or with long strips of the source. */
export type Start = 'outwards' | 'strips';

/** What one of several fills believes of a picture; what is left out is as in the settings. */
export interface Prior {
  readonly position?: Partial<PositionPrior>;
  readonly incoherence?: number;
  readonly start?: Start;
}

/** Several fills of one frame that are begun, of which the best are finished. */
export interface PoolPlan {
  /** Candidates are brought to the finest level whose frame has fewer pixels, at least the coarsest one. */
  readonly below: number;
  /**
   * How many there are, unless more variants than that are asked for; fewer where even the coarsest level has more
   * pixels than that, as in a frame much larger than its source.
   */
  readonly size: number;
  /** How one begins that there is nothing to choose beside, for which the time of several is there. */
  readonly alone: { readonly coarsestRounds: number; readonly candidates: number };
  /** Taken in turn. */
  readonly priors: readonly Prior[];
}
