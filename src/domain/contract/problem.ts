/** Why something did not go well: of a request (RFC 9457), of a task, of a picture. */
import { z } from 'zod';
import { PROBLEM_CODES } from '../problem.ts';

const upstreamReplySchema = z.object({
  httpStatus: z.int().nullable(),
  code: z.string().nullable(),
  message: z.string().nullable(),
  requestId: z.string().nullable(),
});
export type UpstreamReply = z.infer<typeof upstreamReplySchema>;

const knownCodeSchema = z.enum(PROBLEM_CODES);
const isUnknown = (code: unknown) => typeof code === 'string' && !knownCodeSchema.safeParse(code).success;
/** A page that was open before an update knows not every code of the relay: the sentence beside it says enough. */
const problemCodeSchema = z.preprocess((code) => (isUnknown(code) ? 'internal' : code), knownCodeSchema);
/** Things to check in a picture; those that are unknown here are left out. */
export const flagsSchema = z.preprocess(
  (flags) => (Array.isArray(flags) ? flags.filter((flag) => !isUnknown(flag)) : flags),
  z.array(knownCodeSchema),
);

/** Why a task failed or waits, with what the upstream said, for the details. */
export const taskProblemSchema = z.object({
  code: problemCodeSchema,
  detail: z.string(),
  upstream: upstreamReplySchema.nullable(),
});
export type TaskProblem = z.infer<typeof taskProblemSchema>;

/** RFC 9457 problem details. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: problemCodeSchema,
  requestId: z.string(),
  /** When the same request may be made again, where that is known. */
  liftsAt: z.iso.datetime().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
