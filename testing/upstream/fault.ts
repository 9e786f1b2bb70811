import { z } from 'zod';

const moment = z.enum(['before-handling', 'after-handling', 'mid-body']);
const side = z.enum(['up', 'right', 'bottom', 'left']);

/** What goes wrong. «After handling» means: the task is accepted, the caller does not learn it. */
const effectSchema = z.strictObject({
  /** Answers with this instead. An object as body is sent as JSON. */
  reply: z
    .strictObject({
      status: z.int().min(200).max(599),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
      /** The request takes effect, only the answer is another. */
      afterHandling: z.boolean().optional(),
    })
    .optional(),
  /** Waits this long, then handles the request as usual (or as the other effects say). */
  delayMs: z.int().positive().optional(),
  /** Drops the connection; mid-body: after half of the right answer. */
  cut: moment.optional(),
  /** Never answers. */
  hang: z.union([z.literal(true), z.enum(['before-handling', 'after-handling'])]).optional(),
  /** The task is accepted and fails later with this message. */
  taskFails: z.strictObject({ message: z.string() }).optional(),
  /** The task is accepted and never leaves `processing`. */
  taskNeverEnds: z.literal(true).optional(),
  /** The task succeeds, but these sides do not grow: the result has another aspect than asked for. */
  taskIgnores: z.array(side).optional(),
  /** The task succeeds with this many images, however many were asked for. */
  taskImages: z.int().min(0).optional(),
  /** The images at these places are told without an address. */
  taskWithholds: z.array(z.int().min(0)).optional(),
});

export const faultSchema = effectSchema.extend({
  on: z.enum(['create', 'query', 'image']),
  /** Only calls that concern the task with this id. */
  externalTaskId: z.string().optional(),
  /** Only calls that concern a task with this prompt. */
  prompt: z.string().optional(),
  /**
   * A number counts the matching calls since the fault was added, from 1. `every` is all of them.
   * Left out: the next matching call that no earlier fault takes, so that a list of faults plays in order.
   */
  nth: z.union([z.int().positive(), z.literal('every')]).optional(),
  /** How many calls in a row, from there. Default 1. */
  times: z.int().positive().optional(),
});
export type Fault = z.infer<typeof faultSchema>;
export type Effect = z.infer<typeof effectSchema>;

/** What a call is, for the faults to match. */
export interface Call extends CallSubject {
  readonly on: Fault['on'];
}

/** The task that a call concerns, as far as the call tells. */
export interface CallSubject {
  readonly externalTaskId: string | null;
  readonly prompt: string | null;
}

interface Entry {
  readonly fault: Fault;
  matched: number;
  taken: number;
}

/** The faults to come. Several may be added while the upstream runs. */
export class FaultScript {
  #entries: Entry[] = [];

  constructor(faults: readonly Fault[]) {
    this.add(faults);
  }

  add(faults: readonly Fault[]): void {
    this.#entries.push(...faults.map((fault) => ({ fault, matched: 0, taken: 0 })));
  }

  clear(): void {
    this.#entries = [];
  }

  /** The faults that some call may still meet, in the order they were added. */
  pending(): Fault[] {
    return this.#entries.filter((entry) => !isUsedUp(entry)).map(({ fault }) => fault);
  }

  /** The fault for a call, or null. At most one: the first that was added. */
  take(call: Call): Effect | null {
    let chosen: Entry | null = null;
    for (const entry of this.#entries) {
      if (!matches(entry.fault, call)) continue;
      entry.matched += 1;
      if (chosen === null && isDue(entry)) chosen = entry;
    }
    if (chosen === null) return null;
    chosen.taken += 1;
    return chosen.fault;
  }
}

/** Whether the request has no effect: the caller gets the fault and nothing else happened. */
export function isBeforeHandling({ cut, hang, reply }: Effect): boolean {
  if (cut === 'before-handling' || hang === true || hang === 'before-handling') return true;
  return reply !== undefined && reply.afterHandling !== true;
}

function matches(fault: Fault, call: Call): boolean {
  const { on, externalTaskId = call.externalTaskId, prompt = call.prompt } = fault;
  return on === call.on && externalTaskId === call.externalTaskId && prompt === call.prompt;
}

function isUsedUp({ fault, matched, taken }: Entry): boolean {
  const times = fault.times ?? 1;
  if (fault.nth === undefined) return taken >= times;
  if (fault.nth === 'every') return fault.times !== undefined && taken >= times;
  return matched >= fault.nth + times - 1;
}

function isDue({ fault, matched, taken }: Entry): boolean {
  const times = fault.times ?? 1;
  if (fault.nth === 'every') return fault.times === undefined || taken < times;
  if (fault.nth === undefined) return taken < times;
  return matched >= fault.nth && matched < fault.nth + times;
}
