import type { PositionPrior } from './positionPrior.ts';

/** What one of several fills believes of a picture; what is left out is as in the settings. */
export interface Prior {
  readonly position?: Partial<PositionPrior>;
  readonly incoherence?: number;
}

/** Several fills of one frame that are begun, of which the best are finished. */
export interface PoolPlan {
  /** Candidates are brought to the finest level whose frame has fewer pixels, at least the coarsest one. */
  readonly below: number;
  /** How many there are, unless more variants than that are asked for. */
  readonly size: number;
  /** Taken in turn. */
  readonly priors: readonly Prior[];
}
