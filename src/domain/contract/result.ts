/** A finished image. */
import { z } from 'zod';
import { finishProofSchema } from '../finishProof.ts';
import { flagsSchema } from './problem.ts';

const resultLookSchema = z.object({
  /** Its mean colour (`#8a7f64`), which holds its place until a picture of it is there; null when nobody took it. */
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .nullable()
    .default(null),
  /** Somebody keeps it above the others. */
  isStarred: z.boolean().default(false),
});

export const resultSchema = z.object({
  id: z.string(),
  /** Position among the task's results, from 0. */
  index: z.int().min(0),
  /** Size of the finished image: the frame, in source pixels. */
  width: z.int().positive(),
  height: z.int().positive(),
  fileBytes: z.int().positive(),
  /** Size of what the provider sent, before finishing fitted it to the frame; null when that was not written down. */
  sent: z.object({ width: z.int().positive(), height: z.int().positive() }).nullable().default(null),
  /** Things to check in this result: its shape, whether it came alone, what the built-in engine doubts in it. */
  flags: flagsSchema,
  /** What finishing found and kept; null for results older than this. */
  proof: finishProofSchema.nullable().default(null),
  ...resultLookSchema.shape,
});
export type Result = z.infer<typeof resultSchema>;
