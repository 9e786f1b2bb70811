/** The part of the contract about images that are refused as they are, and of which the relay makes a copy that is not. */
import { z } from 'zod';
import { finishProofSchema } from '../finishProof.ts';
import { SOURCE_FORMATS } from '../limits.ts';
import { OFFER_KINDS } from '../offer.ts';
import { sourceIdSchema, sourceSchema } from './source.ts';

const bits = z.union([z.literal(8), z.literal(16)]);
const keptMetadata = finishProofSchema.shape.metadata;

/** What can be made of a file that is refused, and what it is now. */
export const offeredSchema = z.object({
  /** SHA-256 of the file's bytes, hexadecimal. */
  id: sourceIdSchema,
  kind: z.enum(OFFER_KINDS),
  /** Pixels that are there, as the eye sees them. */
  width: z.int().positive(),
  height: z.int().positive(),
  /** The same with what is missing of a file that breaks off. */
  whole: z.object({ width: z.int().positive(), height: z.int().positive() }),
  /** More than one where it moves. */
  frames: z.int().positive(),
  format: z.enum(SOURCE_FORMATS),
  bits,
  hasAlpha: z.boolean(),
  /** Such as `Display P3`. */
  colour: z.string(),
  /** Whether its colours have to be converted for a copy, as those of CMYK. */
  isConverted: z.boolean(),
  metadata: keptMetadata,
});
export type Offered = z.infer<typeof offeredSchema>;

/** Which part of it, along its long side, and which of its frames. */
export const offerChoiceSchema = z.strictObject({
  at: z.number().min(0).max(1).default(0.5),
  frame: z.int().min(0).default(0),
});
export type OfferChoice = z.infer<typeof offerChoiceSchema>;

export const offerPreviewQuerySchema = z.object({ frame: z.coerce.number().int().min(0).default(0) });

/** The copy that was made, which is a source like any other, and what it has kept. */
export const offerTakenSchema = z.object({
  source: sourceSchema,
  /** Whether its pixels are the file's own. */
  isLossless: z.boolean(),
  bits,
  colour: z.string(),
  metadata: keptMetadata,
});
export type OfferTaken = z.infer<typeof offerTakenSchema>;
