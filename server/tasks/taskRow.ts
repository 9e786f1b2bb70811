import type { InferSelectModel } from 'drizzle-orm';
import { z } from 'zod';
import {
  expansionSchema,
  providerNameSchema,
  type Result,
  resultSchema,
  type Source,
  sourceSchema,
  type Task,
  taskProblemSchema,
  taskSchema,
  taskStatusSchema,
} from '../../src/domain/contract.ts';
import type { results, sources, tasks } from '../database/schema.ts';
import { upstreamImageSchema } from '../providers/Provider.ts';

export type TaskRow = InferSelectModel<typeof tasks>;
export type ResultRow = InferSelectModel<typeof results>;
type SourceRow = InferSelectModel<typeof sources>;

const storedTaskSchema = z.object({
  id: z.uuid(),
  status: taskStatusSchema,
  provider: providerNameSchema,
  expansion: expansionSchema,
  prompt: z.string(),
  n: z.int(),
  progress: z.number().nullable(),
  previews: taskSchema.shape.previews,
  externalTaskId: z.string().nullable(),
  upstreamTaskId: z.string().nullable(),
  upstreamImages: z.array(upstreamImageSchema).nullable(),
  lookUpFirst: z.boolean(),
  submitAnew: z.boolean(),
  slots: z.int(),
  callbackToken: z.string().nullable(),
  hintedTaskId: z.string().nullable(),
  attempts: z.int(),
  doubts: z.int(),
  polls: z.int(),
  refetches: z.int(),
  statusSince: z.date(),
  createdAt: z.date(),
  problem: taskProblemSchema.nullable(),
  waiting: taskProblemSchema.extend({ until: z.iso.datetime() }).nullable(),
});

/** A task as the relay works on it. */
export type StoredTask = z.infer<typeof storedTaskSchema> & {
  readonly source: Source;
  readonly resultIndexes: ReadonlySet<number>;
};

export interface TaskParts {
  readonly task: TaskRow;
  readonly source: SourceRow;
  readonly results: readonly ResultRow[];
}

export function toStoredTask({ task, source, results: rows }: TaskParts): StoredTask {
  return {
    ...storedTaskSchema.parse(task),
    source: sourceSchema.parse(source),
    resultIndexes: new Set(rows.map(({ index }) => index)),
  };
}

/** A task as it travels to the browser. */
export function toTask({ task, source, results: rows }: TaskParts): Task {
  return taskSchema.parse({
    ...task,
    source,
    results: rows.map(toResult).toSorted((a, b) => a.index - b.index),
    createdAt: task.createdAt.toISOString(),
    endedAt: task.endedAt?.toISOString() ?? null,
  });
}

function toResult(row: ResultRow): Result {
  const { sentWidth, sentHeight } = row;
  const sent = sentWidth === null ? null : { width: sentWidth, height: sentHeight };
  return resultSchema.parse({ ...row, sent });
}
