import { z } from 'zod';

/** How well the border of a result hides, worst last. */
export const SEAM_WORDS = ['seamless', 'faint', 'visible'] as const;
type SeamWord = (typeof SEAM_WORDS)[number];

const depth = z.union([z.literal(8), z.literal(16)]);
const colourSchema = z.object({
  /** Such as `Display P3`; the profile's own description where there is one. */
  space: z.string(),
  model: z.enum(['rgb', 'grey']),
  bits: depth,
});

/** What is known of a result: that it is the source with more around it, and how well the two meet. */
export const finishProofSchema = z.object({
  /** Largest difference between the source's values and those at its place in the stored file, in the file's units: 0. */
  largestDifference: z.int().min(0),
  registration: z.object({
    /** Whether the place found agreed better than the expected one. */
    isAccepted: z.boolean(),
    /** How far the picture lay from where it was expected at the source's centre, in source pixels. */
    shift: z.object({ x: z.number(), y: z.number() }),
    /** Its scale over the expected one, along each axis. */
    scale: z.object({ x: z.number(), y: z.number() }),
    /** Expected error at the source's corners, in source pixels. */
    uncertainty: z.number(),
  }),
  /** Mean CIEDE2000 along the border before finishing and after it. */
  border: z.object({ before: z.number(), after: z.number() }),
  /** Step across the border over that just inside it, in the channel that steps most: 1 goes on as the source does. */
  seamRatio: z.number(),
  /** Share of the border where the provider drew something else than the source. */
  redrawn: z.number(),
  quality: z.enum(SEAM_WORDS),
  colour: z.object({ in: colourSchema, out: colourSchema }),
  /** What of the source's metadata the file carries. */
  metadata: z.array(z.enum(['exif', 'xmp', 'iptc', 'resolution'])),
  /** Whether the picture did not cover the frame and the built-in engine filled the rest. */
  isFilled: z.boolean(),
});
export type FinishProof = z.infer<typeof finishProofSchema>;

const INVISIBLE = { step: 1, redrawn: 0.05 } as const;
/** Mahy, Van Eycken and Oosterlinck, «Evaluation of uniform color spaces» (1994): just noticeable. */
const NOTICEABLE = { step: 2.3, redrawn: 0.2 } as const;

/** @param step CIEDE2000 that 95 of 100 border segments stay below, masked by their texture */
export function seamWord({ step, redrawn }: { step: number; redrawn: number }): SeamWord {
  if (step <= INVISIBLE.step && redrawn <= INVISIBLE.redrawn) return 'seamless';
  return step <= NOTICEABLE.step && redrawn <= NOTICEABLE.redrawn ? 'faint' : 'visible';
}

/** Of two judgements the one that sees more of a border. */
export function worseSeam(one: SeamWord, other: SeamWord): SeamWord {
  return SEAM_WORDS.indexOf(one) < SEAM_WORDS.indexOf(other) ? other : one;
}
