import type { InferSelectModel } from 'drizzle-orm';
import { z } from 'zod';
import { taskProblemSchema } from '../../../src/domain/contract/problem.ts';
import { providerNameSchema } from '../../../src/domain/contract/provider.ts';
import { type Result, resultSchema } from '../../../src/domain/contract/result.ts';
import { type Source, sourceSchema } from '../../../src/domain/contract/source.ts';
import { chargeSchema, type Task, taskSchema, taskStatusSchema } from '../../../src/domain/contract/task.ts';
import { cropSchema, planExpansionSchema } from '../../../src/domain/contract/taskRequest.ts';
import type { Crop } from '../../../src/domain/crop.ts';
import type { planSteps, results, sources, tasks } from '../../database/schema.ts';
import { pictureOfSource, type StartPicture } from '../../images/startPicture.ts';
import { upstreamImageSchema } from '../../providers/Provider.ts';
import { finalName, resultIdOf } from './resultFiles.ts';

export type TaskRow = Omit<InferSelectModel<typeof tasks>, 'search'>;
export type PlanStepRow = InferSelectModel<typeof planSteps>;
export type ResultRow = InferSelectModel<typeof results>;
type SourceRow = Omit<InferSelectModel<typeof sources>, 'createdAt'>;

/** What is to be done next for a task. */
const TASK_STEPS = [
  /** Send the create. One that was sent and whose end nobody wrote down is looked up instead. */
  'submit',
  /** A create's outcome is not known: ask, and send again only what was surely not taken. */
  'reconcile',
  /** Send the create again although the one before may have been taken: this provider refuses repeats. */
  'resend',
  /** Ask, and send nothing whatever the answer. */
  'look-up',
  /** Ask a last time, then send under a new name: somebody wants it, knowing that it may cost twice. */
  'submit-anew',
  'poll',
  'fetch',
] as const;
const taskStepSchema = z.enum(TASK_STEPS);
export type TaskStep = z.infer<typeof taskStepSchema>;

/** With the provider's name for the submit that it is about. */
const namedChargeSchema = chargeSchema.extend({ upstreamTaskId: z.string() });

const storedTaskSchema = z.object({
  id: z.uuid(),
  revision: z.int(),
  status: taskStatusSchema,
  provider: providerNameSchema,
  expansion: planExpansionSchema,
  crop: cropSchema.nullable(),
  planStep: z.int().nullable(),
  prompt: z.string(),
  n: z.int(),
  progress: z.number().nullable(),
  previews: taskSchema.shape.previews,
  externalTaskId: z.string().nullable(),
  upstreamTaskId: z.string().nullable(),
  upstreamImages: z.array(upstreamImageSchema).nullable(),
  step: taskStepSchema,
  sentAt: z.date().nullable(),
  callbackToken: z.string().nullable(),
  hintedTaskId: z.string().nullable(),
  attempts: z.int(),
  doubts: z.int(),
  deniedAt: z.date().nullable(),
  troubleSince: z.date().nullable(),
  polls: z.int(),
  refetches: z.int(),
  retries: z.int(),
  statusSince: z.date(),
  createdAt: z.date(),
  problem: taskProblemSchema.nullable(),
  waiting: taskProblemSchema.extend({ until: z.iso.datetime() }).nullable(),
  charges: z.array(namedChargeSchema),
  dueAt: z.date().nullable(),
});

/** A task as the relay works on it: expansion and number of images are those of the request under way. */
export type StoredTask = z.infer<typeof storedTaskSchema> & {
  readonly source: Source;
  /** What the request begins from. */
  readonly picture: StartPicture;
  /** Whether this request's images are the task's results, and not what another step begins from. */
  readonly isLastStep: boolean;
  /** As `rowLine` has it. */
  readonly line: string;
  readonly resultIndexes: ReadonlySet<number>;
};

export interface JoinedTask {
  readonly task: TaskRow;
  readonly source: SourceRow;
  /** Deleted ones too. */
  readonly results: readonly ResultRow[];
  readonly parent: Task['parent'];
  /** Steps of its plan in order; none where one request is enough. */
  readonly steps: readonly PlanStepRow[];
}

export function toStoredTask({ task: row, source: sourceRow, results: rows, steps }: JoinedTask): StoredTask {
  const task = storedTaskSchema.parse(row);
  const source = sourceSchema.parse(sourceRow);
  const step = task.planStep === null ? undefined : steps[task.planStep];
  const isLastStep = step === undefined || step.index === steps.length - 1;
  return {
    ...{ ...task, source, isLastStep, line: row.batchId ?? row.person ?? '' },
    picture: startPicture({ source, crop: task.crop }, step && steps[step.index - 1]),
    expansion: step === undefined ? task.expansion : planExpansionSchema.parse(step.expansion),
    n: isLastStep ? task.n : 1,
    resultIndexes: new Set(rows.map(({ index }) => index)),
  };
}

function startPicture(
  { source, crop }: { source: Source; crop: Crop | null },
  before: PlanStepRow | undefined,
): StartPicture {
  if (before === undefined) return pictureOfSource(source, crop);
  const { externalTaskId, width, height, fileBytes } = before;
  if (externalTaskId === null || fileBytes === null) {
    throw new Error(`Step ${before.index} of task ${before.taskId} is behind the next one.`);
  }
  const name = finalName(resultIdOf(externalTaskId, 0));
  // It has the source's depth, profile and alpha, whatever they are.
  return { shelf: 'results', name, width, height, format: 'png', fileBytes, needsCopy: true, crop: null };
}

/** A task as it travels to the browser. */
export function toTask({ task, source, results: rows, parent, steps }: JoinedTask): Task {
  const kept = rows.filter(({ deletedAt }) => deletedAt === null);
  return taskSchema.parse({
    ...task,
    ...{ source, parent, batch: batchOf(task) },
    plan: steps.length === 0 ? null : { steps: steps.map(toPlanStep), step: task.planStep },
    ...{ came: rows.length, variants: variantsOf(task.upstreamImages) },
    results: kept.map(toResult).toSorted((a, b) => a.index - b.index),
    createdAt: task.createdAt.toISOString(),
    startedAt: (task.startedAt ?? task.createdAt).toISOString(),
    endedAt: task.endedAt?.toISOString() ?? null,
  });
}

/** Whatever became of the others: results keep the numbers that their images had. */
function variantsOf(upstreamImages: unknown): number | null {
  const images = storedTaskSchema.shape.upstreamImages.parse(upstreamImages) ?? [];
  return lastNumber(images.map(({ index }) => index));
}

/** Of images at these positions; null without any. */
export function lastNumber(positions: readonly number[]): number | null {
  return positions.length === 0 ? null : Math.max(...positions) + 1;
}

function batchOf({ batchId: id, batchName: name }: TaskRow) {
  return id === null ? null : { id, name };
}

function toPlanStep({ width, height, x, y, externalTaskId, flags }: PlanStepRow) {
  const resultId = externalTaskId === null ? null : resultIdOf(externalTaskId, 0);
  return { width, height, placement: { x, y }, resultId, flags };
}

function toResult(row: ResultRow): Result {
  const { sentWidth, sentHeight } = row;
  const sent = sentWidth === null ? null : { width: sentWidth, height: sentHeight };
  return resultSchema.parse({ ...row, sent });
}
