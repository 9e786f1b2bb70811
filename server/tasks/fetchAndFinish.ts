import { stat } from 'node:fs/promises';
import type { TaskProblem } from '../../src/domain/contract.ts';
import { MAX_IMAGES } from '../../src/domain/limits.ts';
import type { ProblemCode } from '../../src/domain/problem.ts';
import { sharp } from '../images/sharpSetup.ts';
import { taskProblem } from '../providers/klingProblem.ts';
import type { Provider, UpstreamImage } from '../providers/Provider.ts';
import { type LeasedTask, LeaseLostError } from './lease.ts';
import { PATIENCE } from './retryPolicy.ts';
import { enter, fail, type StepOutcome, type StepParts } from './stepOutcome.ts';
import { waitAndRetry } from './stepWait.ts';
import type { StoredTask } from './taskRow.ts';

/** Why an image is not there yet. */
type Missing =
  | { readonly kind: 'gone'; readonly problem: TaskProblem }
  | { readonly kind: 'retry-later'; readonly problem: TaskProblem; readonly retryAfterMs?: number };

/** Names the files of a result, the same however often a step is begun again. */
function resultIdOf(externalTaskId: string, index: number): string {
  return `${externalTaskId}-${index}`;
}

/** The results that a submit may have left files of, whether rows tell of them or not. */
export function possibleResultIds(externalTaskId: string | null): string[] {
  if (externalTaskId === null) return [];
  return Array.from({ length: MAX_IMAGES }, (_, index) => resultIdOf(externalTaskId, index));
}

export function rawName(resultId: string): string {
  return `${resultId}.raw`;
}

export function finalName(resultId: string): string {
  return `${resultId}.png`;
}

/**
 * Fetches every image that is not kept yet, stores it as it came, then finishes it. What is done already stays done
 * when the step is begun again.
 */
export async function fetchAndFinish(
  parts: StepParts,
  provider: Provider,
  leased: LeasedTask,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const { task } = leased;
  if (task.externalTaskId === null || task.upstreamImages === null) {
    return enter(parts, 'processing');
  }
  for (const image of task.upstreamImages) {
    if (task.resultIndexes.has(image.index)) continue;
    const resultId = resultIdOf(task.externalTaskId, image.index);
    const missing = await fetchRaw(parts, provider, { image, resultId, signal });
    if (missing !== null) return fetchAgain(parts, leased, missing);
    const isKept = await finishOne(parts, leased, { image, resultId, signal });
    if (!isKept) await clearIfNobodys(parts, { ...task, resultId });
  }
  const now = parts.now();
  const change = {
    ...{ status: 'succeeded', waiting: null, dueAt: null, statusSince: now, endedAt: now },
    previews: [],
  };
  return { isVisible: true, change };
}

interface OneImage {
  readonly image: UpstreamImage;
  readonly resultId: string;
  readonly signal: AbortSignal;
}

async function fetchRaw(
  { store }: StepParts,
  provider: Provider,
  { image, resultId, signal }: OneImage,
): Promise<Missing | null> {
  const name = rawName(resultId);
  if ((await store.sizeOf('results', name)) !== null) return null;
  const file = store.temporaryPath();
  try {
    const outcome = await provider.fetchImage(image, file, signal);
    if (outcome.kind !== 'fetched') return outcome;
    if (!(await isImage(file))) return { kind: 'gone', problem: taskProblem('result-unreadable', null) };
    await store.adopt(file, 'results', name);
    return null;
  } finally {
    await store.discard(file);
  }
}

/**
 * The lease was lost meanwhile. Whoever has it now uses the same files, and so does a retry after cancelling; only
 * those of a deleted task or of an earlier submit are nobody's.
 */
async function clearIfNobodys(
  { store, queue }: StepParts,
  { id, externalTaskId, resultId }: Pick<StoredTask, 'id' | 'externalTaskId'> & { resultId: string },
): Promise<never> {
  if ((await queue.presentSubmitOf(id)) !== externalTaskId) {
    await store.remove('results', rawName(resultId));
    await store.remove('results', finalName(resultId));
  }
  throw new LeaseLostError(id);
}

/** Whether a file can be decoded to its end. */
async function isImage(file: string): Promise<boolean> {
  try {
    await sharp(file, { failOn: 'error' })
      .resize(64, 64, { fit: 'inside', fastShrinkOnLoad: false })
      .raw()
      .toBuffer();
    return true;
  } catch {
    return false;
  }
}

/** An address that went dead may be replaced by a fresh one: the provider is asked for its state again. */
function fetchAgain(parts: StepParts, { task }: LeasedTask, missing: Missing): StepOutcome {
  if (missing.kind === 'retry-later') {
    if (task.attempts + 1 >= PATIENCE.maxFetches) return fail(parts, missing.problem);
    return waitAndRetry(parts, task, missing);
  }
  const refetches = task.refetches + 1;
  if (refetches > PATIENCE.maxRefetches) return fail(parts, missing.problem);
  const { change } = waitAndRetry(parts, { ...task, attempts: task.refetches }, missing);
  return {
    isVisible: true,
    change: {
      ...enter(parts, 'processing', { upstreamImages: null, refetches }).change,
      waiting: change.waiting,
      dueAt: change.dueAt,
    },
  };
}

/** False when the lease was lost meanwhile. */
async function finishOne(
  { store, finisher, queue }: StepParts,
  { lease, task }: LeasedTask,
  { image, resultId, signal }: OneImage,
): Promise<boolean> {
  const file = store.temporaryPath('.png');
  try {
    const size = { width: task.source.width, height: task.source.height };
    const finished = await store.withFile('sources', task.source.id, (sourcePath) =>
      store.withFile('results', rawName(resultId), (rawPath) =>
        finisher.finish({ sourcePath, rawPath, resultPath: file, size, expansion: task.expansion }, signal),
      ),
    );
    const { size: fileBytes } = await stat(file);
    await store.adopt(file, 'results', finalName(resultId));
    const flags: ProblemCode[] = finished.hasAspectMismatch ? ['aspect-mismatch'] : [];
    const { width, height, sent } = finished;
    return await queue.addResult(lease, {
      id: resultId,
      index: image.index,
      width,
      height,
      sentWidth: sent.width,
      sentHeight: sent.height,
      fileBytes,
      flags,
    });
  } finally {
    await store.discard(file);
  }
}
