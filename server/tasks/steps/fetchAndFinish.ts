import { sql } from 'drizzle-orm';
import type { ProblemCode } from '../../../src/domain/problem.ts';
import { SHAPE_PROBLEMS } from '../../../src/domain/retryable.ts';
import { taskProblem } from '../../../src/domain/taskProblem.ts';
import { results, tasks } from '../../database/schema.ts';
import { decodeSemaphore } from '../../images/decodeSemaphore.ts';
import { decodeWhole } from '../../images/decodeWhole.ts';
import { sharp } from '../../images/sharpSetup.ts';
import type { Provider } from '../../providers/Provider.ts';
import { type LeasedTask, LeaseLostError } from '../rows/lease.ts';
import { finalName, rawName, resultIdOf } from '../rows/resultFiles.ts';
import type { StoredTask } from '../rows/taskRow.ts';
import { finishImage, type Missing, type TaskImage } from './finishImage.ts';
import { planStepName } from './planStepName.ts';
import { RETRY_LIMITS } from './retryPolicy.ts';
import { enter, fail, type StepDeps, type StepOutcome } from './stepOutcome.ts';
import { waitAndRetry } from './stepWait.ts';
import { namedAfresh } from './submitName.ts';

/**
 * Fetches every image that is not kept yet and stores it as it came, then finishes them: each on its own, so that one
 * that is missing or cannot be finished holds up no other. What is done already stays done when the step is begun again.
 */
export async function fetchAndFinish(
  parts: StepDeps,
  provider: Provider,
  leased: LeasedTask,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const { task } = leased;
  if (task.externalTaskId === null || task.upstreamImages === null) {
    return enter(parts, { status: 'processing', step: 'poll' });
  }
  const { externalTaskId } = task;
  // A step before the last asked for one image; more than that are nobody's wish.
  const images = task.isLastStep ? task.upstreamImages : task.upstreamImages.slice(0, 1);
  const wanted = images
    .filter(({ index }) => !task.isLastStep || !task.resultIndexes.has(index))
    .map((image): TaskImage => {
      return { image, signal, resultId: resultIdOf(externalTaskId, task.isLastStep ? image.index : 0) };
    });
  const missing: Missing[] = [];
  const fetched: TaskImage[] = [];
  // All of them before any is finished, which takes long: addresses expire.
  for (const image of wanted) {
    const absent = await fetchRaw(parts, provider, image);
    if (absent === null) fetched.push(image);
    else missing.push(absent);
  }
  const flags: ProblemCode[] = [];
  for (const image of fetched) {
    const outcome = await finishImage(parts, leased, image);
    if (outcome === null) {
      return clearIfNobodys(parts, { id: task.id, externalTaskId, resultId: image.resultId });
    }
    if ('kind' in outcome) missing.push(outcome);
    else flags.push(...outcome.flags);
  }
  // A dead address is asked for anew, which helps whatever else is missing too.
  const worst = missing.find(({ kind }) => kind === 'gone') ?? missing[0];
  if (worst !== undefined) {
    const all = images.length;
    return fetchAgain(parts, leased, sayingWhatIsKept(worst, { kept: all - missing.length, all }));
  }
  if (!task.isLastStep) return endForShape(parts, flags) ?? enterNextStep(parts, provider, task);
  const now = parts.now();
  const change = {
    ...{ status: 'succeeded', waiting: null, dueAt: null, statusSince: now, endedAt: now },
    ...{ previews: [], deletedAt: deletedWithResults(now) },
  };
  return { isVisible: true, change };
}

/** A task whose results were all deleted while the last of them came goes along, as it would have afterwards. */
function deletedWithResults(now: Date) {
  const { taskId, deletedAt } = results;
  return sql<Date | null>`case
    when exists (select 1 from ${results} where ${taskId} = ${tasks.id} and ${deletedAt} is null) then null
    when exists (select 1 from ${results} where ${taskId} = ${tasks.id}) then ${now.toISOString()}::timestamptz end`;
}

