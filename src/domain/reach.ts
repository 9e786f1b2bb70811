import { MAX_PLAN_PIXELS, MAX_SOURCE_ASPECT } from './limits.ts';
import type { Size } from './side.ts';

/** One side never adds more than this share of the source in one request. */
export const MAX_RATIO = 2;
/** A frame that one request reaches has at most this many times the source's area. */
export const MAX_AREA_FACTOR = 3;

/** A source's size, and what its frame may do; left out, it may not. */
export interface Reach extends Size {
  /** It may be larger than one request makes it. */
  readonly goesBeyond?: boolean;
  /** It may cut into the source. */
  readonly allowsCropping?: boolean;
}

/** Whether a source is cut rather than what takes steps: not where steps were agreed to. */
export function cutsForOneRequest({ allowsCropping, goesBeyond }: Omit<Reach, keyof Size>): boolean {
  return allowsCropping === true && goesBeyond !== true;
}

/** What a frame may come to, as multiples of the source. */
export interface FrameLimits {
  /** Area of the frame over area of the source. */
  readonly areaFactor: number;
  /** What one side may add. */
  readonly ratio: number;
}

export const ONE_REQUEST: FrameLimits = { areaFactor: MAX_AREA_FACTOR, ratio: MAX_RATIO };

/**
 * The limits of one request, or those of a plan, which hold whatever one request reaches as well. They hold a side that
 * is drawn outwards. A frame can still become too long by being made lower; that is for the plan to say.
 */
export function frameLimits({ width, height, goesBeyond = false }: Reach): FrameLimits {
  if (!goesBeyond) return ONE_REQUEST;
  return {
    areaFactor: Math.max(MAX_AREA_FACTOR, MAX_PLAN_PIXELS / (width * height)),
    ratio: Number.POSITIVE_INFINITY,
  };
}

/**
 * The most whole pixels along one axis of a frame that is `other` pixels along the other one: the longest picture that
 * may be sent on, grown three times.
 */
export function longestBeside(other: number): number {
  return MAX_AREA_FACTOR * Math.floor(MAX_SOURCE_ASPECT * Math.floor(other));
}
