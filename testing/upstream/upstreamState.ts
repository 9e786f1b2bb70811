import { z } from 'zod';

const counts = z.record(z.string(), z.int());

/** What the upstream saw, for a test to assert. */
export const upstreamStateSchema = z.object({
  /** Every create request in the order it came, and what became of it. */
  creates: z.array(
    z.object({
      externalTaskId: z.string().nullable(),
      outcome: z.enum(['accepted', 'duplicate', 'refused', 'fault']),
      taskId: z.string().nullable(),
      /** When it was accepted, milliseconds since 1970. */
      acceptedMs: z.int().nullable(),
      /** How many it makes; null unless it was accepted. */
      images: z.int().nullable(),
      /** What was asked for; null unless it was accepted. */
      accepted: z
        .object({
          ratios: z.object({ up: z.number(), right: z.number(), bottom: z.number(), left: z.number() }),
          prompt: z.string(),
          n: z.int(),
          callbackUrl: z.string().nullable(),
          image: z.object({
            format: z.string(),
            width: z.int(),
            height: z.int(),
            fileBytes: z.int(),
            orientation: z.int(),
            hasAlpha: z.boolean(),
            colourSpace: z.string(),
          }),
        })
        .nullable(),
    }),
  ),
  /** Accepted creates by `external_task_id`: more than 1 in all for one submit means paid twice. */
  acceptedByExternalId: counts,
  /** Creates answered as duplicates, by `external_task_id`. Not among the refused: a retry may do this. */
  duplicates: counts,
  /** Queries of tasks that exist, by task id. */
  queries: counts,
  /** Questions for several tasks: the ids of each. */
  groups: z.array(z.array(z.string())),
  /** Ids asked for that no task has. Not among the refused: a search after a lost answer may do this. */
  unknownQueries: z.array(z.string()),
  /** What happened by chance, in the order it did. */
  chances: z.array(z.object({ on: z.string(), externalTaskId: z.string().nullable(), kind: z.string() })),
  /** Callbacks that were sent, and how they were answered; null when nobody answered. */
  callbacks: z.array(z.object({ url: z.string(), status: z.int().nullable() })),
  fileRequests: z.int(),
  /** File requests that carried the key: must stay 0. */
  fileRequestsWithKey: z.int(),
  /** Requests that break a documented rule. */
  refused: z.array(
    z.object({
      request: z.string(),
      status: z.int(),
      code: z.int(),
      reasons: z.array(z.string()),
    }),
  ),
});
export type UpstreamState = z.infer<typeof upstreamStateSchema>;

export function newState(): UpstreamState {
  return {
    creates: [],
    acceptedByExternalId: {},
    duplicates: {},
    queries: {},
    groups: [],
    unknownQueries: [],
    chances: [],
    callbacks: [],
    fileRequests: 0,
    fileRequestsWithKey: 0,
    refused: [],
  };
}

export function countUp(into: Record<string, number>, name: string): void {
  into[name] = (into[name] ?? 0) + 1;
}