/** What a step's picture lacks, the next one would be paid to go on from: somebody looks at it first. */
function endForShape(parts: StepDeps, flags: readonly ProblemCode[]): StepOutcome | null {
  const code = flags.find((flag) => SHAPE_PROBLEMS.has(flag));
  if (code === undefined) return null;
  const problem = taskProblem(code, null);
  return fail(parts, { ...problem, detail: `${problem.detail} ${PLAN_ENDS}` });
}

const PLAN_ENDS =
  'The steps after this one were not sent and cost nothing; its picture is kept. Begin the expansion again once the cause is settled.';

/**
 * The next step of a plan begins from the picture that is kept now, under a name of its own. A row that is older than
 * this run of the relay may have come out of a backup: then the step is asked for before anything is sent.
 */
function enterNextStep(parts: StepDeps, provider: Provider, task: StoredTask): StepOutcome {
  const planStep = (task.planStep ?? 0) + 1;
  const isFromBefore = provider.description.isPaid && task.createdAt < parts.startedAt;
  return enter(
    parts,
    { status: 'submitting', step: isFromBefore ? 'reconcile' : 'submit' },
    {
      ...namedAfresh(planStepName(task.id, planStep)),
      ...{ planStep, refetches: 0, progress: null, previews: [] },
    },
  );
}

function sayingWhatIsKept(missing: Missing, { kept, all }: { kept: number; all: number }): Missing {
  if (kept === 0) return missing;
  const detail = `${missing.problem.detail} ${kept} of ${all} images are kept; only the missing ones are fetched again.`;
  return { ...missing, problem: { ...missing.problem, detail } };
}

async function fetchRaw(
  { store }: StepDeps,
  provider: Provider,
  { image, resultId, signal }: TaskImage,
): Promise<Missing | null> {
  const name = rawName(resultId);
  if ((await store.sizeOf('results', name)) !== null) return null;
  const file = store.temporaryPath();
  try {
    const outcome = await provider.fetchImage(image, file, signal);
    if (outcome.kind !== 'fetched') return outcome;
    if (!(await isImage(file, signal))) {
      return { kind: 'gone', problem: taskProblem('result-unreadable', null) };
    }
    await store.adopt(file, 'results', name);
    return null;
  } finally {
    await store.discard(file);
  }
}

/**
 * The lease was lost meanwhile. Whoever has it now uses the same files, and so does a retry after cancelling; so
 * does the step of a plan that goes on from them. Only those of a deleted task or of an earlier try are nobody's.
 */
async function clearIfNobodys(
  { store, fileOwners }: StepDeps,
  { id, externalTaskId, resultId }: { id: string; externalTaskId: string; resultId: string },
): Promise<never> {
  if (!(await fileOwners.presentSubmits([externalTaskId])).has(externalTaskId)) {
    await store.remove('results', rawName(resultId));
    await store.remove('results', finalName(resultId));
  }
  throw new LeaseLostError(id);
}

/** Far beyond what any image of a provider takes. */
const DECODE_SECONDS = 60;

/** Whether a file can be decoded to its end. Some providers leave the end marker of a JPEG out, which is no loss. */
async function isImage(file: string, signal: AbortSignal): Promise<boolean> {
  try {
    const { width, height, format } = await sharp(file).metadata();
    await decodeSemaphore.run({ width, height, format, signal }, () => decodeWhole(file, DECODE_SECONDS));
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

/** An address that went dead may be replaced by a fresh one: the provider is asked for its state again. */
function fetchAgain(parts: StepDeps, { task }: LeasedTask, missing: Missing): StepOutcome {
  if (missing.kind === 'retry-later') {
    if (task.attempts + 1 >= RETRY_LIMITS.maxFetches) return fail(parts, missing.problem);
    return waitAndRetry(parts, task, missing);
  }
  const refetches = task.refetches + 1;
  if (refetches > RETRY_LIMITS.maxRefetches) return fail(parts, missing.problem);
  const { change } = waitAndRetry(parts, { ...task, attempts: task.refetches }, missing);
  return {
    isVisible: true,
    change: {
      ...enter(parts, { status: 'processing', step: 'poll' }, { upstreamImages: null, refetches }).change,
      waiting: change.waiting,
      dueAt: change.dueAt,
    },
  };
}
