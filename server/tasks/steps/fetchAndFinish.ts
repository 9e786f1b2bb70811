import { stat } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import type { TaskProblem } from '../../../src/domain/contract.ts';
import type { ProblemCode } from '../../../src/domain/problem.ts';
import { SHAPE_PROBLEMS } from '../../../src/domain/retryable.ts';
import { taskProblem } from '../../../src/domain/taskProblem.ts';
import { results, tasks } from '../../database/schema.ts';
import type { Finished } from '../../finishing/finish.ts';
import { decodeSemaphore } from '../../images/decodeSemaphore.ts';
import { decodeWhole } from '../../images/decodeWhole.ts';
import { meanColour } from '../../images/meanColour.ts';
import { sharp } from '../../images/sharpSetup.ts';
import { withPictureFile } from '../../images/startPicture.ts';
import type { Provider, UpstreamImage } from '../../providers/Provider.ts';
import { hashOfFile } from '../../storage/hashOfFile.ts';
import { type LeasedTask, LeaseLostError } from '../rows/lease.ts';
import { finalName, rawName, resultIdOf } from '../rows/resultFiles.ts';
import type { StoredTask } from '../rows/taskRow.ts';
import { planStepName } from './planStepName.ts';
import { RETRY_LIMITS } from './retryPolicy.ts';
import { enter, fail, type StepDeps, type StepOutcome } from './stepOutcome.ts';
import { waitAndRetry } from './stepWait.ts';
import { namedAfresh } from './submitName.ts';

/** Why an image is not there yet. */
type Missing =
  | { readonly kind: 'gone'; readonly problem: TaskProblem }
  | { readonly kind: 'retry-later'; readonly problem: TaskProblem; readonly retryAfterMs?: number };

/**
 * Fetches every image that is not kept yet, each on its own, stores it as it came, then finishes it. What is done
 * already stays done when the step is begun again; only what is missing is fetched then.
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
  const missing: Missing[] = [];
  const flags: ProblemCode[] = [];
  // A step before the last asked for one image; more than that are nobody's wish.
  const images = task.isLastStep ? task.upstreamImages : task.upstreamImages.slice(0, 1);
  for (const image of images) {
    if (task.isLastStep && task.resultIndexes.has(image.index)) continue;
    const resultId = resultIdOf(task.externalTaskId, task.isLastStep ? image.index : 0);
    const absent = await fetchRaw(parts, provider, { image, resultId, signal });
    if (absent !== null) {
      missing.push(absent);
      continue;
    }
    const kept = await finishOne(parts, leased, { image, resultId, signal });
    if (kept === null)
      return clearIfNobodys(parts, { id: task.id, externalTaskId: task.externalTaskId, resultId });
    flags.push(...kept.flags);
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

interface OneImage {
  readonly image: UpstreamImage;
  readonly resultId: string;
  readonly signal: AbortSignal;
}

async function fetchRaw(
  { store }: StepDeps,
  provider: Provider,
  { image, resultId, signal }: OneImage,
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
  { store, queue }: StepDeps,
  { id, externalTaskId, resultId }: { id: string; externalTaskId: string; resultId: string },
): Promise<never> {
  if (!(await queue.presentSubmits([externalTaskId])).has(externalTaskId)) {
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

/** Null when the lease was lost meanwhile. */
async function finishOne(
  { store, finisher, queue }: StepDeps,
  { lease, task }: LeasedTask,
  { image, resultId, signal }: OneImage,
): Promise<{ readonly flags: readonly ProblemCode[] } | null> {
  const file = store.temporaryPath('.png');
  try {
    const { width: startWidth, height: startHeight } = task.picture;
    const size = { width: startWidth, height: startHeight };
    const finished = await withPictureFile(store, task.picture, (sourcePath) =>
      store.withFile('results', rawName(resultId), (rawPath) =>
        finisher.finish({ sourcePath, rawPath, resultPath: file, size, expansion: task.expansion }, signal),
      ),
    );
    const { size: fileBytes } = await stat(file);
    const fileHash = await hashOfFile(file);
    const colour = await store.withFile('results', rawName(resultId), meanColour);
    await store.adopt(file, 'results', finalName(resultId));
    const flags: ProblemCode[] = [
      ...shapeFlags(finished),
      ...((task.upstreamImages?.length ?? 0) < task.n ? (['fewer-images'] as const) : []),
    ];
    if (!task.isLastStep && task.planStep !== null && task.externalTaskId !== null) {
      const { planStep: index, externalTaskId } = task;
      const isHeld = await queue.keepStepPicture(lease, { index, externalTaskId, fileBytes, flags });
      return isHeld ? { flags } : null;
    }
    const { width, height, sent, proof } = finished;
    const isHeld = await queue.addResult(lease, {
      id: resultId,
      index: image.index,
      width,
      height,
      sentWidth: sent.width,
      sentHeight: sent.height,
      fileBytes,
      fileHash,
      flags,
      proof,
      colour,
      isStarred: false,
    });
    return isHeld ? { flags } : null;
  } finally {
    await store.discard(file);
  }
}

function shapeFlags({ hasAspectMismatch, lacksBottom }: Finished): ProblemCode[] {
  if (lacksBottom) return ['bottom-ignored'];
  return hasAspectMismatch ? ['aspect-mismatch'] : [];
}
